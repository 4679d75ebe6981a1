/** Operands for tests of floats, as bits, and what V8 makes of them. */
import type { ValueType } from '../../src/program/program';
import { assembleWat } from '../../src/toolchain/read';
import { signature } from '../../src/toolchain/signatures';
import type { Random } from './random';

const BINARY = ['add', 'sub', 'mul', 'div', 'min', 'max', 'copysign'];
const COMPARISONS = ['eq', 'ne', 'lt', 'gt', 'le', 'ge'];
const UNARY = ['abs', 'neg', 'sqrt', 'ceil', 'floor', 'trunc', 'nearest'];

const INTEGERS = ['i32', 'i64'];
const FLOATS = ['f32', 'f64'];
const SIGNS = ['s', 'u'];
const pairs = INTEGERS.flatMap((i) => FLOATS.flatMap((f) => SIGNS.map((s) => [i, f, s])));

const CONVERSIONS = [
  ...pairs.flatMap(([i, f, s]) => [
    `${f}.convert_${i}_${s}`,
    `${i}.trunc_${f}_${s}`,
    `${i}.trunc_sat_${f}_${s}`,
  ]),
  'f32.demote_f64',
  'f64.promote_f32',
];

/** All instructions that compute with floats. */
export const FLOAT_OPERATIONS = [
  ...FLOATS.flatMap((f) => [...BINARY, ...COMPARISONS, ...UNARY].map((op) => `${f}.${op}`)),
  ...CONVERSIONS,
];

/** Significand bits, exponent bits. */
const SHAPES = { f32: [23n, 8n], f64: [52n, 11n] } as const;
type Float = keyof typeof SHAPES;

const isFloat = (type: ValueType): type is Float => type.startsWith('f');
const bitsOf = (type: ValueType) => BigInt(type.slice(1));
const ones = (n: bigint) => (1n << n) - 1n;

/** A float from its parts, each taken modulo its width. */
function assemble(type: Float, sign: bigint, exponent: bigint, fraction: bigint): bigint {
  const [f, e] = SHAPES[type];
  return (
    (sign << (f + e)) |
    (BigInt.asUintN(Number(e), exponent) << f) |
    BigInt.asUintN(Number(f), fraction)
  );
}

/** Whether a float is neither zero, subnormal, infinite nor a NaN. */
export function isNormal(type: ValueType, bits: bigint): boolean {
  if (!isFloat(type)) return false;
  const [f, e] = SHAPES[type];
  const exponent = (bits >> f) & ones(e);
  return exponent > 0n && exponent < ones(e);
}

/** Significands at the edges: ends, single bits, halves, and what surrounds them. */
const edgeFractions = (f: bigint) => [
  0n,
  1n,
  2n,
  3n,
  ones(f),
  ones(f) - 1n,
  1n << (f - 1n),
  (1n << (f - 1n)) - 1n,
  (1n << (f - 1n)) + 1n,
];

/** Where integers end to be exact or to fit. */
const EDGE_EXPONENTS = [-1, 0, 1, 22, 23, 24, 30, 31, 32, 51, 52, 53, 62, 63, 64];

/** Zeros, subnormal numbers, the largest ones, infinities, NaNs, halves and integers, of both signs. */
function edges(type: ValueType): bigint[] {
  const width = bitsOf(type);
  if (!isFloat(type)) {
    const powers = [0, 1, 7, 8, 22, 23, 24, 25, 30, 31, 32, 51, 52, 53, 54, 62, 63].map(BigInt);
    const near = powers.flatMap((n) => [-1n, 0n, 1n, 2n, 3n].map((d) => (1n << n) + d));
    return [...new Set(near.flatMap((v) => [v, -v]).map((v) => BigInt.asUintN(Number(width), v)))];
  }
  const [f, e] = SHAPES[type];
  const bias = ones(e - 1n);
  const exponents = [
    0n,
    1n,
    2n,
    ones(e) - 2n,
    ones(e) - 1n,
    ones(e),
    ...EDGE_EXPONENTS.map((x) => bias + BigInt(x)),
  ];
  return exponents.flatMap((x) =>
    edgeFractions(f).flatMap((fraction) =>
      [0n, 1n].map((sign) => assemble(type, sign, x, fraction)),
    ),
  );
}

const bigWord = (random: Random) => (BigInt(random.word()) << 32n) | BigInt(random.word());

/** A bit pattern: any, or one with few or many bits set, or one whose exponent is in the middle. */
export function operand(type: ValueType, random: Random): bigint {
  const width = Number(bitsOf(type));
  const raw = BigInt.asUintN(width, bigWord(random));
  if (!isFloat(type)) return BigInt.asUintN(width, raw >> BigInt(random.below(width)));
  const [f, e] = SHAPES[type];
  const sign = BigInt(random.below(2));
  const near = ones(e - 1n) + BigInt(random.below(140) - 70);
  switch (random.below(6)) {
    case 0:
      return raw;
    case 1:
      return assemble(type, sign, near, raw << BigInt(random.below(Number(f))));
    case 2:
      return assemble(type, sign, 0n, raw >> BigInt(random.below(Number(f))));
    default:
      return assemble(type, sign, near, raw);
  }
}

