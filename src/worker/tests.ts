/** Breakpoints that stop only sometimes: their conditions, and how often their places have been reached. */
import type { Condition, Test } from '../debugger/transformer';
import type { Walk } from '../engine/walk';
import { countBelow } from './ascending';
import { complies, cutHits, type Hits } from './hits';

/** Whether a condition holds where an operation begins. Throws where it cannot be evaluated. */
export type Holds = (position: number, pc: number, depth: number) => boolean;

interface Place {
  readonly test: Test;
  readonly holds: Holds | undefined;
  /** Where the condition held. */
  readonly hits: Hits | undefined;
}

/** Most hits that are remembered by the keys of their tests. */
const REMEMBERED = 64;

export class Tests {
  private byPc = new Map<number, Place[]>();
  private readonly known = new Map<string, Hits>();

  /** `begin`: where the past begins. */
  constructor(private readonly begin: number) {}

  /** Takes other tests; what is known of those that stay is kept. `compile` may give the same function for equal ones. */
  use(tests: readonly Test[], compile: (condition: Condition) => Holds): void {
    this.byPc = new Map();
    for (const test of tests) {
      const hits = test.hits && this.hitsOf(test.key);
      for (const { pc, condition } of test.places) {
        const holds = condition === undefined ? undefined : compile(condition);
        const places = this.byPc.get(pc);
        const place = { test, holds, hits };
        if (places) places.push(place);
        else this.byPc.set(pc, [place]);
      }
    }
  }

  private hitsOf(key: string): Hits {
    const hits = this.known.get(key) ?? { positions: [], counted: this.begin };
    this.known.delete(key);
    this.known.set(key, hits);
    if (this.known.size > REMEMBERED) this.known.delete(this.known.keys().next().value as string);
    return hits;
  }

  /** Counts the hits before a position that have not been counted. To be called before a run from there. */
  catchUp(walk: Walk, position: number): void {
    const places = [...this.byPc.values()].flat();
    const behind = new Set(places.flatMap(({ hits }) => (hits ? [hits] : [])));
    for (const hits of behind) {
      if (hits.counted >= position) continue;
      walk.forward(hits.counted, position, (at, pc, depth) => {
        for (const place of this.byPc.get(pc) ?? [])
          if (place.hits === hits && (place.holds?.(at, pc, depth) ?? true))
            hits.positions.push(at);
        return false;
      });
      hits.counted = position;
    }
  }

  /**
   * Keys of the tests that are passed where an operation begins; without any there, `undefined`, which means that
   * it is a mark that always stops. To be called in ascending order beyond what was counted.
   */
  passed(position: number, pc: number, depth: number): readonly string[] | undefined {
    const places = this.byPc.get(pc);
    if (!places) return undefined;
    const passed: string[] = [];
    for (const { test, holds, hits } of places) {
      if (holds && !holds(position, pc, depth)) continue;
      if (!hits || (test.hits && complies(test.hits, count(hits, position)))) passed.push(test.key);
    }
    return passed;
  }

  /** All operations before a position have been tested. */
  reached(position: number): void {
    for (const hits of this.known.values()) hits.counted = Math.max(hits.counted, position);
  }

  /** Forgets what was counted from a position on. */
  cut(position: number): void {
    for (const hits of this.known.values()) cutHits(hits, position);
  }
}

/** The number of hits up to a position at which there is one. */
function count(hits: Hits, position: number): number {
  const { positions } = hits;
  if (position > (positions.at(-1) ?? -1)) {
    positions.push(position);
    return positions.length;
  }
  return countBelow(positions, positions.length, position + 1);
}
