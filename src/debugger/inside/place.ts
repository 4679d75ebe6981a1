/** Which instruction and which line of C a token belongs to, and who wrote it. */
import { isPersons } from '../../program/edits';
import { printInstruction } from '../../program/print';
import { TOKENS } from '../../program/vocabulary';
import type { InstructionPlace, TokenPlace, TokenWriter } from '../../protocol/inside';
import type { Stopped } from '../stopped';
import { createPromptParts } from './prompt-parts';

/** A token that is recorded, and where it belongs. */
export function placeOf(stopped: Stopped, position: number): TokenPlace {
  const { context, map, history } = stopped;
  const { text } = context.model.tokens[context.token(position)];
  const by = writerOf(stopped, position);
  const address =
    by === 'prompt'
      ? createPromptParts(map).instructionAt(position)
      : history.instructionOf(position);
  return {
    position,
    text,
    by,
    instruction: address < 0 ? undefined : instructionAt(stopped, address),
  };
}

/** The instruction at a machine address. */
export function instructionAt({ map }: Pick<Stopped, 'map'>, address: number): InstructionPlace {
  const place = map.lineAt(address);
  return {
    address,
    text: printInstruction(map.program, address),
    function: map.nameOf(map.functionAt(address)),
    file: place?.file,
    line: place?.line,
  };
}

/** Most `jump` tokens of one jump. */
const JUMPS = 3;

export function writerOf(
  { context, map }: Pick<Stopped, 'context' | 'map'>,
  position: number,
): TokenWriter {
  if (position < map.prompt.tokens.length) return 'prompt';
  const token = context.token(position);
  const { family } = TOKENS[token];
  if (family === 'in' || family === 'eof') return 'input';
  if (isPersons(token)) return 'person';
  // A person jumps with the tokens that the machine jumps with.
  for (let at = position; family === 'jump' && position - at < JUMPS; at--) {
    const before = context.token(at - 1);
    if (isPersons(before)) return 'person';
    if (TOKENS[before].family !== 'jump') return 'model';
  }
  return 'model';
}
