/**
 * The steps of the tour: which instruction each is about, what it selects and shows, and what it says. All numbers in
 * the texts come from what the instruction did; between backticks stands what the machine itself says.
 */
import type { Selection } from '../../../protocol/inside';
import type { View } from '../../../protocol/inside-view';
import { grouped } from '../../../protocol/numbers';
import type { ExecutedStep, HeadReading } from '../../../protocol/origin-requests';
import type { TourMark } from '../../../protocol/tour';
import { headName } from '../words';

/** The instruction that is looked at in a marked line. */
export const OPERATIONS: Readonly<Record<TourMark, string>> = {
  addition: 'i32.add',
  'memory read': 'i32.load',
  branch: 'br_if',
};

export interface TourStep {
  readonly title: string;
  readonly mark: TourMark;
  readonly view: View;
  readonly select: (executed: ExecutedStep) => Selection;
  /** Name of a slot that is selected with it, where it is first written. */
  readonly slot?: string;
  readonly text: (executed: ExecutedStep) => string;
}

/** What a head of that name read. Throws where the instruction did not use it. */
function reading({ heads }: ExecutedStep, name: string): HeadReading {
  const found = heads.find((head) => head.reading.name === name);
  if (!found) throw new Error(`The instruction used no head called “${name}”.`);
  return found.reading;
}

const nameOf = ({ layer, head, name }: HeadReading) => `${headName(layer, head)} “${name}”`;
const at = ({ at: position, layer, head }: HeadReading): Selection => ({ position, layer, head });
const here = ({ tokens }: ExecutedStep, index = 0): Selection => ({
  position: tokens[Math.min(index, tokens.length - 1)].position,
});
const words = (tokens: ExecutedStep['tokens']) => tokens.map(({ text }) => `\`${text}\``).join(' ');
const marginOf = ({ margin }: HeadReading) =>
  margin === undefined
    ? 'There is no other key.'
    : `The next best key scores ${grouped(margin)} less.`;

