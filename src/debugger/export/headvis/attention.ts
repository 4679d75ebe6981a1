/** How much a head attends to which tokens. */
import type { Attention } from '../../../executor/executor';
import type { Context } from '../../transformer';

/** Keys of a token that are told; where more of them tie, the latest. */
const MOST = 8;

/** What a head does at a token. */
export interface HeadRow extends Attention {
  readonly position: number;
  /** Bits of `relevance`. */
  readonly matters: number;
}

/** The weights of a token: `count` keys have the same one, of which these are told. */
export interface Weights {
  readonly count: number;
  readonly weight: number;
  readonly keys: readonly number[];
  /** Whether the keys are all tokens up to this one. */
  readonly all: boolean;
}

export function weightsOf(
  { model, keys }: Pick<Context, 'model' | 'keys'>,
  [layer, head]: readonly [number, number],
  { position, winner }: Pick<HeadRow, 'position' | 'winner'>,
): Weights {
  if (model.layers[layer].heads[head].tie === 'latest')
    return { count: 1, weight: 1, keys: [winner], all: false };
  if (keys.kind(layer, head) === 'mean') {
    const count = position + 1;
    const told = Array.from({ length: Math.min(MOST, count) }, (_, i) => position - i);
    return { count, weight: 1 / count, keys: told, all: true };
  }
  const { tokens, latest } = keys.sameKey(layer, head, winner, position);
  const count = tokens ?? latest.length;
  return { count, weight: 1 / count, keys: latest.slice(0, MOST), all: false };
}
