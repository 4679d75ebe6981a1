/**
 * The arithmetic of the machine on unsigned 32-bit numbers, and the quotients that some operations write
 * before their result. This is the oracle's: the transformer computes the same with weights.
 */
import type { Trap } from './operations';

/** A result, or the trap that the operands raise. */
export type Outcome = number | Trap;

const signed = (value: number) => value | 0;
const magnitude = (value: number) => Math.abs(signed(value));
const bit = (condition: boolean) => (condition ? 1 : 0);
const MIN = 0x80000000;

/** `y` is the second operand from the top of the stack, `x` the top. */
export const BINARY: Readonly<Record<string, (y: number, x: number) => Outcome>> = {
  'i32.eq': (y, x) => bit(y === x),
  'i32.ne': (y, x) => bit(y !== x),
  'i32.lt_s': (y, x) => bit(signed(y) < signed(x)),
  'i32.lt_u': (y, x) => bit(y < x),
  'i32.gt_s': (y, x) => bit(signed(y) > signed(x)),
  'i32.gt_u': (y, x) => bit(y > x),
  'i32.le_s': (y, x) => bit(signed(y) <= signed(x)),
  'i32.le_u': (y, x) => bit(y <= x),
  'i32.ge_s': (y, x) => bit(signed(y) >= signed(x)),
  'i32.ge_u': (y, x) => bit(y >= x),
  'i32.add': (y, x) => (y + x) >>> 0,
  'i32.sub': (y, x) => (y - x) >>> 0,
  'i32.mul': (y, x) => Math.imul(y, x) >>> 0,
  'i32.div_s': (y, x) => {
    if (x === 0) return 'integer divide by zero';
    if (y === MIN && signed(x) === -1) return 'integer overflow';
    return (signed(y) / signed(x)) >>> 0;
  },
  'i32.div_u': (y, x) => (x === 0 ? 'integer divide by zero' : Math.floor(y / x)),
  'i32.rem_s': (y, x) => (x === 0 ? 'integer divide by zero' : (signed(y) % signed(x)) >>> 0),
  'i32.rem_u': (y, x) => (x === 0 ? 'integer divide by zero' : y % x),
  'i32.and': (y, x) => (y & x) >>> 0,
  'i32.or': (y, x) => (y | x) >>> 0,
  'i32.xor': (y, x) => (y ^ x) >>> 0,
  'i32.shl': (y, x) => (y << x) >>> 0,
  'i32.shr_s': (y, x) => (y >> x) >>> 0,
  'i32.shr_u': (y, x) => y >>> x,
  'i32.rotl': (y, x) => ((y << x) | (y >>> ((32 - (x & 31)) % 32))) >>> 0,
  'i32.rotr': (y, x) => ((y >>> x) | (y << ((32 - (x & 31)) % 32))) >>> 0,
};

function countTrailingZeros(x: number): number {
  return x === 0 ? 32 : 31 - Math.clz32(x & -x);
}

function countOnes(x: number): number {
  let count = 0;
  for (let rest = x; rest !== 0; rest &= rest - 1) count++;
  return count;
}

export const UNARY: Readonly<Record<string, (x: number) => number>> = {
  'i32.eqz': (x) => bit(x === 0),
  'i32.clz': (x) => Math.clz32(x),
  'i32.ctz': countTrailingZeros,
  'i32.popcnt': countOnes,
  'i32.extend8_s': (x) => ((x << 24) >> 24) >>> 0,
  'i32.extend16_s': (x) => ((x << 16) >> 16) >>> 0,
};

/**
 * The quotient that an operation computes on its way; 0 where the operands need none. It is only defined
 * where the operation does not trap.
 */
export const QUOTIENT: Readonly<Record<string, (y: number, x: number) => number>> = {
  // The part of the product above 2³², as far as the two mixed products of the halves make it up.
  'i32.mul': (y, x) => Math.floor(((x & 0xffff) * (y >>> 16) + (y & 0xffff) * (x >>> 16)) / 65536),
  'i32.rem_u': (y, x) => Math.floor(y / x),
  'i32.rem_s': (y, x) => Math.floor(magnitude(y) / magnitude(x)),
  'i32.div_s': (y, x) => ((y ^ x) < 0 ? Math.floor(magnitude(y) / magnitude(x)) : 0),
  'i32.shl': (y, x) => Math.floor((y * 2 ** (x & 31)) / 2 ** 32),
  'i32.rotl': (y, x) => Math.floor((y * 2 ** (x & 31)) / 2 ** 32),
  'i32.rotr': (y, x) => Math.floor((y * 2 ** (32 - (x & 31))) / 2 ** 32),
  'i32.shr_s': (y, x) => (signed(y) < 0 ? Math.floor(y / 2 ** (x & 31)) : 0),
};

/** How many bytes `value` takes without leading zeros; zero takes one. */
export function byteLength(value: number): number {
  if (value < 0x100) return 1;
  if (value < 0x10000) return 2;
  return value < 0x1000000 ? 3 : 4;
}

/**
 * How many digits the result of a bitwise operation is written with, leading zeros included, when its operands
 * were written with so many; `undefined` for other operations, which write no leading zeros.
 */
export function bitwiseLength(op: string, y: number, x: number): number | undefined {
  if (op === 'i32.and') return Math.min(y, x);
  if (op === 'i32.or' || op === 'i32.xor') return Math.max(y, x);
  return undefined;
}
