/** What the numbers in the slots stand for, by the names of the slots, so that a person can be told. */
import { type Meaning, ROUNDER } from '../graph/graph';
import { OUTPUT_STREAMS } from '../program/operations';
import { TOKENS } from '../program/vocabulary';
import { continuation } from './columns';
import { KINDS, operationNumber } from './kinds';

/** The same meaning for slots of several names. */
const all = (meaning: Meaning, ...names: string[]) => names.map((name) => [name, meaning] as const);
const unit = (name: Meaning['unit'], ...names: string[]) => all({ unit: name }, ...names);
/** What the embedding says of a token alone, to switch circuits on and off. */
const signals = (...names: string[]) => all({ unit: 'flag', control: true }, ...names);
const counts = (of: string, ...names: string[]) => all({ unit: 'count', of }, ...names);
/** Names with each of `variants` in the place of `*`. */
const each = (name: string, ...variants: (string | number)[]) =>
  variants.map((variant) => name.replace('*', String(variant)));

/** Words by number, from words with their numbers. */
function labels(entries: readonly (readonly [number, string])[]): string[] {
  const words: string[] = [];
  for (const [number, word] of entries) words[number] = word;
  return words;
}

const operations = labels([
  [0, 'none'],
  ...TOKENS.filter(({ family }) => family === 'op').map(
    ({ value, text }) => [operationNumber(value), text] as const,
  ),
]);

const continuations = labels([
  [0, 'none'],
  ...(['digit', 'scratch', 'jump'] as const).flatMap((family) =>
    Array.from(
      { length: family === 'jump' ? 3 : 4 },
      (_, lane) => [continuation(family, lane), `${family} of lane ${lane}`] as const,
    ),
  ),
  ...OUTPUT_STREAMS.map((stream) => [continuation(stream, 0), stream] as const),
]);

