/** At how many tokens each head matters. */
import type { HeadUse } from '../../protocol/heads-requests';
import type { Context } from '../transformer';
import { DECISION, LATER, type Relevance, relevanceAt } from './relevance';

/** Milliseconds that are spent on tokens that are not known yet. */
const PATIENCE = 150;
/** Tokens that are remembered. */
const MOST = 20_000;

interface Known {
  version: number;
  readonly tokens: Map<number, Relevance>;
}

const knownOf = new WeakMap<object, Known>();

/** Goes back from the token at `until`; `begin` is the first whose decision the program goes by. */
export function headUse(context: Context, begin: number, until: number, last: number): HeadUse {
  const { model } = context;
  const known = rememberedOf(context);
  const end = Math.max(begin, until - last + 1);
  const deadline = performance.now() + PATIENCE;
  const count = () => model.layers.map(({ heads }) => heads.map(() => 0));
  const [now, later] = [count(), count()];
  let from = until + 1;
  while (from > end) {
    let relevance = known.get(from - 1);
    if (!relevance && performance.now() > deadline) break;
    relevance ??= relevanceAt(context, from - 1);
    known.set(--from, relevance);
    relevance.forEach((heads, l) => {
      heads.forEach((bits, h) => {
        if (bits & DECISION) now[l][h]++;
        if (bits & LATER) later[l][h]++;
      });
    });
  }
  return { from, to: Math.max(until + 1, from), complete: from <= end, now, later };
}

/** What is known of tokens, as long as they are recorded. */
function rememberedOf({ keys, version }: Context): Map<number, Relevance> {
  let known = knownOf.get(keys);
  if (!known || known.version !== version || known.tokens.size > MOST) {
    known = { version, tokens: new Map() };
    knownOf.set(keys, known);
  }
  return known.tokens;
}
