/**
 * A program that performs actions one after the other, and writes what each leaves to stdout: the driver is a function
 * that is added to the lowered module, where every value is words.
 */
import type { Program } from '../../src/program/program';
import { link } from '../../src/toolchain/link';
import type { Module, ModuleFunction, ModuleInstruction } from '../../src/toolchain/module';
import { toProgram } from '../../src/toolchain/program';

/** An action in terms of the lowered module. */
export interface Step {
  /** Words that are pushed. */
  readonly operands: readonly number[];
  readonly op: 'call' | 'global.get';
  /** Of the function, or of the globals. */
  readonly indexes: readonly number[];
  /** Words that it leaves. */
  readonly words: number;
}

const instruction = (op: string, a = 0): ModuleInstruction => ({ op, offset: -1, a });

/** Behind the words of each step it writes a byte. `module` is lowered; its start function runs first. */
export async function drive(module: Module, steps: readonly Step[]): Promise<Program> {
  const none = module.types.length;
  const word = none + 1;
  const write = module.functions.length;
  const driver = write + 1;
  const added = (name: string, type: number, locals: number, body: ModuleInstruction[]) =>
    ({
      name,
      origin: 'runtime',
      wasmIndex: -1,
      type,
      locals: Array(locals).fill('i32'),
      body: [...body, instruction('end')],
      bytes: [0, 0],
      variables: [],
      results: [],
    }) as const satisfies ModuleFunction;
  const writeWord = [0, 8, 16, 24].flatMap((shift) => [
    instruction('local.get', 0),
    instruction('i32.const', shift),
    instruction('i32.shr_u'),
    instruction('output.stdout'),
  ]);
  const perform = steps.flatMap(({ operands, op, indexes, words }) => [
    ...operands.map((w) => instruction('i32.const', w)),
    ...indexes.map((index) => instruction(op, index)),
    // The last word is on top.
    ...Array.from({ length: words }, (_, i) => instruction('local.set', words - 1 - i)),
    ...Array.from({ length: words }, (_, i) => [
      instruction('local.get', i),
      instruction('call', write),
    ]).flat(),
    instruction('i32.const', 0),
    instruction('output.stdout'),
  ]);
  const most = Math.max(0, ...steps.map(({ words }) => words));
  return toProgram(
    await link({
      ...module,
      types: [...module.types, { params: [], results: [] }, { params: ['i32'], results: [] }],
      functions: [
        ...module.functions,
        added('write', word, 0, writeWord),
        added('driver', none, most, perform),
      ],
      exports: [{ name: '_start', kind: 'function', index: driver }],
    }),
  );
}

/** The words of the steps that came to their end. */
export function readSteps(output: Uint8Array, steps: readonly Step[]): number[][] {
  const view = Buffer.from(output);
  const read: number[][] = [];
  let at = 0;
  for (const { words } of steps) {
    if (at + words * 4 >= view.length) break;
    const begin = at;
    read.push(Array.from({ length: words }, (_, i) => view.readUInt32LE(begin + i * 4)));
    at += words * 4 + 1;
  }
  return read;
}
