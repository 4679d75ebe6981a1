/** Where the decision of a head is best seen. */
import type { HullKey, KeyKind } from '../../protocol/hull-requests';

type Range = readonly [number, number];

/** Keys on the parabola that are shown beside the winner, at least, and in distances of the runner-up. */
const BESIDE = 4;
const TIMES = 3;
/** Tokens of a flat head that are shown, and how far back it is worth while to show each by itself. */
const TOKENS = 40;
const EACH = 400;

/** What lies across from one end to the other, such that the winner, the runner-up and what is beside them is seen. */
export function decisionRange(
  kind: KeyKind,
  query: number,
  winner: HullKey,
  runnerUp: HullKey | undefined,
  whole: Range,
  nearest: Range | undefined,
): Range {
  if (kind === 'general') return whole;
  const second = runnerUp ?? winner;
  if (kind === 'flat' || kind === 'mean') {
    const back = [TOKENS, ...[winner, second].map(({ across }) => 1.1 * (whole[1] - across))];
    const reach = Math.max(...back.filter((n, i) => i < 2 || n <= EACH));
    return [Math.max(whole[0], Math.floor(whole[1] - reach)), whole[1]];
  }
  const isInside = query >= whole[0] && query <= whole[1];
  const reach = Math.max(
    BESIDE,
    TIMES * Math.abs(winner.across - second.across),
    isInside ? TIMES * Math.abs(winner.across - query) : 0,
  );
  const [low, high] = nearest ?? whole;
  const from = Math.max(low, Math.floor(winner.across - reach));
  const to = Math.min(high, Math.ceil(winner.across + reach));
  return [Math.min(from, second.across), Math.max(to, second.across)];
}
