/** What a number in a slot of the residual stream means, in words. */
import type { Meaning } from '../../model/model';
import type { InstructionPlace } from '../../protocol/inside';
import type { Stopped } from '../stopped';
import { instructionAt, placeOf } from './place';

/** Tells a number from the name of its slot; the empty string where it means nothing but itself. */
export type Decode = (name: string, number: number) => string;

export function createDecode(stopped: Stopped): Decode {
  const { meanings } = stopped.context.model;
  // A slot holds the same for many moments, and telling where a token belongs takes a forward pass.
  const known = new Map<string, string>();
  return (name, number) => {
    const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
    if (!meaning) return '';
    const key = `${number} ${name}`;
    const words = known.get(key) ?? wordsFor(stopped, meaning, number - (meaning.plus ?? 0));
    known.set(key, words);
    return words;
  };
}

function wordsFor(stopped: Stopped, { unit, of = '', labels = [] }: Meaning, n: number): string {
  const { map } = stopped;
  switch (unit) {
    case 'flag':
      return n === 1 ? 'yes' : n === 0 ? 'no' : '';
    case 'choice':
      return labels[n] ?? '';
    case 'signal':
      return '';
    case 'number':
      return wordsForNumber(n);
    case 'byte':
      return n >= 0x20 && n < 0x7f ? `${hex(n)} '${String.fromCharCode(n)}'` : hex(n);
    case 'count':
      return `${n} ${n === 1 ? singular(of) : of}`;
    case 'power':
      return Number.isInteger(Math.log2(n)) ? `2^${Math.log2(n)}` : '';
    case 'square':
      return Number.isInteger(Math.sqrt(n)) ? `${Math.sqrt(n)}²` : '';
    case 'lane':
      return n >= 0 ? `byte ${n} of its number` : 'no digit';
    case 'token':
      return wordsForToken(stopped, n);
    case 'instruction':
      return instruction(stopped, map.prompt.addresses[n]);
    case 'instruction end':
      return instruction(stopped, map.prompt.ends[n]);
    case 'frame': {
      const { frameSize } = map.program;
      return frameSize > 0 && n % frameSize === 0 ? `locals at call depth ${n / frameSize}` : '';
    }
    case 'address':
      return hex(n);
    case 'word':
      return `${hex(4 * n)} to ${hex(4 * n + 3)}`;
  }
}

const hex = (n: number) => (Number.isInteger(n) && n >= 0 ? `0x${n.toString(16)}` : '');

const singular = (of: string) => (of === 'entries' ? 'entry' : of.replace(/s$/, ''));

/** Numbers of 32 bits also with a sign. */
function wordsForNumber(n: number): string {
  if (n < 10 || n >= 2 ** 32) return '';
  return n >= 2 ** 31 ? `${hex(n)}, signed ${n - 2 ** 32}` : hex(n);
}

function wordsForToken(stopped: Stopped, n: number): string {
  if (!(Number.isInteger(n) && n >= 0 && n < stopped.context.recorded)) return '';
  const { text, instruction } = placeOf(stopped, n);
  return instruction ? `${text} of ${describe(instruction)}` : text;
}

function instruction(stopped: Stopped, address: number | undefined): string {
  if (address === undefined || address < 0) return '';
  return describe(instructionAt(stopped, address));
}

/** The name of an instruction, its function, and its line where it has one. */
export function describe({ text, function: name, line }: InstructionPlace): string {
  return `${text} in ${name}${line === undefined ? '' : `, line ${line}`}`;
}
