/** The tokens that the transformer must write for what the interpreter executes. */
import { byteLength } from './arithmetic';
import type { Step } from './interpret';
import { OPERATIONS, type OutputStream, operationIndex } from './operations';
import type { Program } from './program';
import type { Prompt } from './prompt';
import { tokenId, VARIANTS, variantFor } from './vocabulary';

/**
 * The steps of a jump by `delta` positions, most significant first: the largest number of the coarsest unit
 * needed (256^lane, from -256 to 255 of it) that is not beyond `delta`, then the rest in 0 to 255 of each
 * finer unit.
 */
export function jumpDigits(delta: number): { readonly value: number; readonly lane: number }[] {
  const fits = (lane: number) => delta >= -256 * 256 ** lane && delta < 256 * 256 ** lane;
  const top = [0, 1, 2].find(fits);
  if (top === undefined) throw new RangeError(`a jump by ${delta} exceeds the machine's reach`);
  let rest = delta;
  return Array.from({ length: top + 1 }, (_, i) => {
    const lane = top - i;
    const value = Math.floor(rest / 256 ** lane);
    rest -= value * 256 ** lane;
    return { value, lane };
  });
}

/**
 * Returns a function that appends the tokens of a step to `tokens`: the `op`, then the scratch digits, the
 * digits of its result, the steps of the jump, the byte put out or got, or the trap.
 */
export function tokenWriter(
  program: Program,
  prompt: Prompt,
): (step: Step, tokens: number[]) => void {
  const op = program.instructions.map(({ op, a }) => {
    const operation = operationIndex(op);
    const variant = variantFor(operation, OPERATIONS[operation].immediate === 'table' ? 0 : a);
    return { name: op, token: tokenId('op', variant), length: VARIANTS[variant].length };
  });
  const digits = (family: 'digit' | 'scratch', value: number, length: number, tokens: number[]) => {
    for (let lane = length - 1; lane >= 0; lane--)
      tokens.push(tokenId(family, Math.floor(value / 256 ** lane) % 256, lane));
  };

  return (step, tokens) => {
    const { name, token, length } = op[step.address];
    tokens.push(token);
    if (step.trap) {
      // An instruction that is itself a trap is all there is to write.
      if (!name.startsWith('trap: ')) tokens.push(trapToken(step.trap));
      return;
    }
    if (step.scratch >= 0) digits('scratch', step.scratch, byteLength(step.scratch), tokens);
    if (name.startsWith('output.')) {
      tokens.push(tokenId(name.slice('output.'.length) as OutputStream, step.byte));
    } else if (name.startsWith('input.') && step.byte >= 0) {
      tokens.push(tokenId('in', step.byte));
    } else {
      if (name.startsWith('input.')) tokens.push(tokenId('eof'));
      digits('digit', step.value, step.length, tokens);
    }
    if (step.target >= 0) {
      const next = prompt.positions[step.address] + 1 + length;
      for (const { value, lane } of jumpDigits(prompt.positions[step.target] - next))
        tokens.push(tokenId('jump', value, lane));
    }
  };
}

function trapToken(trap: string): number {
  return tokenId('op', variantFor(operationIndex(`trap: ${trap}`), 0));
}
