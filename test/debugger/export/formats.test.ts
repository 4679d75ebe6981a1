/** Each format of an exported trace, read back and held to what the interpreter does. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { chromeTrace } from '../../../src/debugger/export/chrome';
import { cpuProfile } from '../../../src/debugger/export/cpu-profile';
import { TraceSlices } from '../../../src/debugger/export/executed';
import { instructionLines, tokenLines } from '../../../src/debugger/export/jsonl';
import type { TraceWriter } from '../../../src/debugger/export/trace-writer';
import { tokenWriter } from '../../../src/program/expect';
import { createInterpreter } from '../../../src/program/interpret';
import { printInstruction } from '../../../src/program/print';
import { model, type Recorded, recorded } from '../recorded';
import { STORIES } from '../story';

const PROGRAM = path.join(STORIES, 'ledger.c');

interface Step {
  readonly position: number;
  readonly address: number;
  readonly depth: number;
  readonly tokens: readonly number[];
}

/** What the interpreter does, with the tokens that it expects. */
function stepsOf({ debuggee, run }: Recorded): Step[] {
  const { program } = debuggee.map;
  const interpreter = createInterpreter(program, { output() {}, input: () => undefined });
  const write = tokenWriter(program, run.prompt);
  const steps: Step[] = [];
  const all = Array.from(run.prompt.tokens);
  while (interpreter.stopped === undefined) {
    const { pc: address, callDepth: depth } = interpreter;
    const position = all.length;
    write(interpreter.step(), all);
    steps.push({ position, address, depth, tokens: all.slice(position) });
  }
  return steps;
}

/** The whole text, written in slices that are as short as can be. */
function exported(
  { debuggee, run }: Recorded,
  writer: TraceWriter,
  from = run.prompt.tokens.length,
  to = run.tokens.length,
): string {
  const slices = new TraceSlices(debuggee, writer, from, to);
  let text = '';
  do text += [...slices.slice(0)].join('');
  while (!slices.done);
  return text;
}

const parsed = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('exported traces', () => {
  let program: Recorded;
  let steps: Step[];
  let total: number;
  const functionOf = (address: number) => {
    const { map } = program.debuggee;
    return map.nameOf(map.functionAt(address));
  };

  before(async () => {
    program = await recorded(PROGRAM);
    steps = stepsOf(program);
    total = program.run.tokens.length - program.run.prompt.tokens.length;
  });
  after(() => program?.debuggee.dispose());

  it('instructions: a line for each that the interpreter executes', () => {
    const { map } = program.debuggee;
    assert.deepEqual(
      parsed(exported(program, instructionLines())),
      steps.map(({ position, address, depth, tokens }) => {
        const place = map.lineAt(address);
        return {
          position,
          instruction: printInstruction(map.program, address),
          function: functionOf(address),
          ...(place && { file: place.file, line: place.line }),
          depth,
          tokens: tokens.map((token) => model.tokens[token].text),
        };
      }),
    );
  });

  it('tokens: a line for each, in order', () => {
    const lines = parsed(exported(program, tokenLines()));
    assert.deepEqual(
      lines.map(({ position, token }) => [position, token]),
      [...program.run.tokens.entries()]
        .slice(-total)
        .map(([position, token]) => [position, model.tokens[token].text]),
    );
    assert.ok(lines.every(({ who, depth }) => who === 'model' && depth >= 0));
  });

  for (const part of ['all', 'a stretch'] as const)
    it(`chrome: slices nest, and end where they began: ${part}`, () => {
      const { run, output } = program;
      const [from, to] =
        part === 'all'
          ? [run.prompt.tokens.length, run.tokens.length]
          : [steps[700].position, steps[1500].position];
      const { traceEvents } = JSON.parse(exported(program, chromeTrace(), from, to));
      const open: { cat: string; name: string; ts: number }[] = [];
      const executed: [number, string, string | undefined, number][] = [];
      const written: number[] = [];
      let now = from;
      for (const { ph, ts, dur, cat, name, args } of traceEvents) {
        if (ph === 'M') continue;
        assert.ok(ts >= (ph === 'i' ? from : now), 'time goes on');
        if (ph === 'B') open.push({ cat, name, ts });
        if (ph === 'E') assert.ok(open.pop(), 'something ends that has not begun');
        if (ph === 'i') written.push(args.byte);
        if (ph === 'X') {
          const calls = open.filter((slice) => slice.cat === 'function');
          executed.push([ts, name, calls.at(-1)?.name, calls.length - 1]);
          now = ts + dur;
        }
      }
      assert.deepEqual(open, []);
      assert.equal(now, to);
      assert.deepEqual(
        executed,
        steps
          .filter(({ position }) => position >= from && position < to)
          .map(({ position, address, depth }) => [
            position,
            printInstruction(program.debuggee.map.program, address),
            functionOf(address),
            depth,
          ]),
      );
      if (part === 'all')
        assert.deepEqual(
          written,
          output.map(({ byte }) => byte),
        );
    });

  it('cpuprofile: nodes, samples and times say the same of each function and line', () => {
    const profile = JSON.parse(exported(program, cpuProfile()));
    const { nodes, samples, timeDeltas, startTime, endTime } = profile;
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    assert.equal(endTime - startTime, total);
    assert.equal(sum(timeDeltas), total);
    assert.equal(samples.length, timeDeltas.length);
    assert.deepEqual(
      nodes.map(({ id }: { id: number }) => id),
      nodes.map((_: unknown, i: number) => i + 1),
    );
    const children = nodes.flatMap((node: { children: number[] }) => node.children);
    assert.deepEqual(
      [...children].sort((a, b) => a - b),
      nodes.slice(1).map(({ id }: { id: number }) => id),
      'every node but the root has one parent',
    );
    // By function, once by the nodes, once by the samples, once by the interpreter.
    const byNode = new Map<string, number>();
    const bySample = new Map<string, number>();
    const byStep = new Map<string, number>();
    const add = (map: Map<string, number>, name: string, count: number) => {
      if (count > 0) map.set(name, (map.get(name) ?? 0) + count);
    };
    const nameOf = (id: number) => nodes[id - 1].callFrame.functionName;
    for (const { id, hitCount } of nodes) add(byNode, nameOf(id), hitCount);
    samples.forEach((id: number, i: number) => {
      add(bySample, nameOf(id), timeDeltas[i + 1] ?? 0);
    });
    for (const { address, tokens } of steps) add(byStep, functionOf(address), tokens.length);
    const sorted = (map: Map<string, number>) => [...map].sort();
    assert.deepEqual(sorted(byNode), sorted(byStep));
    assert.deepEqual(sorted(bySample), sorted(byStep));
    // And by line.
    const lines = new Map<number, number>();
    for (const { callFrame, positionTicks } of nodes)
      if (callFrame.url.endsWith('/ledger.c'))
        for (const { line, ticks } of positionTicks)
          lines.set(line, (lines.get(line) ?? 0) + ticks);
    const expected = new Map<number, number>();
    for (const { address, tokens } of steps) {
      const place = program.debuggee.map.lineAt(address);
      if (place?.file === PROGRAM)
        expected.set(place.line, (expected.get(place.line) ?? 0) + tokens.length);
    }
    const byNumber = (map: Map<number, number>) => [...map].sort(([a], [b]) => a - b);
    assert.deepEqual(byNumber(lines), byNumber(expected));
  });
});
