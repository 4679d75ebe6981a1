/** Values of the original module's locals and globals out of the machine slots that hold them. */
import type { ValueType, Variable } from '../program/program';

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

/** An unsigned 32-bit number as a person reads it: signed, and in hexadecimal where that says more. */
export function formatWord(word: number): string {
  const signed = word | 0;
  return signed >= 0 && signed < 10 ? String(signed) : `${signed} (${formatAddress(word)})`;
}

/** Addresses are unsigned 32 bits. */
export function formatAddress(address: number): string {
  return `0x${(address >>> 0).toString(16)}`;
}
