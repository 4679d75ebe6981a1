/** How often something was reached up to any position, and which of these times a person means. */
import type { HitRule } from '../debugger/transformer';

export interface Hits {
  /** Where it was reached, in ascending order. */
  readonly positions: number[];
  /** All before this position has been looked at. */
  counted: number;
}

/** Forgets what was counted from a position on. */
export function cutHits(hits: Hits, position: number): void {
  while ((hits.positions.at(-1) ?? -1) >= position) hits.positions.pop();
  hits.counted = Math.min(hits.counted, position);
}

/** Whether the time with this number, counted from 1, is meant. */
export function complies({ comparison, count }: HitRule, time: number): boolean {
  switch (comparison) {
    case '==':
      return time === count;
    case '!=':
      return time !== count;
    case '<':
      return time < count;
    case '<=':
      return time <= count;
    case '>':
      return time > count;
    case '>=':
      return time >= count;
    case '%':
      return time % count === 0;
  }
}
