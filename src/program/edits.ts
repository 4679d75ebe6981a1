/**
 * What a person changes of the state, as tokens that follow a complete instruction. The model reads the new state
 * from them as it reads what a program wrote, and predicts the operation at the program counter as before.
 *
 *     a number   `person writes`, the value in 1 to 4 `person` digits (no leading zeros), the address in 4,
 *                then the place that it goes to
 *     a jump     `person jumps`, then `jump` digits as the machine writes them
 *
 * Where an operation comes next that takes the digits just before its token, the digits of the top operand
 * follow once more.
 */
import { byteLength } from './arithmetic';
import { jumpDigits } from './expect';
import { OPERATIONS, takesDigitsBefore } from './operations';
import { EDITS, type EditToken, TOKENS, tokenId, VARIANTS } from './vocabulary';

/** A number that is written somewhere; all are unsigned 32-bit numbers. */
export type Write =
  /** The lowest `width` bytes at a byte address. Bytes beyond the end of the memory are not written. */
  | {
      readonly kind: 'memory';
      readonly address: number;
      readonly width: 1 | 2 | 4;
      readonly value: number;
    }
  /** The slot is call depth × frame size + index for a local, the index for a global. */
  | { readonly kind: 'local'; readonly slot: number; readonly value: number }
  /** The slot counts from the bottom of the operand stack, over all frames. */
  | { readonly kind: 'operand'; readonly slot: number; readonly value: number };

export interface Jump {
  readonly kind: 'jump';
  /** Added to the program counter, which is a position in the prompt. */
  readonly distance: number;
}

export type Edit = Write | Jump;

const ADDRESS_DIGITS = 4;
const PLACE_OF_WIDTH = { 1: 'person: byte', 2: 'person: halfword', 4: 'person: word' } as const;

const editToken = (name: EditToken) => tokenId('edit', EDITS.indexOf(name));

/**
 * The tokens of an edit. `respelled` is the top operand (after the edit), to be given if and only if the next
 * operation takes the digits before it. Throws a `RangeError` for a number that is no unsigned 32-bit one and for
 * a jump out of reach.
 */
export function editTokens(edit: Edit, respelled?: number): number[] {
  const again = respelled === undefined ? [] : digits(respelled);
  if (edit.kind === 'jump') {
    const steps = jumpDigits(edit.distance);
    const jumps = steps.map(({ value, lane }) => tokenId('jump', value, lane));
    return [editToken('person jumps'), ...jumps, ...again];
  }
  const address = edit.kind === 'memory' ? edit.address : edit.slot;
  const place =
    edit.kind === 'memory' ? PLACE_OF_WIDTH[edit.width] : (`person: ${edit.kind}` as const);
  return [
    editToken('person writes'),
    ...digits(edit.value),
    ...digits(address, ADDRESS_DIGITS),
    editToken(place),
    ...again,
  ];
}

function digits(value: number, length = byteLength(value)): number[] {
  if (value >>> 0 !== value) throw new RangeError(`${value} is no unsigned 32-bit number`);
  return Array.from({ length }, (_, i) => {
    const lane = length - 1 - i;
    return tokenId('person', (value >>> (8 * lane)) & 255, lane);
  });
}

/** An edit that was read back, and the position behind it. */
export interface EditRead {
  readonly edit: Edit;
  readonly respelled: number | undefined;
  readonly end: number;
}

/** The edit that begins at position `at`; `undefined` if none begins there or its end is missing. */
export function readEdit(tokens: ArrayLike<number>, at: number): EditRead | undefined {
  const token = (position: number) =>
    TOKENS[tokens[position]] as (typeof TOKENS)[number] | undefined;
  const number = (begin: number) => {
    let value = 0;
    for (let position = begin; ; position++) {
      const digit = token(position);
      if (digit?.family !== 'person') return undefined;
      value += digit.value * 256 ** digit.lane;
      if (digit.lane === 0) return { value, end: position + 1 };
    }
  };
  const finish = (edit: Edit, end: number): EditRead => {
    const again = number(end);
    return { edit, respelled: again?.value, end: again?.end ?? end };
  };

  const opener = token(at);
  if (opener?.family !== 'edit') return undefined;
  if (EDITS[opener.value] === 'person jumps') {
    let distance = 0;
    for (let position = at + 1; ; position++) {
      const step = token(position);
      if (step?.family !== 'jump') return undefined;
      distance += step.value * 256 ** step.lane;
      if (step.lane === 0) return finish({ kind: 'jump', distance }, position + 1);
    }
  }
  const written = number(at + 1);
  const address = written && number(written.end);
  const closer = address && token(address.end);
  if (closer?.family !== 'edit' || !address) return undefined;
  const place = writeTo(EDITS[closer.value], address.value, written.value);
  return place && finish(place, address.end + 1);
}

function writeTo(place: EditToken, address: number, value: number): Write | undefined {
  switch (place) {
    case 'person: byte':
      return { kind: 'memory', address, width: 1, value };
    case 'person: halfword':
      return { kind: 'memory', address, width: 2, value };
    case 'person: word':
      return { kind: 'memory', address, width: 4, value };
    case 'person: local':
      return { kind: 'local', slot: address, value };
    case 'person: operand':
      return { kind: 'operand', slot: address, value };
    default:
      return undefined;
  }
}

/** Whether only a person writes such a token; the `jump` tokens of an edit are like those of the machine. */
export function isPersons(token: number): boolean {
  return ['person', 'edit'].includes(TOKENS[token].family);
}

/** Whether an edit begins with such a token. */
export function opensEdit(token: number): boolean {
  return token === editToken('person writes') || token === editToken('person jumps');
}

/** Whether `token` is an operation before which an edit must spell the top operand again. */
export function needsRespelling(token: number): boolean {
  const { family, value } = TOKENS[token];
  return family === 'op' && takesDigitsBefore(OPERATIONS[VARIANTS[value].operation].name);
}
