/** At how many tokens each head matters. */
import type { HeadUse } from '../../protocol/heads-requests';
import type { Context } from '../transformer';
import { knownRelevance } from './known-relevance';
import { DECISION, LATER } from './relevance';

/** Milliseconds that are spent on tokens that are not known yet. */
const PATIENCE = 150;

/** Goes back from the token at `until`; `begin` is the first whose decision the program goes by. */
export function headUse(context: Context, begin: number, until: number, last: number): HeadUse {
  const { model } = context;
  const known = knownRelevance(context);
  const end = Math.max(begin, until - last + 1);
  const deadline = performance.now() + PATIENCE;
  const count = () => model.layers.map(({ heads }) => heads.map(() => 0));
  const [now, later] = [count(), count()];
  let from = until + 1;
  while (from > end) {
    if (!known.has(from - 1) && performance.now() > deadline) break;
    known.at(--from).forEach((heads, l) => {
      heads.forEach((bits, h) => {
        if (bits & DECISION) now[l][h]++;
        if (bits & LATER) later[l][h]++;
      });
    });
  }
  return { from, to: Math.max(until + 1, from), complete: from <= end, now, later };
}
