/** What an assignment writes, and where: the bytes or the words that take the place of what is there. */

import type { BitField } from '../dwarf/types';
import type { Space, Stored } from './code';
import type { CompiledExpression } from './compile';
import { evaluator, narrow } from './evaluate';
import { checkBounds } from './faults';
import type { PlaceCode, SlotsPlace } from './places';
import type { ExpressionReader } from './reader';
import { storedSize, wordsOf } from './stored';

/** Where a value is kept. */
export type Place =
  | { readonly kind: 'memory'; readonly address: number; readonly bits?: BitField }
  | SlotsPlace;

export type Write =
  | { readonly kind: 'memory'; readonly address: number; readonly bytes: readonly number[] }
  /** A word for each slot, unsigned. */
  | {
      readonly kind: 'slots';
      readonly space: Space;
      readonly slots: readonly number[];
      readonly words: readonly number[];
    };

/** Throws an `EvaluationFault` where a pointer on the way to it is null or leads out of the memory. */
export function placeOf(code: PlaceCode, reader: ExpressionReader): Place {
  if (code.kind === 'slots') return code;
  const address = narrow(code.address)(reader);
  return { kind: 'memory', address, bits: code.bits };
}

/** Evaluates an assignment; it writes nothing itself. `undefined` if the expression is none. Throws as `placeOf` does. */
export function writeOf(
  { place: code, assignment }: Pick<CompiledExpression, 'place' | 'assignment'>,
  reader: ExpressionReader,
): Write | undefined {
  if (!code || !assignment) return undefined;
  const place = placeOf(code, reader);
  if (assignment.kind === 'value') {
    const value = evaluator(assignment.value)(reader);
    return encode(place, assignment.stored, value, reader);
  }
  if (place.kind !== 'memory') return undefined;
  const bytes =
    assignment.kind === 'bytes'
      ? assignment.bytes
      : readBytes(reader, narrow(assignment.from)(reader), assignment.size);
  return inMemory(reader, place.address, bytes);
}

/** A value as it is written to a place. */
export function encode(
  place: Place,
  stored: Stored,
  value: number | bigint,
  reader: ExpressionReader,
): Write {
  const words = wordsOf(value, stored);
  if (place.kind === 'slots') {
    const { space, slots } = place;
    // A value of fewer bits than its local has may be read by more of them than its own.
    return { kind: 'slots', space, slots, words: slots.map((_, i) => words[i] ?? 0) };
  }
  const bytes = words.flatMap((word) => [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff));
  const { address, bits } = place;
  if (bits) return inMemory(reader, address, merged(reader, address, bits, bytes));
  return inMemory(reader, address, bytes.slice(0, storedSize(stored)));
}

function inMemory(reader: ExpressionReader, address: number, bytes: readonly number[]): Write {
  checkBounds(reader, address, bytes.length);
  return { kind: 'memory', address, bytes };
}

function readBytes(reader: ExpressionReader, address: number, length: number): number[] {
  checkBounds(reader, address, length);
  return Array.from({ length }, (_, i) => reader.memory8(address + i));
}

/** The bytes that a bit-field lies in, with the lowest bits of a value in its place. */
function merged(
  reader: ExpressionReader,
  address: number,
  { first, count }: BitField,
  value: readonly number[],
): number[] {
  const bit = (bytes: readonly number[], i: number) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1;
  const present = readBytes(reader, address, Math.ceil((first + count) / 8));
  return present.map((byte, index) => {
    let result = byte;
    for (let i = 0; i < 8; i++) {
      const place = index * 8 + i - first;
      if (place < 0 || place >= count) continue;
      result = (result & ~(1 << i)) | (bit(value, place) << i);
    }
    return result;
  });
}
