/** Which part of the run a request is about. */
import type { Stopped } from '../stopped';

interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** Positions [first, last) of what is asked for, within what the run wrote; all of that without bounds. */
export function within(
  { context, map }: Pick<Stopped, 'context' | 'map'>,
  { from, to }: Range,
): readonly [first: number, last: number] {
  const [begin, end] = [map.prompt.tokens.length, context.recorded];
  const first = Math.min(end, Math.max(begin, from ?? begin));
  return [first, Math.max(first, Math.min(end, to ?? end))];
}
