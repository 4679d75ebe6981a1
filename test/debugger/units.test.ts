/** Lines, steps, breakpoints and frames on a program made by hand, without a machine. */
import assert from 'node:assert/strict';
import { createBreakpoints } from '../../src/debugger/breakpoints';
import { readFrames } from '../../src/debugger/frames';
import { createHandles } from '../../src/debugger/handles';
import { createHistory } from '../../src/debugger/history';
import { createLineTable } from '../../src/debugger/lines';
import { createOutput } from '../../src/debugger/output';
import { createProgramMap, type ProgramMap } from '../../src/debugger/program-map';
import type { MachineState } from '../../src/debugger/state';
import { createStepping, type StepKind, type StopRule } from '../../src/debugger/stepping';
import type { Context } from '../../src/debugger/transformer';
import { MARK } from '../../src/executor/marks';
import type { Program, ProgramFunction } from '../../src/program/program';
import { writePrompt } from '../../src/program/prompt';

const FILE = '/src/a.c';

/**
 * Three functions of four instructions; instruction `i` is at byte 100 + i. The last has no lines. `second`: the file
 * of what comes after the line that opens the first.
 */
function example(second = FILE) {
  const names = ['f', '__main_void', 'puts'];
  const functions = names.map(
    (name, i): ProgramFunction => ({
      name,
      origin: 'program',
      wasmIndex: i,
      begin: i * 4,
      end: i * 4 + 4,
      bytes: [100 + i * 4, 104 + i * 4],
      locals: i === 0 ? [{ name: 'x', type: 'i32', slots: [0], parameter: true }] : [],
      results: [],
    }),
  );
  const program: Program = {
    instructions: Array.from({ length: 12 }, () => ({ op: 'drop', a: 0 })),
    origins: Array.from({ length: 12 }, (_, i) => ({
      offset: 100 + i,
      function: Math.floor(i / 4),
      first: true,
      height: i === 6 ? 3 : 0,
    })),
    entry: 0,
    jumpTables: [],
    functions,
    globals: [],
    memory: { image: new Uint8Array(), pages: 1, maxPages: 1 },
    frameSize: 1,
    maxDepth: 10,
    unsupported: new Map(),
    module: new Uint8Array(112),
  };
  const lines = createLineTable([
    { file: FILE, line: 1, start: 100, end: 101 },
    { file: second, line: 2, start: 101, end: 104 },
    { file: FILE, line: 5, start: 104, end: 105 },
    { file: FILE, line: 6, start: 105, end: 107 },
    { file: FILE, line: 9, start: 107, end: 108 },
  ]);
  return createProgramMap(program, writePrompt(program), lines);
}

const F = 1;
const MAIN = 5;
const PUTS = 8;

describe('lines', () => {
  it('lead from bytes to lines and back', () => {
    const { lines } = example();
    assert.equal(lines.at(106)?.line, 6);
    assert.equal(lines.at(99), undefined);
    assert.equal(lines.at(110), undefined);
    assert.deepEqual(
      lines.from(FILE, 7).map((range) => range.line),
      [9],
    );
    assert.deepEqual(lines.from(FILE, 10), []);
  });

  it('have parts, and are whole for whoever does not ask for one', () => {
    const part = (column: number | undefined, start: number, end: number) => ({
      file: FILE,
      line: 3,
      column,
      start,
      end,
    });
    const lines = createLineTable([part(9, 14, 20), part(5, 10, 14), part(undefined, 30, 33)]);
    const whole = { file: FILE, line: 3 };
    assert.deepEqual(lines.ranges, [
      { ...whole, start: 10, end: 20 },
      { ...whole, start: 30, end: 33 },
    ]);
    assert.deepEqual(lines.from(FILE, 3), lines.ranges);
    const starts = [1, 5, 6, 9, 40].map((column) => lines.from(FILE, 3, column)[0].start);
    assert.deepEqual(starts, [10, 10, 14, 14, 14]);
    assert.deepEqual(lines.from(FILE, 2, 9), lines.ranges);
    assert.equal(lines.columnAt(15), 9);
    assert.equal(lines.columnAt(31), undefined);
  });

  it('a function begins after the line that opens it', () => {
    const map = example();
    assert.deepEqual(map.program.functions.map(map.bodyOf), [F, MAIN, PUTS]);
    assert.deepEqual(
      map.functionsNamed('main').map((f) => f.wasmIndex),
      [1],
    );
  });

  it('a function on one line begins with it, also where it has taken in another of another file', () => {
    const map = example('/src/inlined.h');
    assert.equal(map.bodyOf(map.program.functions[0]), 0);
    assert.equal(breakpointsOf(map).setLines(FILE, [{ line: 1 }])[0].address, 0);
  });
});

function breakpointsOf(map: ProgramMap) {
  const compile = () => assert.fail('there is no condition');
  return createBreakpoints({ map, compile, changed: () => {} });
}

