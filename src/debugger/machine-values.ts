/** Values of the original module's locals and globals out of the machine slots that hold them. */
import type { ValueType, Variable } from '../program/program';
import { problem } from './errors';

/** `undefined` if one of the slots was never written. */
export function readVariable(
  { type, slots }: Variable,
  slot: (index: number) => number | undefined,
): number | bigint | undefined {
  const words = slots.map(slot);
  if (words.some((word) => word === undefined)) return undefined;
  return joinWords(type, words as number[]);
}

/** Unsigned 32-bit words, the low one first, as a signed integer or a float. */
function joinWords(type: ValueType, words: readonly number[]): number | bigint {
  const view = new DataView(new ArrayBuffer(8));
  words.forEach((word, i) => {
    view.setUint32(i * 4, word, true);
  });
  switch (type) {
    case 'i32':
      return view.getInt32(0, true);
    case 'i64':
      return view.getBigInt64(0, true);
    case 'f32':
      return view.getFloat32(0, true);
    case 'f64':
      return view.getFloat64(0, true);
  }
}

/** Unsigned 32-bit words, the low one first, for a number that a person writes. Throws a `UserError` if it is none. */
export function wordsOf(type: ValueType, text: string): number[] {
  const view = new DataView(new ArrayBuffer(8));
  const written = text.trim();
  if (type === 'f32' || type === 'f64') {
    const value = Number(written);
    if (written === '' || (Number.isNaN(value) && written.toLowerCase() !== 'nan'))
      throw problem.notANumber(text, type);
    if (type === 'f32') view.setFloat32(0, value, true);
    else view.setFloat64(0, value, true);
  } else {
    const value = integerOf(written);
    const bits = type === 'i32' ? 32 : 64;
    const fits =
      value !== undefined && value >= -(2n ** BigInt(bits - 1)) && value < 2n ** BigInt(bits);
    if (!fits) throw problem.notANumber(text, type);
    view.setBigInt64(0, BigInt.asIntN(64, value), true);
  }
  const words = [view.getUint32(0, true), view.getUint32(4, true)];
  return type === 'i64' || type === 'f64' ? words : [words[0]];
}

/** `undefined` for what is no whole number in decimal or hexadecimal. */
function integerOf(text: string): bigint | undefined {
  const [, sign, digits] = /^(-?)(\d+|0x[\da-f]+)$/i.exec(text) ?? [];
  return digits === undefined ? undefined : BigInt(digits) * (sign ? -1n : 1n);
}

/** An unsigned 32-bit number as a person reads it: signed, and in hexadecimal where that says more. */
export function formatWord(word: number): string {
  const signed = word | 0;
  return signed >= 0 && signed < 10 ? String(signed) : `${signed} (${formatAddress(word)})`;
}

/** Addresses are unsigned 32 bits. */
export function formatAddress(address: number): string {
  return `0x${(address >>> 0).toString(16)}`;
}
