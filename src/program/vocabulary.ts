/**
 * The tokens. A token is one of a few families; the ids of a family are contiguous.
 *
 * In the prompt: `code` (an instruction), `imm` (a byte of an immediate), `at` and `word` (the memory image).
 * In the execution: `op` (an executed instruction), `digit` (a byte of its result), `scratch` (a byte of an
 * intermediate quotient), `jump` (a step of the program counter), `stdout`, `stderr` and `files` (a byte that
 * is written there), and the input bytes.
 * Between two instructions, from a person who changes the state: `edit` (what opens or closes a change) and
 * `person` (a byte of its numbers); `edits.ts` says how they are put together.
 */
import { OPERATIONS, OUTPUT_STREAMS, type OutputStream } from './operations';

/** An operation with a given number of immediate tokens; `op` and `code` tokens name one of these. */
export interface Variant {
  readonly operation: number;
  /** Tokens of the immediate that follow the `code` token in the prompt. */
  readonly length: number;
}

const LENGTHS = {
  none: [0],
  value: [1, 2, 3, 4],
  offset: [0, 1, 2, 4],
  index: [1, 2],
  target: [3],
  table: [8],
} as const;

export const VARIANTS: readonly Variant[] = OPERATIONS.flatMap((operation, index) =>
  LENGTHS[operation.immediate].map((length) => ({ operation: index, length })),
);

/** What opens a person's change of the state, and what closes one: the place that the number goes to. */
export const EDITS = [
  'person writes',
  'person jumps',
  'person: byte',
  'person: halfword',
  'person: word',
  'person: local',
  'person: operand',
] as const;
export type EditToken = (typeof EDITS)[number];

/** Jump digits run from -256 to 255 in units of 256^lane. */
export const JUMP_RADIX = 512;

export type Family =
  | 'op'
  | 'code'
  | 'imm'
  | 'at'
  | 'word'
  | 'digit'
  | 'scratch'
  | 'jump'
  | OutputStream
  | 'in'
  | 'eof'
  | 'person'
  | 'edit';

/** Family, number of values in a lane, number of lanes. Within a family the id is `lane * radix + value`. */
const FAMILIES: readonly (readonly [Family, number, number])[] = [
  ['op', VARIANTS.length, 1],
  ['code', VARIANTS.length, 1],
  ['imm', 256, 4],
  ['at', 256, 1],
  ['word', 256, 1],
  ['digit', 256, 4],
  ['scratch', 256, 4],
  ['jump', JUMP_RADIX, 3],
  ...OUTPUT_STREAMS.map((stream) => [stream, 256, 1] as const),
  ['in', 256, 1],
  ['eof', 1, 1],
  ['person', 256, 4],
  ['edit', EDITS.length, 1],
];

/** A token taken apart. */
export interface Token {
  readonly id: number;
  readonly family: Family;
  /** Index in `VARIANTS` for `op` and `code`, in `EDITS` for `edit`; the signed digit for `jump`; else the byte. */
  readonly value: number;
  /** Which byte of a number, 0 the least significant; 0 where it has no meaning. */
  readonly lane: number;
  /** How the token is written in a trace. */
  readonly text: string;
}

const hex = (value: number) => value.toString(16).padStart(2, '0');

function text(family: Family, value: number, lane: number): string {
  const place = '_'.repeat(lane * 2);
  switch (family) {
    case 'op':
    case 'code': {
      const { operation, length } = VARIANTS[value];
      const { name, immediate } = OPERATIONS[operation];
      const width = LENGTHS[immediate].length > 1 ? `/${length}` : '';
      return family === 'op' ? `${name}${width}` : `code ${name}${width}`;
    }
    case 'imm':
      return `imm ${hex(value)}${place}`;
    case 'at':
      return `at ${hex(value)}`;
    case 'word':
      return `word ${hex(value)}`;
    case 'digit':
      return `${hex(value)}${place}`;
    case 'scratch':
    case 'person':
      return `${family} ${hex(value)}${place}`;
    case 'jump':
      return `jump ${value < 0 ? '-' : '+'}${hex(Math.abs(value))}${place}`;
    case 'eof':
      return 'end of input';
    case 'edit':
      return EDITS[value];
    default:
      return `${family} ${hex(value)}`;
  }
}

/** All tokens, by id. */
export const TOKENS: readonly Token[] = FAMILIES.flatMap(([family, radix, lanes]) =>
  Array.from({ length: radix * lanes }, (_, i) => {
    const lane = Math.floor(i / radix);
    const value = (i % radix) - (family === 'jump' ? 256 : 0);
    return { family, value, lane, text: text(family, value, lane) };
  }),
).map((token, id) => ({ id, ...token }));

const firstId = new Map<Family, number>();
for (const token of TOKENS) if (!firstId.has(token.family)) firstId.set(token.family, token.id);

/** The id of a token of `family`; `value` as in `Token.value`. */
export function tokenId(family: Family, value = 0, lane = 0): number {
  const radix = family === 'jump' ? JUMP_RADIX : 256;
  return (firstId.get(family) as number) + lane * radix + value + (family === 'jump' ? 256 : 0);
}

const variantIndex = new Map(VARIANTS.map((v, i) => [`${v.operation}/${v.length}`, i]));

/** The smallest variant of an operation that can hold the immediate `a`; an index in `VARIANTS`. */
export function variantFor(operation: number, a: number): number {
  const lengths: readonly number[] = LENGTHS[OPERATIONS[operation].immediate];
  const length = lengths.length === 1 ? lengths[0] : lengths.find((n) => a < 256 ** n);
  if (length === undefined)
    throw new Error(`${OPERATIONS[operation].name} cannot hold the immediate ${a}`);
  return variantIndex.get(`${operation}/${length}`) as number;
}
