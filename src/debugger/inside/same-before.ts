/** The last time that an instruction ran before: the token at the same place of it. */
import type { SameBefore } from '../../protocol/residual-requests';
import type { Stopped } from '../stopped';

/** Looks through the whole run, since its operations are walked through by some 100 million tokens a second. */
export function sameBefore({ context, map }: Stopped, position: number): SameBefore {
  const begin = map.prompt.tokens.length;
  if (position < begin) return {};
  const isOperation = (at: number) => context.model.tokens[context.token(at)].operation === true;
  let operation = position;
  while (operation > begin && !isOperation(operation)) operation--;
  const token = context.token(operation);
  const [pc] = context.operations.at(operation);
  let same = context.operations.backward(
    begin,
    operation,
    (at, other) => other === pc && context.token(at) === token,
  );
  if (same < 0) return {};
  // A result may have been shorter then.
  const end = same + position - operation;
  while (same < end && !isOperation(same + 1)) same++;
  return { position: same };
}
