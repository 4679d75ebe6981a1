/** The bits of numbers: how floats and numbers of 64 bits are made of words, and small ones cut out of them. */
import type { Stored } from './code';

const words = new Uint32Array(2);
const singles = new Float32Array(words.buffer);
const doubles = new Float64Array(words.buffer);

export function singleOf(word: number): number {
  words[0] = word;
  return singles[0];
}

export function doubleOf(low: number, high: number): number {
  words[0] = low;
  words[1] = high;
  return doubles[0];
}

export const wideOf = (low: number, high: number, signed: boolean): bigint => {
  const bits = (BigInt(high) << 32n) | BigInt(low);
  return signed ? BigInt.asIntN(64, bits) : bits;
};

/** A number of at most 32 bits out of the lowest of a word. */
export const FROM_WORD: Record<Exclude<Stored, 'i64' | 'u64' | 'f64'>, (word: number) => number> = {
  i8: (word) => (word << 24) >> 24,
  u8: (word) => word & 0xff,
  i16: (word) => (word << 16) >> 16,
  u16: (word) => word & 0xffff,
  i32: (word) => word | 0,
  u32: (word) => word >>> 0,
  f32: singleOf,
};

const SIZES: Record<Stored, number> = {
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  f32: 4,
  i64: 8,
  u64: 8,
  f64: 8,
};

/** In bytes. */
export const storedSize = (stored: Stored) => SIZES[stored];

/** The words of a value, the low one first: one, or two for 64 bits. */
export function wordsOf(value: number | bigint, stored: Stored): number[] {
  if (typeof value === 'bigint') {
    const bits = BigInt.asUintN(64, value);
    return [Number(bits & 0xffffffffn), Number(bits >> 32n)];
  }
  if (stored === 'f64') {
    doubles[0] = value;
    return [words[0], words[1]];
  }
  if (stored === 'f32') {
    singles[0] = value;
    return [words[0]];
  }
  return [value >>> 0];
}
