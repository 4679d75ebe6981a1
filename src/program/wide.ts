/**
 * The operations on one word of a number of two, and the quotients that they write before their result. Like
 * `arithmetic.ts` this is the oracle's.
 */

type Compute = (y: number, x: number, z: number) => number;

/** The two partial products of y · x that overlap both of its words, in units of 2^16. */
const cross = (y: number, x: number) => (x & 0xffff) * (y >>> 16) + (y & 0xffff) * (x >>> 16);
/** Whether x, modulo 64, shifts by a word or more. */
const far = (x: number) => (x & 32) !== 0;
/** What leaves y at the top, and what leaves it at the bottom as the leading bits of a word. */
const carriedUp = (y: number, x: number) => Math.floor(y / 2 ** (32 - (x & 31)));
const carriedDown = (y: number, x: number) => (y * 2 ** (32 - (x & 31))) % 2 ** 32;

/** `x` is the top of the operand stack, `y` the second and `z` the third, where an operation has one. */
export const WIDE: Readonly<Record<string, Compute>> = {
  'wide.carry': (y, x, z) => (z + (y + x > 0xffffffff ? 1 : 0)) >>> 0,
  'wide.borrow': (y, x, z) => (z - (y < x ? 1 : 0)) >>> 0,
  'wide.mul_half': (y, x) => Math.floor(((y & 0xffff) * (x & 0xffff)) / 65536),
  'wide.mul_high': (y, x, z) => (y >>> 16) * (x >>> 16) + Math.floor((cross(y, x) + z) / 65536),
  'wide.shl': (y, x) => (far(x) ? 0 : (y << x) >>> 0),
  'wide.shr_u': (y, x) => (far(x) ? 0 : y >>> x),
  'wide.shr_s': (y, x) => (far(x) ? y >> 31 : y >> x) >>> 0,
  'wide.shl_over': (y, x, z) => (z + (far(x) ? (y << x) >>> 0 : carriedUp(y, x))) >>> 0,
  'wide.shr_under_u': (y, x, z) => (z + (far(x) ? y >>> x : carriedDown(y, x))) >>> 0,
  'wide.shr_under_s': (y, x, z) => (z + (far(x) ? (y >> x) >>> 0 : carriedDown(y, x))) >>> 0,
};

/** As `QUOTIENT` in `arithmetic.ts`. */
export const WIDE_QUOTIENT: Readonly<Record<string, Compute>> = {
  'wide.mul_high': (y, x, z) => Math.floor((cross(y, x) + z) / 65536),
  'wide.shl': carriedUp,
  'wide.shl_over': carriedUp,
  'wide.shr_u': (y, x) => y >>> x,
  'wide.shr_s': (y, x) => y >>> x,
  'wide.shr_under_u': (y, x) => y >>> x,
  'wide.shr_under_s': (y, x) => y >>> x,
};
