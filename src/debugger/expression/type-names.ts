/** Names of types as they stand in casts and after `sizeof`: `unsigned char`, `struct node *`, `int (*)[4]`. */
import type { CType } from '../dwarf/types';
import { mistake } from './errors';
import { readNumber } from './literals';
import * as scalars from './scalars';
import type { Tokens } from './token-stream';
import type { Token } from './tokens';

export interface TypeNames {
  typedef(name: string): CType | undefined;
  tagged(tag: 'struct' | 'union' | 'enum', name: string): CType | undefined;
  /** Whether a name stands for something else, which hides a type of that name. */
  isOther(name: string): boolean;
}

const QUALIFIERS = ['const', 'volatile', 'restrict'];
const TAGS = ['struct', 'union', 'enum'] as const;
const WORDS = 'void char short int long float double signed unsigned _Bool bool'.split(' ');

/** The words of a type in the order of the alphabet, without `int` where others stand. */
const BY_WORDS: Record<string, CType> = {
  void: scalars.VOID,
  char: scalars.CHAR,
  'char signed': { ...scalars.CHAR, name: 'signed char' },
  'char unsigned': scalars.UCHAR,
  short: { ...scalars.INT, name: 'short', size: 2 },
  'short signed': { ...scalars.INT, name: 'short', size: 2 },
  'short unsigned': { ...scalars.UINT, name: 'unsigned short', size: 2 },
  int: scalars.INT,
  signed: scalars.INT,
  unsigned: scalars.UINT,
  long: scalars.LONG,
  'long signed': scalars.LONG,
  'long unsigned': scalars.ULONG,
  'long long': scalars.LLONG,
  'long long signed': scalars.LLONG,
  'long long unsigned': scalars.ULLONG,
  float: scalars.FLOAT,
  double: scalars.DOUBLE,
  'double long': { ...scalars.DOUBLE, name: 'long double', size: 16 },
  _Bool: scalars.BOOL,
  bool: scalars.BOOL,
};

/** Those of the standard headers, which are in the debug information only where a program uses them. */
const STANDARD: Record<string, CType> = {
  int8_t: BY_WORDS['char signed'],
  uint8_t: BY_WORDS['char unsigned'],
  int16_t: BY_WORDS.short,
  uint16_t: BY_WORDS['short unsigned'],
  int32_t: scalars.INT,
  uint32_t: scalars.UINT,
  int64_t: scalars.LLONG,
  uint64_t: scalars.ULLONG,
  size_t: scalars.ULONG,
  ssize_t: scalars.LONG,
  ptrdiff_t: scalars.LONG,
  intptr_t: scalars.LONG,
  uintptr_t: scalars.ULONG,
};

const named = (name: string, types: TypeNames) => types.typedef(name) ?? STANDARD[name];

/** Whether a type begins with a token. */
export function isTypeBegin({ kind, text }: Token, types: TypeNames): boolean {
  if (kind !== 'name') return false;
  if ([...QUALIFIERS, ...TAGS, ...WORDS].includes(text)) return true;
  return !types.isOther(text) && named(text, types) !== undefined;
}

/** Throws a `UserError` if it is none. */
export function parseTypeName(tokens: Tokens, types: TypeNames): CType {
  return declarator(tokens, specifiers(tokens, types));
}

function specifiers(tokens: Tokens, types: TypeNames): CType {
  const words: string[] = [];
  let type: CType | undefined;
  for (;;) {
    if (tokens.takeName(...QUALIFIERS)) continue;
    const tag = tokens.takeName(...TAGS) as (typeof TAGS)[number] | undefined;
    const word = tag ?? tokens.takeName(...WORDS);
    if (tag) {
      const name = tokens.name();
      type = types.tagged(tag, name);
      if (!type) throw mistake.unknownType(`${tag} ${name}`);
    } else if (word) words.push(word);
    else if (!type && words.length === 0 && tokens.next.kind === 'name') {
      const name = tokens.name();
      type = named(name, types);
      if (!type) throw mistake.unknownType(name);
    } else break;
  }
  if (type && words.length === 0) return type;
  const others = words.filter((word) => word !== 'int');
  const known = BY_WORDS[(others.length > 0 ? others : words).toSorted().join(' ')];
  if (known) return known;
  throw words.length > 0
    ? mistake.unknownType(words.join(' '))
    : mistake.typeName(tokens.next.text);
}

/** What follows the specifiers: pointers first, then, from the inside out, arrays. */
function declarator(tokens: Tokens, base: CType): CType {
  let type = base;
  while (tokens.take('*')) {
    type = { kind: 'pointer', to: type };
    while (tokens.takeName(...QUALIFIERS));
  }
  const isGroup = tokens.next.text === '(' && tokens.following.text === '*';
  let levels = 0;
  if (isGroup) {
    tokens.expect('(');
    while (tokens.take('*')) levels++;
    tokens.expect(')');
  }
  type = suffixes(tokens, type);
  for (; levels > 0; levels--) type = { kind: 'pointer', to: type };
  return type;
}

function suffixes(tokens: Tokens, element: CType): CType {
  if (!tokens.take('[')) return element;
  const { kind, text } = tokens.next;
  if (kind !== 'number') throw mistake.expected('The number of elements', text);
  tokens.advance();
  tokens.expect(']');
  const length = Number(readNumber(text).value);
  return { kind: 'array', element: suffixes(tokens, element), length };
}
