/** Operands of C operators: what an expression stands for, and what it becomes where a value is wanted. */
import { type ArrayType, type CType, plain, sizeOf, typeName } from '../dwarf/types';
import { advance, type Code, constant, convert, isWide, truth } from './code';
import { mistake } from './errors';
import { type PlaceCode, readPlace } from './places';
import { arithmetical, isScalar, promote, representationOf, storedAs } from './scalars';

export type Operand = LeftValue | Value | TextOperand;

/** Something that is kept somewhere. */
export interface LeftValue {
  readonly kind: 'place';
  readonly type: CType;
  readonly place: PlaceCode;
}

/** A scalar; one of a function is a pointer to it. */
export interface Value {
  readonly kind: 'value';
  readonly type: CType;
  readonly code: Code;
  /** It is a bit-field of as many bits. */
  readonly bits?: number;
  /** It is a variable that is kept nowhere. */
  readonly computed?: boolean;
}

export interface TextOperand {
  readonly kind: 'text';
  readonly type: CType;
  readonly bytes: readonly number[];
}

/** The value of an operand: an array is a pointer to its first element. Throws a `UserError` if it has none. */
export function toValue(operand: Operand): Value {
  if (operand.kind === 'value') return operand;
  if (operand.kind === 'text')
    throw mistake.operands('the string', ['anything but == and !=, or an array of characters']);
  const { place } = operand;
  const type = plain(operand.type);
  if (type.kind === 'array')
    return { kind: 'value', type: { kind: 'pointer', to: type.element }, code: addressOf(place) };
  if (type.kind === 'function')
    return { kind: 'value', type: { kind: 'pointer', to: type }, code: addressOf(place) };
  if (!isScalar(type)) throw mistake.scalar(typeName(operand.type));
  const code = readPlace(place, type);
  if (!code) throw mistake.inParts();
  const bits = place.kind === 'memory' ? place.bits?.count : undefined;
  return { kind: 'value', type: operand.type, code, bits };
}

export function addressOf(place: PlaceCode): Code {
  if (place.kind === 'slots') throw mistake.inRegister();
  if (place.bits) throw mistake.addressOfBits();
  return place.address;
}

/** A number in the type in which it is computed with; `undefined` for a pointer. */
export function promoted({ type, code, bits }: Value) {
  const t = arithmetical(type);
  if (!t) return undefined;
  const wanted = promote(t, bits);
  return { type: wanted, code: convert(code, representationOf(wanted)) };
}

/** The value as one of another type, as an assignment or a cast makes it. Throws a `UserError` if it cannot be. */
export function converted(value: Value, to: CType): Code {
  const target = arithmetical(to);
  const isFloat = (type: CType) => plain(type).kind === 'float';
  const pointers = [value.type, to].filter((type) => plain(type).kind === 'pointer');
  if (!isScalar(to) || (pointers.length === 1 && (isFloat(value.type) || isFloat(to))))
    throw mistake.cannotConvert(typeName(value.type), typeName(to));
  if (target?.kind === 'integer' && target.use === 'boolean') return truth(value.code);
  const stored = storedAs(to);
  const as = representationOf(to);
  const code = convert(value.code, as);
  return stored === as ? code : { op: 'narrow', as: 'i32', stored, x: code };
}

/** Bytes of what a pointer leads to; those of a void or of a function count as 1. */
export function stride(pointee: CType): number {
  const { kind } = plain(pointee);
  if (kind === 'void' || kind === 'function') return 1;
  const size = sizeOf(pointee);
  if (size === 0) throw mistake.incomplete(typeName(pointee));
  return size;
}

/** A pointer and a number of elements more, or fewer. */
export function displaced(pointer: Code, index: Code, size: number, operator: '+' | '-'): Code {
  if (index.op === 'constant')
    return advance(pointer, Number(index.value) * (operator === '-' ? -size : size));
  const elements = convert(index, 'u32');
  const bytes: Code =
    size === 1
      ? elements
      : { op: 'binary', as: 'u32', operator: '*', x: elements, y: constant(size, 'u32') };
  return { op: 'binary', as: 'u32', operator, x: pointer, y: bytes };
}

/** Whether an array holds characters, so that a string can be put there. */
export function isCharacters(type: CType): type is ArrayType {
  const array = plain(type);
  const element = array.kind === 'array' && plain(array.element);
  return !!element && element.kind === 'integer' && element.size === 1;
}

export const zero = (code: Code) => constant(isWide(code.as) ? 0n : 0, code.as);
