/** Values of scripts as 32-bit words, the lowest first; floats as their bits. */
import type { ValueType } from '../../src/program/program';
import type { ModuleInstruction } from '../../src/toolchain/module';
import { assembleWat, readWasm } from '../../src/toolchain/read';

export interface Value {
  readonly type: ValueType;
  readonly words: readonly number[];
}

/** What an assertion expects: a value, or any NaN of a set. */
export type Expected =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'nan'; readonly canonical: boolean; readonly type?: ValueType };

const NAN_SET = /nan:(canonical|arithmetic)/;

/** Whether a result in the text format is one value. */
export const isConstant = (result: string): boolean => !NAN_SET.test(result);

/** Whether it is of one of the types that the machine has: no vector and no reference. */
export const isNumber = (constant: string): boolean => /^\(\s*[if](32|64)\.const\s/.test(constant);

export const wordsIn = (type: ValueType): number => (type.endsWith('64') ? 2 : 1);

/** Constants by how they are written. */
const known = new Map<string, Value>();

/**
 * Reads constants such as `(f32.const 0x1p-3)`, all at once, with the assembler, which knows how they are written.
 * Those of a whole script are best read before the first is needed.
 */
export async function readConstants(constants: readonly string[]): Promise<Value[]> {
  const unknown = [...new Set(constants)].filter((constant) => !known.has(constant));
  if (unknown.length > 0) {
    const body = unknown.map((constant) => `${constant} (drop)`).join('\n');
    const { functions } = readWasm(await assembleWat('constants.wat', `(module (func ${body}))`));
    const values = functions[0].body.filter(({ op }) => op.endsWith('.const')).map(constantOf);
    unknown.forEach((constant, i) => {
      known.set(constant, values[i]);
    });
  }
  return constants.map((constant) => known.get(constant) as Value);
}

const constantOf = ({ op, a, wide }: ModuleInstruction): Value => ({
  type: op.slice(0, 3) as ValueType,
  words:
    wide === undefined
      ? [a >>> 0]
      : [Number(BigInt.asUintN(32, wide)), Number(BigInt.asUintN(32, wide >> 32n))],
});

export async function readExpected(results: readonly string[]): Promise<Expected[]> {
  const values = await readConstants(results.filter(isConstant));
  return results.map((result) => {
    const set = NAN_SET.exec(result)?.[1];
    if (!set) return { kind: 'value', value: values.shift() as Value };
    const type = /f(32|64)\.const/.exec(result)?.[0].slice(0, 3) as ValueType | undefined;
    return { kind: 'nan', canonical: set === 'canonical', type };
  });
}

export function agrees({ type, words }: Value, expected: Expected): boolean {
  if (expected.kind === 'value')
    return expected.value.type === type && expected.value.words.join() === words.join();
  if (expected.type && expected.type !== type) return false;
  const quiet = type === 'f32' ? 0x7fc00000 : 0x7ff80000;
  const high = words[words.length - 1] & 0x7fffffff;
  if (!expected.canonical) return (high & quiet) === quiet;
  return high === quiet && words.slice(0, -1).every((word) => word === 0);
}

export const show = ({ type, words }: Value): string =>
  `${type} 0x${[...words]
    .reverse()
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')}`;

export const showExpected = (expected: Expected): string =>
  expected.kind === 'value'
    ? show(expected.value)
    : `${expected.canonical ? 'a canonical' : 'an arithmetic'} NaN`;
