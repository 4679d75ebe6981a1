/**
 * A program that performs actions on a module one after the other, and writes what each leaves to stdout: the driver
 * is a function that is added to the lowered module, where every value is words.
 */
import type { Program } from '../../src/program/program';
import { link } from '../../src/toolchain/link';
import type { Module, ModuleFunction, ModuleInstruction } from '../../src/toolchain/module';
import { toProgram } from '../../src/toolchain/program';
import { type Value, wordsIn } from './values';

/** An action on a module, with the index of what it is about. */
export interface Step {
  readonly kind: 'invoke' | 'get';
  /** Of the function, or of the global, in the lowered module. */
  readonly indexes: readonly number[];
  readonly operands: readonly Value[];
  /** Words that it leaves. */
  readonly words: number;
}

const instruction = (op: string, a = 0): ModuleInstruction => ({ op, offset: -1, a });

/** `module` is lowered; what it imports must be provided by the runtime. */
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
  const perform = steps.flatMap(({ kind, indexes, operands, words }) => [
    ...operands.flatMap((value) => value.words).map((w) => instruction('i32.const', w)),
    ...indexes.map((index) => instruction(kind === 'invoke' ? 'call' : 'global.get', index)),
    // The last word is on top.
    ...Array.from({ length: words }, (_, i) => instruction('local.set', words - 1 - i)),
    ...Array.from({ length: words }, (_, i) => [
      instruction('local.get', i),
      instruction('call', write),
    ]).flat(),
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

/** The words that the steps wrote, as far as they came. */
export function readSteps(output: Uint8Array, steps: readonly Step[]): number[][] {
  const view = Buffer.from(output);
  let at = 0;
  return steps.map(({ words }) => {
    const available = Math.min(words, Math.floor((view.length - at) / 4));
    const read = Array.from({ length: available }, (_, i) => view.readUInt32LE(at + i * 4));
    at += available * 4;
    return read;
  });
}

/** Words that a list of values takes. */
export const wordsOf = (types: readonly Value['type'][]): number =>
  types.reduce((sum, type) => sum + wordsIn(type), 0);
