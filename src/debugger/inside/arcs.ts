/** Which tokens attended to which. */
import { ARCS_MOST, type Arc } from '../../protocol/trace-requests';
import type { Context } from '../transformer';
import { DECISION, relevanceAt } from './relevance';

type HeadPlace = readonly [layer: number, head: number];

/**
 * Of each token of [first, last]: the tokens that its heads attended to, apart from itself; of the heads that mattered
 * there, or of `heads`.
 */
export function arcsOf(
  context: Context,
  first: number,
  last: number,
  heads?: readonly HeadPlace[],
): Arc[] {
  const begin = Math.max(0, first);
  const end = Math.min(context.recorded, last + 1, begin + ARCS_MOST);
  return Array.from({ length: Math.max(0, end - begin) }, (_, i) =>
    arcsFrom(context, begin + i, heads),
  ).flat();
}

function arcsFrom(context: Context, from: number, heads: readonly HeadPlace[] | undefined): Arc[] {
  const { layers } = context.model;
  const relevance = relevanceAt(context, from);
  const wanted = layers
    .flatMap((layer, l) => layer.heads.map((_, h): HeadPlace => [l, h]))
    .filter(([l, h]) =>
      heads ? heads.some(([layer, head]) => l === layer && h === head) : relevance[l][h] !== 0,
    );
  const moment = context.at(from);
  const byWinner = new Map<number, HeadPlace[]>();
  for (const place of wanted) {
    const { winner } = moment.attend(...place);
    if (winner !== from) byWinner.set(winner, [...(byWinner.get(winner) ?? []), place]);
  }
  return [...byWinner].map(([to, by]) => ({
    from,
    to,
    heads: by,
    now: by.some(([l, h]) => (relevance[l][h] & DECISION) !== 0),
  }));
}
