import assert from 'node:assert/strict';
import { BINARY, QUOTIENT } from '../../src/program/arithmetic';
import { WIDE, WIDE_QUOTIENT } from '../../src/program/wide';

const WORDS = [
  0, 1, 2, 3, 31, 32, 255, 256, 0xffff, 0x10000, 0x12345678, 0x7fffffff, 0x80000000, 0x80000001,
  0xdeadbeef, 0xfffffffe, 0xffffffff,
];
const pairs = WORDS.flatMap((y) => WORDS.map((x) => [y, x] as const));
const big = BigInt;
const low = (value: bigint) => BigInt.asUintN(32, value);

/** The quotient that is certainly written: 0 where the operation is defined to write none. */
const quotient = (op: string, y: number, x: number) => big(QUOTIENT[op](y, x));
const result = (op: string, y: number, x: number) => big(BINARY[op](y, x));

describe('the quotients are what makes the results exact', () => {
  it('shl and the rotates: what leaves at the top', () => {
    for (const [y, x] of pairs) {
      const shifted = big(y) << big(x & 31);
      assert.equal((quotient('i32.shl', y, x) << 32n) + result('i32.shl', y, x), shifted);
      assert.equal(quotient('i32.rotl', y, x) + low(shifted), result('i32.rotl', y, x));
      const right = big(y) << big(32 - (x & 31));
      assert.equal(low(quotient('i32.rotr', y, x) + low(right)), result('i32.rotr', y, x));
    }
  });

  it('the remainders', () => {
    for (const [y, x] of pairs) {
      if (x === 0) continue;
      const q = quotient('i32.rem_u', y, x);
      assert.equal(q * big(x) + result('i32.rem_u', y, x), big(y));
      const magnitude = (n: number) => big(Math.abs(n | 0));
      const rest = magnitude(y) - quotient('i32.rem_s', y, x) * magnitude(x);
      assert.equal(low((y | 0) < 0 ? -rest : rest), result('i32.rem_s', y, x));
    }
  });

  it('mul: the mixed products above 2³²', () => {
    for (const [y, x] of pairs) {
      const [yl, yh, xl, xh] = [y & 0xffff, y >>> 16, x & 0xffff, x >>> 16].map(big);
      assert.equal(quotient('i32.mul', y, x), (xl * yh + yl * xh) >> 16n);
    }
  });

  it('mul_high: the mixed products and what comes from below, above 2³²', () => {
    for (const [y, x] of pairs) {
      const z = WIDE['wide.mul_half'](y, x, 0);
      const q = big(WIDE_QUOTIENT['wide.mul_high'](y, x, z));
      assert.equal(q + big(y >>> 16) * big(x >>> 16), (big(y) * big(x)) >> 32n);
      assert.equal(big(WIDE['wide.mul_high'](y, x, z)), (big(y) * big(x)) >> 32n);
    }
  });

  it('shr_s of a negative number', () => {
    for (const [y, x] of pairs) {
      const s = big(x & 31);
      const fill = y >= 0x80000000 ? low(-1n << (32n - s)) : 0n;
      const q = y >= 0x80000000 ? quotient('i32.shr_s', y, x) : big(y) >> s;
      assert.equal(q + fill, result('i32.shr_s', y, x));
    }
  });
});