export const STEPS: readonly TourStep[] = [
  {
    title: 'A token is a word of the trace',
    mark: 'addition',
    view: 'trace',
    select: (executed) => here(executed),
    text: ({ instruction, tokens: [token] }) =>
      `The program runs as a text that the transformer goes on writing, one token at a time. Token ${grouped(token.position)} is the word \`${token.text}\`: it executes the instruction \`${instruction.text}\` of line ${instruction.line}, where two numbers are added. The tokens before it are all that the transformer has: there is no other memory.`,
  },
  {
    title: 'A head fetches the instruction',
    mark: 'addition',
    view: 'heads',
    select: (executed) => at(reading(executed, 'next operation')),
    text: (executed) => {
      const fetch = reading(executed, 'next operation');
      return `Why that word? One token earlier the program counter was ${grouped(fetch.query[0])}, a position in the prompt, where the program stands written. The head ${nameOf(fetch)} asks for that position, finds token ${grouped(fetch.winner.position)}, \`${fetch.winner.text}\`, and the model says the instruction that it reads there. ${marginOf(fetch)}`;
    },
  },
  {
    title: 'Heads find the operands',
    mark: 'addition',
    view: 'heads',
    select: (executed) => at(reading(executed, 'stack: second')),
    text: (executed) => {
      const [second, top] = ['stack: second', 'stack: top'].map((name) => reading(executed, name));
      return `An entry of the operand stack is a pointer: the position of the token at which the digits of a number end. ${nameOf(second)} asks for slot ${grouped(second.query[0])} and is told ${grouped(second.value[0])}. ${nameOf(top)} asks for slot ${grouped(top.query[0])} and is told ${grouped(top.value[0])}.`;
    },
  },
  {
    title: 'Heads read the numbers',
    mark: 'addition',
    view: 'heads',
    select: (executed) => at(reading(executed, 'value of y')),
    text: (executed) => {
      const [y, x] = ['value of y', 'value of x'].map((name) => reading(executed, name));
      return `Two more heads follow the pointers. ${nameOf(y)} attends to token ${grouped(y.winner.position)} and reads ${grouped(y.value[0])}; ${nameOf(x)} attends to token ${grouped(x.winner.position)} and reads ${grouped(x.value[0])}. A number is made of digits of a byte each, so a head reads it where its last digit stands.`;
    },
  },
  {
    title: 'The result is written digit by digit',
    mark: 'addition',
    view: 'residual',
    select: (executed) => here(executed),
    slot: 'whole result',
    text: ({ tokens, operands, result }) =>
      `Feed-forward neurons add ${grouped(operands[0])} and ${grouped(operands[1])}: the sum lies in the slot “whole result” of the residual stream. Every word of the vocabulary gets a score that is linear in the stream, and the word with the greatest score is written: that is all an argmax does, and here it picks the right digit. The sum becomes ${words(tokens.slice(1))}, the most significant digit first: ${grouped(result ?? 0)}, written in hexadecimal.`,
  },
  {
    title: 'A memory read is the nearest key',
    mark: 'memory read',
    view: 'hull',
    select: (executed) => at(executed.heads.find(isByte)?.reading ?? fail()),
    text: (executed) => {
      const byte = executed.heads.find(isByte)?.reading ?? fail();
      return `\`${executed.instruction.text}\` reads memory. Each store left a key at (2a, −a²) for its word address a, so that all keys lie on a parabola, and the query (${grouped(byte.query[0])}, ${grouped(byte.query[1])}) scores highest where a is nearest to it. ${nameOf(byte)} finds the store at token ${grouped(byte.winner.position)}, \`${byte.winner.instruction?.text ?? byte.winner.text}\`. ${marginOf(byte)} Of several stores to one address the latest wins.`;
    },
  },
  {
    title: 'Four heads read four bytes',
    mark: 'memory read',
    view: 'heads',
    select: (executed) => at(executed.heads.findLast(isByte)?.reading ?? fail()),
    text: (executed) => {
      const bytes = executed.heads.filter(isByte).map(({ reading }) => reading);
      return `There is a head for each byte of a word, and they read at the same time: ${bytes.map((byte) => `${headName(byte.layer, byte.head)} reads ${byte.value[0]}`).join(', ')}. The lowest byte comes first, and together they are ${grouped(executed.result ?? 0)}, which is written again as ${words(executed.tokens.slice(1))}.`;
    },
  },
  {
    title: 'A branch writes how far it jumps',
    mark: 'branch',
    view: 'trace',
    select: (executed) => here(executed, 1),
    text: ({ instruction, operands, tokens, jump }) =>
      `\`${instruction.text}\` of line ${instruction.line} takes ${grouped(operands[0])} from the stack. ${
        jump?.taken
          ? `That is not zero, so it jumps: behind it stand ${words(tokens.slice(1))}, which spell how far the next instruction is from here.`
          : 'That is zero, so it does not jump, and the next instruction follows.'
      }`,
  },
  {
    title: 'The jump adds to the program counter',
    mark: 'branch',
    view: 'heads',
    select: ({ jump }) => at(jump?.fetch ?? fail()),
    text: ({ jump }) => {
      const fetch = jump?.fetch ?? fail();
      const line = jump?.next?.line;
      return `Each token adds something to the program counter: an instruction its own length, and these words the distance that they spell. A head takes the mean of that over all tokens, which times their number is the sum: now it is ${grouped(fetch.query[0])}. So ${nameOf(fetch)} reads another instruction, \`${jump?.next?.text}\`${line === undefined ? '' : ` of line ${line}`}: the branch is taken. Everything that a program does is done in these ways.`;
    },
  },
];

const isByte = ({ fetches }: ExecutedStep['heads'][number]) => fetches === 'byte';

function fail(): never {
  throw new Error('The instruction did something else here.');
}
