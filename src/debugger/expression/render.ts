/** Values of C in one line, as a person reads them. */
import {
  type CType,
  type EnumType,
  type IntegerType,
  plain,
  sizeOf,
  typeName,
} from '../dwarf/types';
import { formatAddress } from '../machine-values';
import type { FunctionTable } from './function-table';
import { isCharacters } from './operands';
import { countOf, partsOf, readScalar } from './parts';
import type { ExpressionReader } from './reader';
import type { Place } from './write';

/** What rendering takes besides the value. */
export interface Surroundings {
  readonly reader: ExpressionReader;
  readonly table: FunctionTable;
}

/** A line names as many members or elements, looks as many levels into them, and shows as many characters. */
const PARTS = 6;
const LEVELS = 2;
const CHARACTERS = 200;
/** Follows what is cut off. */
const MORE = '…';

/** Throws an `EvaluationFault` if it lies outside the memory. */
export function render(type: CType, place: Place, around: Surroundings, levels = LEVELS): string {
  const t = plain(type);
  if (isCharacters(type) && place.kind === 'memory') {
    const length = sizeOf(type);
    return textAt(place.address, length, around.reader, length <= CHARACTERS ? '' : MORE);
  }
  if (t.kind === 'array' || t.kind === 'record') {
    if (levels === 0) return '{…}';
    const parts = partsOf(type, place, around.reader, 0, PARTS);
    const shown = parts.map((part) => {
      const text = render(part.type, part.place, around, levels - 1);
      return t.kind === 'array' ? text : `${part.name} = ${text}`;
    });
    const { indexed, named } = countOf(type);
    if (indexed + named > parts.length) shown.push('…');
    return `{${shown.join(', ')}}`;
  }
  const value = readScalar(type, place, around.reader);
  return value === undefined ? typeName(type) : renderScalar(type, value, around);
}

/** A number or a pointer that has been computed. */
export function renderScalar(type: CType, value: number | bigint, around: Surroundings): string {
  const t = plain(type);
  if (t.kind === 'enum') return enumerated(t, value);
  if (t.kind === 'integer') return integer(t, value);
  if (t.kind === 'float') return t.size === 4 ? single(Number(value)) : double(Number(value));
  if (t.kind !== 'pointer') return String(value);
  const pointer = Number(value);
  if (plain(t.to).kind === 'function') {
    const name = around.table.nameOf(pointer);
    return name ? `${formatAddress(pointer)} ${name}` : formatAddress(pointer);
  }
  const isText = isCharacters({ kind: 'array', element: t.to, length: 1 });
  const isThere = pointer !== 0 && pointer < around.reader.memorySize();
  if (!isText || !isThere) return formatAddress(pointer);
  return `${formatAddress(pointer)} ${textAt(pointer, CHARACTERS, around.reader, MORE)}`;
}

/** By its name, or by those whose bits it has. */
function enumerated({ base, constants }: EnumType, value: number | bigint): string {
  const same = constants.find((constant) => Number(constant.value) === Number(value));
  if (same) return same.name;
  const flags = constants.filter(({ value }) => isPowerOfTwo(Number(value)));
  const set = flags.filter((flag) => BigInt(flag.value) & BigInt(value));
  const sum = set.reduce((bits, flag) => bits | BigInt(flag.value), 0n);
  return set.length > 1 && sum === BigInt(value)
    ? set.map(({ name }) => name).join(' | ')
    : integer({ ...base, use: undefined }, value);
}

const isPowerOfTwo = (value: number) => value > 0 && Number.isInteger(Math.log2(value));

function integer({ use, name }: IntegerType, value: number | bigint): string {
  if (use === 'boolean') return value ? 'true' : 'false';
  if (use !== 'character') return String(value);
  const byte = Number(value) & 0xff;
  // What is printed only as a number is no character to whoever reads it.
  if (!isPrintable(byte) && !ESCAPES[byte]) return String(value);
  const literal = `'${byte === 0x27 ? "\\'" : character(byte)}'`;
  return name === 'char' ? literal : `${value} ${literal}`;
}

const ESCAPES: Record<number, string> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  92: '\\\\',
};

const isPrintable = (byte: number) => byte >= 0x20 && byte < 0x7f;

function character(byte: number): string {
  if (ESCAPES[byte]) return ESCAPES[byte];
  return isPrintable(byte) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** Characters up to the zero that ends them; `more` follows where none does. */
function textAt(at: number, length: number, reader: ExpressionReader, more: string): string {
  const bytes: number[] = [];
  const end = Math.min(at + Math.min(length, CHARACTERS), reader.memorySize());
  for (let i = at; i < end; i++) {
    const byte = reader.memory8(i);
    if (byte === 0) return quoted(bytes);
    bytes.push(byte);
  }
  return quoted(bytes) + more;
}

/** A string as C writes it; what is UTF-8 is shown as it reads. */
function quoted(bytes: readonly number[]): string {
  const text = Buffer.from(bytes).toString('utf8');
  if (bytes.some((byte) => byte > 0x7e) && Buffer.from(text).equals(Buffer.from(bytes)))
    return `"${[...text].map((c) => (c.length > 1 || c > '~' ? c : inText(c.charCodeAt(0)))).join('')}"`;
  return `"${bytes.map(inText).join('')}"`;
}

const inText = (byte: number) => (byte === 0x22 ? '\\"' : character(byte));

const double = (value: number) => (Object.is(value, -0) ? '-0' : String(value));

/** With as few digits as tell it from other floats. */
function single(value: number): string {
  for (let digits = 1; digits < 9 && Number.isFinite(value); digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return double(short);
  }
  return double(value);
}
