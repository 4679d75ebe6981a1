/** C programs that the interpreter has run up to a line, and their debug information: what tests read C out of. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DebugInformation, readDebugInformation } from '../../src/debugger/dwarf/information';
import {
  createFunctionTable,
  type FunctionTable,
} from '../../src/debugger/expression/function-table';
import { readVariable } from '../../src/debugger/machine-values';
import { type FrameReader, openSymbols, type Symbols } from '../../src/debugger/symbols';
import { createInterpreter, type Interpreter } from '../../src/program/interpret';
import type { Program, ProgramFunction, Variable } from '../../src/program/program';
import { build } from '../../src/toolchain/build';

export const FIXTURES = path.join(__dirname, 'fixtures');

export interface Compiled {
  readonly file: string;
  readonly source: string;
  readonly program: Program;
  readonly information: DebugInformation;
  readonly table: FunctionTable;
}

export interface Halted extends Compiled {
  readonly interpreter: Interpreter;
  readonly function: ProgramFunction;
  /** The byte of the module at which it stands. */
  readonly offset: number;
  /** A machine slot of the present frame. */
  local(slot: number): number;
  /** The evaluator that shows values to people, at this place. */
  readonly symbols: Symbols;
  /** Of the whole program, from here to its end. */
  output(): string;
}

/** `others`: further sources of the program. */
export async function compileFixture(
  file: string,
  cflags: readonly string[],
  others: readonly string[] = [],
): Promise<Compiled> {
  const { program } = await build({ files: [file, ...others], cflags });
  const information = readDebugInformation(program.module);
  assert.ok(information, 'there is no debug information');
  const source = readFileSync(file, 'utf8');
  return { file, source, program, information, table: createFunctionTable(program) };
}

/** Compiles a text as a file of its own. */
export async function compileText(text: string, cflags: readonly string[]): Promise<Compiled> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stepformer-'));
  try {
    const file = path.join(folder, 'text.c');
    writeFileSync(file, text);
    return await compileFixture(file, cflags);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs until a line whose comment names a mark begins for the `times`th time. The symbols have to be disposed of. */
export async function haltAt(compiled: Compiled, mark: string, times = 1): Promise<Halted> {
  const { file, source, program } = compiled;
  const { origins, functions, frameSize } = program;
  const bytes: number[] = [];
  const interpreter = createInterpreter(program, {
    output: (_stream, byte) => bytes.push(byte),
    input: () => undefined,
  });
  const base = () => interpreter.callDepth * frameSize;
  const frame = (): FrameReader => frameReader(program, interpreter, base());
  const symbols = await openSymbols(program.module, file, frame, (path) => path);
  assert.ok(symbols, 'the symbols cannot be read');
  const line = source.split('\n').findIndex((text) => text.includes(`#${mark} `)) + 1;
  const starts = new Set(symbols.ranges.filter((r) => r.line === line).map((r) => r.start));
  const first = Math.min(...starts);
  for (let left = times; !interpreter.stopped; interpreter.step()) {
    const origin = origins[interpreter.pc];
    if (origin.offset === first && origin.first && --left === 0) break;
  }
  // The thread of the symbols would keep the tests from ending.
  if (interpreter.stopped) await symbols.dispose();
  assert.equal(interpreter.stopped, undefined, `the line of ${mark} is not reached`);
  return {
    ...compiled,
    interpreter,
    symbols,
    function: functions[origins[interpreter.pc].function],
    offset: first,
    local: (slot) => interpreter.local(base() + slot) ?? 0,
    output() {
      while (!interpreter.stopped) interpreter.step();
      return Buffer.from(bytes).toString();
    },
  };
}

/** What the other evaluator asks for. */
function frameReader(program: Program, interpreter: Interpreter, base: number): FrameReader {
  const { functions, origins, globals } = program;
  const typed = (variable: Variable, slot: (index: number) => number) => {
    const value = readVariable(variable, slot) ?? 0;
    return typeof value === 'bigint'
      ? ({ type: 'i64', value } as const)
      : ({ type: variable.type as 'i32' | 'f32' | 'f64', value } as const);
  };
  const { locals } = functions[origins[interpreter.pc].function];
  return {
    memory: (address, length) => interpreter.memory.slice(address, address + length),
    local: (index) => typed(locals[index], (slot) => interpreter.local(base + slot)),
    global: (index) => typed(globals[index], interpreter.local),
    operand: () => ({ type: 'i32', value: 0 }),
  };
}
