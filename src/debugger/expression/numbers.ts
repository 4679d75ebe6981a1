/** Arithmetic on numbers of 32 bits, on floats and on 64 bits, as the machine does it, and the conversions between them. */
import type { Arithmetic, Representation } from './code';
import { divisionByZero } from './faults';

export type Narrow = Exclude<Representation, 'i64' | 'u64'>;
export type Wide = 'i64' | 'u64';
type Operations<T> = Partial<Record<Arithmetic, (x: T, y: T) => T>>;

const nonzero = <T extends number | bigint>(y: T): T => {
  if (!y) throw divisionByZero();
  return y;
};

const floats = (round: (x: number) => number): Operations<number> => ({
  '+': (x, y) => round(x + y),
  '-': (x, y) => round(x - y),
  '*': (x, y) => round(x * y),
  '/': (x, y) => round(x / y),
});

export const NARROW: Record<Narrow, Operations<number>> = {
  i32: {
    '+': (x, y) => (x + y) | 0,
    '-': (x, y) => (x - y) | 0,
    '*': Math.imul,
    '/': (x, y) => (x / nonzero(y)) | 0,
    '%': (x, y) => (x % nonzero(y)) | 0,
    '&': (x, y) => x & y,
    '|': (x, y) => x | y,
    '^': (x, y) => x ^ y,
    '<<': (x, y) => x << y,
    '>>': (x, y) => x >> y,
  },
  u32: {
    '+': (x, y) => (x + y) >>> 0,
    '-': (x, y) => (x - y) >>> 0,
    '*': (x, y) => Math.imul(x, y) >>> 0,
    '/': (x, y) => (x / nonzero(y)) >>> 0,
    '%': (x, y) => (x % nonzero(y)) >>> 0,
    '&': (x, y) => (x & y) >>> 0,
    '|': (x, y) => (x | y) >>> 0,
    '^': (x, y) => (x ^ y) >>> 0,
    '<<': (x, y) => (x << y) >>> 0,
    '>>': (x, y) => x >>> y,
  },
  // A sum, product or quotient of floats that is rounded twice is the one that is rounded once.
  f32: floats(Math.fround),
  f64: floats((x) => x),
};

const wide = (wrap: (x: bigint) => bigint): Operations<bigint> => ({
  '+': (x, y) => wrap(x + y),
  '-': (x, y) => wrap(x - y),
  '*': (x, y) => wrap(x * y),
  '/': (x, y) => wrap(x / nonzero(y)),
  '%': (x, y) => x % nonzero(y),
  '&': (x, y) => x & y,
  '|': (x, y) => x | y,
  '^': (x, y) => x ^ y,
  '<<': (x, y) => wrap(x << (y & 63n)),
  '>>': (x, y) => x >> (y & 63n),
});

const WIDTH = 64;
export const WRAP: Record<Wide, (x: bigint) => bigint> = {
  i64: (x) => BigInt.asIntN(WIDTH, x),
  u64: (x) => BigInt.asUintN(WIDTH, x),
};

export const WIDE: Record<Wide, Operations<bigint>> = { i64: wide(WRAP.i64), u64: wide(WRAP.u64) };

/** From any number to one; what a float cannot become is what clang makes of it, where C leaves it open. */
export const TO_NARROW: Record<Narrow, (x: number) => number> = {
  i32: (x) => x | 0,
  u32: (x) => x >>> 0,
  f32: Math.fround,
  f64: (x) => x,
};

const LEAST_32 = -(2 ** 31);
const LEAST_64 = -(2n ** 63n);

export const TRUNCATE: Record<'i32' | 'u32', (x: number) => number> = {
  i32: (x) => (Math.abs(x) < 2 ** 31 ? Math.trunc(x) | 0 : LEAST_32),
  u32: (x) => (x >= 0 && x < 2 ** 32 ? x >>> 0 : 0),
};

export const TRUNCATE_WIDE: Record<Wide, (x: number) => bigint> = {
  i64: (x) => (Math.abs(x) < 2 ** 63 ? BigInt(Math.trunc(x)) : LEAST_64),
  u64: (x) => (x >= 0 && x < 2 ** 64 ? BigInt(Math.trunc(x)) : 0n),
};

export const FROM_WIDE: Record<Narrow, (x: bigint) => number> = {
  i32: (x) => Number(BigInt.asIntN(32, x)),
  u32: (x) => Number(BigInt.asUintN(32, x)),
  f32: toSingle,
  f64: Number,
};

/** Bits that a 64-bit number may have and a double cannot hold. */
const SURPLUS = 11n;

/** Rounded once: what a double cannot hold is first folded into the last bit that it can. */
function toSingle(x: bigint): number {
  if (Number.isSafeInteger(Number(x))) return Math.fround(Number(x));
  const kept = x >> SURPLUS;
  const isExact = kept << SURPLUS === x;
  return Math.fround(Number(isExact ? kept : kept | 1n) * 2 ** Number(SURPLUS));
}
