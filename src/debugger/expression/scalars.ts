/** The arithmetic types of C on this machine, how their values are represented, and what operators make of them. */
import { type CType, type FloatType, type IntegerType, plain, typeName } from '../dwarf/types';
import type { Representation, Stored } from './code';
import { widened } from './code';
import { mistake } from './errors';

const integer = (name: string, size: number, signed: boolean): IntegerType => ({
  kind: 'integer',
  name,
  size,
  signed,
});

export const CHAR: IntegerType = { ...integer('char', 1, true), use: 'character' };
export const UCHAR: IntegerType = { ...integer('unsigned char', 1, false), use: 'character' };
export const INT = integer('int', 4, true);
export const UINT = integer('unsigned int', 4, false);
export const LONG = integer('long', 4, true);
export const ULONG = integer('unsigned long', 4, false);
export const LLONG = integer('long long', 8, true);
export const ULLONG = integer('unsigned long long', 8, false);
export const FLOAT: FloatType = { kind: 'float', name: 'float', size: 4 };
export const DOUBLE: FloatType = { kind: 'float', name: 'double', size: 8 };
export const VOID: CType = { kind: 'void' };
export const BOOL: IntegerType = { ...integer('_Bool', 1, false), use: 'boolean' };

export type Arithmetical = IntegerType | FloatType;

/** An arithmetic type without its name, or `undefined`. */
export function arithmetical(type: CType): Arithmetical | undefined {
  const t = plain(type);
  if (t.kind === 'enum') return t.base;
  return t.kind === 'integer' || t.kind === 'float' ? t : undefined;
}

export const isPointer = (type: CType) => plain(type).kind === 'pointer';
export const isScalar = (type: CType) => isPointer(type) || arithmetical(type) !== undefined;

/** How a scalar lies in memory. Throws a `UserError` if nothing here can compute with it. */
export function storedAs(type: CType): Stored {
  if (isPointer(type)) return 'u32';
  const t = arithmetical(type);
  if (!t) throw mistake.scalar(typeName(type));
  const { size } = t;
  if (t.kind === 'float') {
    if (size === 4) return 'f32';
    if (size === 8) return 'f64';
  } else {
    const bits = ({ 1: 8, 2: 16, 4: 32, 8: 64 } as const)[size];
    if (bits) return `${t.signed ? 'i' : 'u'}${bits}`;
  }
  throw mistake.unsupportedType(typeName(type));
}

export const representationOf = (type: CType): Representation => widened(storedAs(type));

/** The type in which an integer is computed with. `bits`: of a bit-field. */
export function promote(type: Arithmetical, bits?: number): Arithmetical {
  if (type.kind === 'float') return type;
  if (bits !== undefined && bits <= 32) return bits < 32 || type.signed ? INT : UINT;
  if (type.size < INT.size) return INT;
  return type;
}

/** An integer type of as many bits may still rank higher. */
const rank = ({ size, name }: IntegerType) => (size > 4 ? 3 : /\blong\b/.test(name) ? 2 : 1);
const UNSIGNED = [UINT, UINT, ULONG, ULLONG];
const SIGNED = [INT, INT, LONG, LLONG];

/** The type in which two operands are computed with; both are promoted already. */
export function common(x: Arithmetical, y: Arithmetical): Arithmetical {
  if (x.kind === 'float' || y.kind === 'float') {
    const sizes = [x, y].filter(({ kind }) => kind === 'float').map(({ size }) => size);
    return Math.max(...sizes) > FLOAT.size ? DOUBLE : FLOAT;
  }
  const [low, high] = rank(x) <= rank(y) ? [x, y] : [y, x];
  const top = rank(high);
  const signed = high.signed && (low.signed || high.size > low.size);
  return (signed ? SIGNED : UNSIGNED)[top];
}