/** A second operand that has something to do with the first: about as large, or the same but for some last bits. */
export function partner(type: ValueType, first: bigint, random: Random): bigint {
  if (!isFloat(type) || random.below(2)) return operand(type, random);
  const [f, e] = SHAPES[type];
  const exponent = (first >> f) & ones(e);
  const sign = BigInt(random.below(2));
  if (random.below(3) === 0) {
    const change = bigWord(random) & ones(BigInt(1 + random.below(Number(f))));
    return assemble(type, sign, exponent, first ^ change);
  }
  const distance = BigInt(random.below(2 * Number(f) + 8)) - f - 4n;
  return assemble(type, sign, exponent + distance, bigWord(random));
}

/** Operands of `op`: half of them edges, the others random. */
export function operandsFor(op: string, count: number, random: Random): bigint[][] {
  const [type, second] = signature(op).params;
  const edge = edges(type);
  return Array.from({ length: count }, (_, i) => {
    const first = i % 2 ? random.pick(edge) : operand(type, random);
    if (!second) return [first];
    return [first, random.below(8) < 3 ? random.pick(edge) : partner(type, first, random)];
  });
}

/** The instruction as a function of words, low ones first: `a` and `b` for its operands; the bits of its result. */
export function wordsFunction(op: string): string {
  const { params, results } = signature(op);
  let local = 0;
  const join = (type: ValueType) => {
    const low = `(local.get ${local++})`;
    if (type === 'i32') return low;
    if (type === 'f32') return `(f32.reinterpret_i32 ${low})`;
    const wide = `(i64.or (i64.extend_i32_u ${low}) (i64.shl (i64.extend_i32_u (local.get ${local++})) (i64.const 32)))`;
    return type === 'i64' ? wide : `(f64.reinterpret_i64 ${wide})`;
  };
  const body = `(${op} ${params.map(join).join(' ')})`;
  const words = Array(local).fill('i32').join(' ');
  const [type] = results;
  if (type === 'i32') return `(func (export "${op}") (param ${words}) (result i32) ${body})`;
  if (type === 'f32')
    return `(func (export "${op}") (param ${words}) (result i32) (i32.reinterpret_f32 ${body}))`;
  const wide = type === 'i64' ? body : `(i64.reinterpret_f64 ${body})`;
  return `(func (export "${op}") (param ${words}) (result i32 i32) (local $r i64)
    (local.set $r ${wide})
    (i32.wrap_i64 (local.get $r)) (i32.wrap_i64 (i64.shr_u (local.get $r) (i64.const 32))))`;
}

/** The words of numbers of the given types, low ones first. */
function wordsOf(types: readonly ValueType[], values: readonly bigint[]): number[] {
  return values.flatMap((value, i) => {
    const low = Number(BigInt.asIntN(32, value));
    return bitsOf(types[i]) === 64n ? [low, Number(BigInt.asIntN(32, value >> 32n))] : [low];
  });
}

/** The words of the operands of `op`. */
export const wordsFor = (op: string, values: readonly bigint[]) =>
  wordsOf(signature(op).params, values);

/** What V8 says `op` results in, with every computed NaN as the canonical one. */
export function resultOf(op: string, words: readonly number[]): readonly number[] {
  const [type] = signature(op).results;
  if (/abs|neg|copysign/.test(op)) return words;
  if (type === 'f32') return (words[0] & 0x7fffffff) > 0x7f800000 ? [0x7fc00000] : words;
  if (type !== 'f64') return words;
  const magnitude = words[1] & 0x7fffffff;
  const nan = magnitude > 0x7ff00000 || (magnitude === 0x7ff00000 && words[0] !== 0);
  return nan ? [0, 0x7ff80000] : words;
}

export type WordsFunction = (...words: number[]) => number | readonly number[];

/** Instructions in V8, as functions of words. */
export async function inV8(ops: readonly string[]): Promise<Record<string, WordsFunction>> {
  const wasm = await assembleWat('v8.wat', `(module ${ops.map(wordsFunction).join('\n')})`);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm)));
  return exports as Record<string, WordsFunction>;
}

/** Bytes from one pair of operands to the next in the memory of `loopOver`. */
export const STRIDE = 16;

/** A module that replaces each of `count` operands, or pairs of them, in its memory by what `op` makes of them. */
export function loopOver(op: string, count: number): string {
  const { params, results } = signature(op);
  const loads = params.map((type, i) => `(${type}.load offset=${i * 8} (local.get $at))`);
  return `(module
    (memory ${Math.ceil((count * STRIDE) / 65536)})
    (func (export "run") (local $at i32)
      (loop $next
        (${results[0]}.store (local.get $at) (${op} ${loads.join(' ')}))
        (local.set $at (i32.add (local.get $at) (i32.const ${STRIDE})))
        (br_if $next (i32.lt_u (local.get $at) (i32.const ${count * STRIDE}))))))`;
}

/** The memory with which that module begins. */
export function imageOf(op: string, operands: readonly bigint[][]): Uint8Array {
  const { params } = signature(op);
  const view = new DataView(new ArrayBuffer(operands.length * STRIDE));
  operands.forEach((values, i) => {
    values.forEach((value, k) => {
      const words = wordsOf([params[k]], [value]);
      words.forEach((word, w) => {
        view.setInt32(i * STRIDE + 8 * k + 4 * w, word, true);
      });
    });
  });
  return new Uint8Array(view.buffer);
}