describe('breakpoints', () => {
  it('move to the next line with code, and past a prologue', () => {
    const breakpoints = breakpointsOf(example());
    const [opening, gap, end] = breakpoints.setLines(
      FILE,
      [1, 3, 20].map((line) => ({ line })),
    );
    assert.deepEqual([opening.line, opening.address], [1, F]);
    assert.deepEqual([gap.line, gap.address], [5, MAIN]);
    assert.deepEqual(
      [end.verified, end.message],
      [false, 'There is no code at or after this line.'],
    );
    assert.equal(breakpoints.stopsAt(MAIN, false), true);
    const keys = breakpoints.tests(false).map(({ key }) => key);
    assert.deepEqual(breakpoints.hit([keys[1]]), {
      ids: [gap.id],
      kind: 'line',
      messages: [],
      stops: true,
    });
    breakpoints.setLines(FILE, []);
    assert.equal(breakpoints.stopsAt(MAIN, false), false);
  });

  it('of other files and unknown functions say why they are not verified', () => {
    const breakpoints = breakpointsOf(example());
    assert.match(
      breakpoints.setLines('/src/b.c', [{ line: 1 }])[0].message ?? '',
      /b\.c is not part/,
    );
    assert.match(breakpoints.setFunctions([{ name: 'g' }])[0].message ?? '', /no function "g"/);
    assert.equal(breakpoints.setInstructions([{ offset: 99 }])[0].verified, false);
    assert.equal(breakpoints.setInstructions([{ offset: 109 }])[0].address, 9);
  });
});

describe('steps', () => {
  const stepping = createStepping(example());
  const from = { address: MAIN, depth: 1 };
  /** Whether a rule ends a run at an address that is reached at a call depth. */
  const stops = ({ marks, level }: StopRule, address: number, depth: number) => {
    const side = depth < level ? MARK.below : depth === level ? MARK.at : MARK.above;
    return (marks[address] & (MARK.stop | side)) !== 0;
  };
  const ends = (kind: StepKind, address: number, depth: number) =>
    stops(stepping.step(kind, 'line', from), address, depth);

  it('over a line stay in the function', () => {
    assert.equal(ends('over', MAIN + 1, 1), false);
    assert.equal(ends('over', F, 2), false);
    assert.equal(ends('over', MAIN + 2, 1), true);
    assert.equal(ends('over', MAIN + 2, 2), false, 'the same function called by itself');
    assert.equal(ends('over', F, 0), true, 'the function has returned');
  });

  it('into a call end after its prologue, and never in code without lines', () => {
    assert.equal(ends('in', F - 1, 2), false);
    assert.equal(ends('in', F, 2), true);
    assert.equal(ends('in', PUTS, 2), false);
  });

  it('out end in the caller', () => {
    assert.equal(ends('out', MAIN + 2, 1), false);
    assert.equal(ends('out', F, 0), true);
    assert.equal(ends('out', PUTS, 0), false);
  });

  it('by instruction end at the next one', () => {
    const over = stepping.step('over', 'instruction', from);
    assert.equal(stops(over, MAIN + 1, 1), true);
    assert.equal(stops(over, PUTS, 2), false);
  });

  it('begin in main, behind its prologue', () => {
    const entry = stepping.entry();
    assert.equal(stops(entry, MAIN, 1), true);
    assert.equal(stops(entry, MAIN - 1, 1), false);
  });
});

describe('frames', () => {
  it('are read from the innermost outwards, each with its operands', () => {
    const map = example();
    const call = 6;
    const state = {
      pc: () => map.prompt.positions[2],
      stackDepth: () => 2,
      callDepth: () => 2,
      returnPosition: (depth: number) => map.prompt.positions[depth === 2 ? call + 1 : PUTS + 1],
    } as MachineState;
    const frames = readFrames(map, state, 2);
    assert.deepEqual(
      frames.map(({ depth, address, operands }) => [depth, address, operands]),
      [
        [2, 2, [2, 2]],
        [1, call, [0, 2]],
        [0, PUTS, [0, 0]],
      ],
    );
  });
});

describe('small parts', () => {
  it('handles of an earlier stop are refused', () => {
    const handles = createHandles<string>();
    const old = handles.create('a');
    assert.equal(handles.get(old), 'a');
    handles.clear();
    const next = handles.create('b');
    assert.notEqual(next, old);
    assert.throws(() => handles.get(old), /earlier stop/);
  });

  it('history asks the model which instruction a token belongs to', () => {
    const map = example();
    const ends = [...map.prompt.ends.keys()].filter((position) => map.prompt.ends[position] >= 0);
    // Token i belongs to instruction i.
    const context = {
      model: {
        taps: ['pc of operation', 'pc'].map((name) => ({ name, layer: 2, form: [[1, 1]] })),
      },
      at: (position: number) => ({
        residual: (layer: number) => (layer === 2 ? [0, ends[position]] : []),
      }),
    } as unknown as Context;
    const history = createHistory(context, map);
    assert.deepEqual([0, 5, 11].map(history.instructionOf), [0, 5, 11]);
  });

  it('output is told by lines, whole characters at a time', () => {
    const told: string[] = [];
    const output = createOutput((stream, text) => told.push(`${stream}: ${text}`));
    const bytes = Buffer.from('héllo\nx€');
    output.write('stdout', bytes.subarray(0, -1));
    output.flush();
    output.write('stdout', bytes.subarray(-1));
    output.flush();
    assert.deepEqual(told, ['stdout: héllo\n', 'stdout: x', 'stdout: €']);
  });
});
