/** Numbers, characters and strings of C → their values and types. */
import type { CType } from '../dwarf/types';
import { mistake } from './errors';
import { DOUBLE, FLOAT, INT, LLONG, LONG, UINT, ULLONG, ULONG } from './scalars';

export interface NumberLiteral {
  readonly value: number | bigint;
  readonly type: CType;
}

const INTEGER = /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)([uU]?(?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU])$/;
const FLOATING = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?([fF])?$/;

/** Throws a `UserError` if it is none. */
export function readNumber(text: string): NumberLiteral {
  const integer = INTEGER.exec(text);
  if (integer) return readInteger(text, integer[1], integer[2].toLowerCase());
  const floating = FLOATING.exec(text);
  if (!floating) throw mistake.number(text);
  const [, digits, exponent = '', single] = floating;
  const value = Number(digits + exponent);
  return single ? { value: Math.fround(value), type: FLOAT } : { value, type: DOUBLE };
}

function readInteger(text: string, digits: string, suffix: string): NumberLiteral {
  const isDecimal = !/^0./.test(digits);
  const isOctal = /^0\d/.test(digits);
  if (isOctal && /[89]/.test(digits)) throw mistake.number(text);
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  const fits = ({ size, signed }: typeof INT) =>
    value >> BigInt(size * 8 - (signed ? 1 : 0)) === 0n;
  // Only with a u, or written by bits, a number becomes unsigned.
  const types = [INT, UINT, LONG, ULONG, LLONG, ULLONG]
    .filter(({ signed }) => (suffix.includes('u') ? !signed : signed || !isDecimal))
    .filter(({ name, size }) => !suffix.includes('l') || name.includes('long') || size > 4)
    .filter(({ size }) => !suffix.includes('ll') || size > 4);
  const type = types.find(fits);
  if (!type) throw mistake.tooLarge(text);
  return { value: type.size > 4 ? value : Number(value), type };
}

const ESCAPES: Record<string, number> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
  '"': 34,
  "'": 39,
  '?': 63,
  '\\': 92,
};

/** The value of a character, which is a signed one. */
export function readCharacter(text: string): number {
  const bytes = readBytes(text.slice(1, -1));
  if (bytes.length !== 1) throw mistake.characterCount(text);
  return (bytes[0] << 24) >> 24;
}

/** The bytes of a string, without the zero that ends it. */
export function readText(text: string): number[] {
  return readBytes(text.slice(1, -1));
}

function readBytes(inner: string): number[] {
  const parts = inner.match(/\\x[\da-fA-F]+|\\[0-7]{1,3}|\\.|[^\\]+/gsu) ?? [];
  return parts.flatMap((part) => {
    if (!part.startsWith('\\')) return [...Buffer.from(part)];
    if (/^\\x./.test(part)) return [Number.parseInt(part.slice(2), 16) & 0xff];
    if (/^\\[0-7]/.test(part)) return [Number.parseInt(part.slice(1), 8) & 0xff];
    const value = ESCAPES[part[1]];
    if (value === undefined) throw mistake.escape(part);
    return [value];
  });
}