export const MEANINGS: Readonly<Record<string, Meaning>> = Object.fromEntries<Meaning>([
  ...all({ unit: 'choice', labels: operations }, 'operation number', 'next operation'),
  ...all({ unit: 'choice', labels: operations }, 'next token: operation'),
  ...all({ unit: 'choice', labels: KINDS, control: true }, 'kind', 'kind of operation'),
  ...all({ unit: 'square', control: true }, 'kind²', 'kindSquared of operation'),
  ...all({ unit: 'choice', labels: continuations }, 'continuation', 'next token: family and lane'),

  ...unit('instruction', 'pc', 'return address', 'jump target', 'table entry'),
  ...all({ unit: 'instruction', plus: ROUNDER }, 'pc + rounder'),
  ...unit('instruction end', 'pc of operation'),
  ...unit('token', 'position', 'pointer', 'local pointer', 'stack pointer', 'address pointer'),
  ...unit('token', ...each('pointer of *', 'x', 'y', 'z'), 'start of run'),

  ...all({ unit: 'count', of: 'operands', plus: ROUNDER }, 'stack depth + rounder'),
  ...counts('operands', 'stack depth', 'stack step', 'stack effect', 'effect of operation'),
  ...all({ unit: 'count', of: 'calls', plus: ROUNDER }, 'call depth + rounder'),
  ...counts('calls', 'call depth', 'call step', 'maximal call depth'),
  ...counts('pages', 'pages', 'pages before', 'maximal pages'),
  ...counts('positions', 'pc step', 'distance to jump', 'distance of second immediate'),
  ...counts('positions', 'secondImmediate of operation'),
  ...counts('slots', 'frame size', 'slot edited - top slot'),
  ...counts('bytes', 'own length', 'length', 'length of constant', 'pointer length'),
  ...counts('bytes', 'local length', 'stack pointer length', 'length of x', 'length of y'),
  ...counts('entries', 'table count', 'table index'),
  ...counts('words', 'words into run'),
  ...counts('ones', 'ones of x'),
  ...counts('bits', 'bit length', '8 - trailing zeros'),
  ...counts('bits', ...each('bit length of byte *', 0, 1, 2, 3)),
  ...counts('bits', ...each('8 - trailing zeros of byte *', 0, 1, 2, 3)),

  ...unit('frame', 'frame base'),
  ...unit('address', 'address', 'address, at most 64 MiB'),
  ...unit('word', ...each('address found in bank *', 0, 1, 2, 3)),
  ...unit('lane', 'lane behind', 'lane here', 'next lane', 'bit lane'),
  ...unit('lane', ...each('lane * back', 1, 2, 3, 4)),
  ...unit('number', 'number', 'immediate', 'quotient', 'x', 'y', 'z', 'dividend', 'divisor'),
  ...unit('number', 'whole result', 'numerator', 'first numerator', 'rest to write'),
  ...unit('number', 'place value', 'low half', 'low x', 'low y', 'loaded or extended'),
  ...unit('number', '|x|', '|y|', '|x| signed as y'),
  ...unit('number', ...each('place * back', 1, 2, 3, 4)),
  ...unit('byte', 'low byte', 'digit of bits or output', 'x ∧ y'),
  ...unit('byte', ...each('byte * of x', 0, 1, 2, 3), ...each('byte for bank *', 0, 1, 2, 3)),
  ...unit('byte', ...each('byte of bank *', 0, 1, 2, 3)),
  ...unit('byte', ...each('byte read from bank *', 0, 1, 2, 3)),
  ...unit('power', '2^shift', '2^(32 - shift)', '2^shift of x', '2^(32 - shift) of x'),
  ...unit('power', 'unit of number', 'unit of jump or output', 'unit of digit'),
  ...unit('square', 'position²'),
  ...unit('square', 'call depth²', 'local address²', 'stack depth²', 'word address²'),

  ...all({ unit: 'signal', control: true }, ...each('p*', 1, 2, 3)),
  ...all({ unit: 'signal', control: true }, ...each('p* of operation', 1, 2, 3)),
  ...signals('signed', 'signed of operation', 'is local', 'isLocal of operation'),
  ...signals('pushes digits', 'pushesDigits of operation', 'setsDigits of operation'),
  ...signals('sets digits', 'takes the second immediate', 'edits memory', 'edits an operand'),
  ...signals(...each('is *', 'operation', 'operation or end of quotient', 'end of result')),
  ...signals(...each('is *', 'end of quotient', 'end of number', 'word', 'at', 'const', 'get')),
  ...signals(...each('is *', 'set from top', 'end of edit', 'call', 'no call', 'output')),
  ...signals(...each('is *', 'complete', 'complete or starts up')),
  ...signals(
    'writes no stack entry',
    'writes no local',
    ...each('stores * bytes or more', 1, 2, 4),
  ),
  ...signals('begins a number', 'begins a number after start-up', 'begins bits', 'continues'),
  ...signals(...each('continues a *', 'number', 'quotient', 'jump'), 'jumps unless conditional'),

  ...unit('flag', ...each('bit *', 0, 1, 2, 3, 4, 5, 6, 7)),
  ...unit('flag', 'sets pages', 'stack key is dead', 'local key is dead'),
  ...unit('flag', ...each('key of bank * is dead', 0, 1, 2, 3)),
  ...unit('flag', 'jump is taken', 'shift of x is 32 or more'),
  ...unit('flag', ...each('byte * is beyond x', 1, 2, 3), ...each('lane is beyond *', 'x', 'y')),
  ...unit('flag', ...each('address mod 4 is *', 1, 2, 3)),
  ...unit('flag', 'x is negative', 'y is negative', 'x is not 0', 'y is -2^31 and x is -1'),
  ...unit('flag', 'quotient is negative', 'quotient is always written', 'quotient comes first'),
  ...unit('flag', 'result is the quotient', 'grow fails', 'traps'),
  ...unit('flag', ...each('next token: first digit of a *', 'result', 'quotient')),
]);
