/** Assignments: what is to be written, and where. */
import { plain, sizeOf, typeName } from '../dwarf/types';
import type { Arithmetic, Code, Stored } from './code';
import { mistake } from './errors';
import { converted, isCharacters, type Operand, toValue } from './operands';
import { binary } from './operators';
import { type PlaceCode, readPlace } from './places';
import { storedAs } from './scalars';

export type Assignment =
  /** A scalar. */
  | { readonly kind: 'value'; readonly stored: Stored; readonly value: Code }
  /** These bytes, which begin where the place does. */
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] }
  /** As many bytes of another place. */
  | { readonly kind: 'copy'; readonly from: Code; readonly size: number };

/** `operator`: that of a compound assignment. Throws a `UserError` if it cannot be. */
export function assignmentOf(
  x: Operand,
  operator: Arithmetic | undefined,
  y: Operand,
): { place: PlaceCode; assignment: Assignment; value?: Code } {
  if (x.kind !== 'place')
    throw x.kind === 'value' && x.computed ? mistake.computed() : mistake.notAssignable();
  const { place, type } = x;
  if (!operator && y.kind === 'text' && isCharacters(type)) {
    const bytes = [...y.bytes, 0];
    const room = sizeOf(type);
    if (bytes.length > room) throw mistake.textTooLong(bytes.length, room);
    return { place, assignment: { kind: 'bytes', bytes } };
  }
  const target = plain(type);
  if (target.kind === 'record') {
    const isSame = !operator && y.kind === 'place' && plain(y.type) === target;
    if (!isSame || y.place.kind !== 'memory')
      throw mistake.cannotConvert(typeName(y.type), typeName(type));
    const size = sizeOf(type);
    return { place, assignment: { kind: 'copy', from: y.place.address, size } };
  }
  if (target.kind === 'array') throw mistake.notAssignable();
  if (!readPlace(place, type)) throw mistake.computed();
  const right = toValue(y);
  const value = converted(operator ? binary(operator, toValue(x), right) : right, type);
  return { place, value, assignment: { kind: 'value', stored: storedAs(type), value } };
}
