/** Accesses that are counted, by what is watched. What is known of them outlives a past that is cut. */
import type { Watch } from '../debugger/transformer';
import { countBelow } from './ascending';
import { complies, cutHits, type Hits } from './hits';

/** A watch that means only some of its accesses. */
export type CountedWatch = Watch & Required<Pick<Watch, 'hits'>>;

/** Positions of all accesses by the tokens [from, to), in ascending order. */
export type FindAccesses = (from: number, to: number) => readonly number[];

export class AccessHits {
  private readonly known = new Map<string, Hits>();

  /** Forgets those that are no longer watched. */
  keep(list: readonly Watch[]): void {
    const kept = new Set(list.map(keyOf));
    for (const key of this.known.keys()) if (!kept.has(key)) this.known.delete(key);
  }

  /** To be called when tokens from a position on were dropped. */
  cut(position: number): void {
    for (const hits of this.known.values()) cutHits(hits, position);
  }

  /** The first access by a token of [from, to) that is meant; Infinity if there is none. */
  first(watch: CountedWatch, from: number, to: number, find: FindAccesses): number {
    const positions = this.upTo(watch, to, find);
    const end = countBelow(positions, positions.length, to);
    for (let i = countBelow(positions, end, from); i < end; i++)
      if (complies(watch.hits.rule, i + 1)) return positions[i];
    return Number.POSITIVE_INFINITY;
  }

  /** The last one; -1 if there is none. */
  last(watch: CountedWatch, from: number, to: number, find: FindAccesses): number {
    const positions = this.upTo(watch, to, find);
    const begin = countBelow(positions, positions.length, from);
    for (let i = countBelow(positions, positions.length, to) - 1; i >= begin; i--)
      if (complies(watch.hits.rule, i + 1)) return positions[i];
    return -1;
  }

  private upTo(watch: CountedWatch, to: number, find: FindAccesses): readonly number[] {
    const key = keyOf(watch);
    const hits = this.known.get(key) ?? { positions: [], counted: watch.hits.since };
    this.known.set(key, hits);
    if (hits.counted < to) {
      for (const position of find(hits.counted, to)) hits.positions.push(position);
      hits.counted = to;
    }
    return hits.positions;
  }
}

function keyOf({ store, address, length, access, hits }: Watch): string {
  return [store, address, length, access, hits?.since].join(' ');
}
