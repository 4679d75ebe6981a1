/**
 * Walking through the past by its operations. Where a tap is a running total over the tokens, its value at every
 * one of them follows from the tokens alone, so that a walk over millions needs no forward pass.
 */
import type { Layout, StoreLayout } from './layout';
import { PAGE } from './layout';
import type { Past } from './past';
import type { Dimension } from './plan';

/** Called before the operation whose token is at `position`; returns whether the walk ends there. */
export type Visit = (position: number, first: number, second: number) => boolean;

/** Tokens that are looked through first on the way back, and how much further each next look reaches. */
const REACH = 2 ** 12;
const FURTHER = 4;
const FURTHEST = 2 ** 20;

interface Counter {
  readonly layout: StoreLayout;
  readonly dimension: number;
  /** What each token adds. */
  readonly steps: Float64Array;
}

export class Walk {
  private readonly counters: readonly [Counter, Counter];

  /** `taps`: names of the two that are told. Throws if one of them is not a running total of the model. */
  constructor(
    private readonly past: Past,
    private readonly layout: Layout,
    /** By token: 1 where it begins an operation. */
    private readonly operations: Uint8Array,
    taps: readonly [string, string],
  ) {
    this.counters = [this.counter(taps[0]), this.counter(taps[1])];
  }

  private counter(tap: string): Counter {
    for (const layout of this.layout.stores) {
      if (layout.store.kind !== 'totals') continue;
      const dimension = layout.store.dimensions.findIndex(({ name }) => name === tap);
      const kept: Dimension | undefined = layout.store.dimensions[dimension];
      if (kept?.source === 'token') return { layout, dimension, steps: kept.values };
    }
    throw new Error(`in this model "${tap}" is no running total, so its past cannot be walked`);
  }

  /** The values of the two taps behind the first `length` tokens. */
  at(length: number): [number, number] {
    const [first, second] = this.counters;
    const total = ({ layout, dimension }: Counter) =>
      length === 0 ? 0 : this.past.total(layout, dimension, length - 1);
    return [total(first), total(second)];
  }

  /**
   * Visits, in ascending order, each operation whose token is at one of the positions [from, to). Returns the
   * position at which a visit ended it, or else -1.
   */
  forward(from: number, to: number, visit: Visit): number {
    const { operations, counters } = this;
    const [firstSteps, secondSteps] = [counters[0].steps, counters[1].steps];
    let [first, second] = this.at(from);
    for (let begin = from; begin < to; ) {
      const tokens = this.past.tokensOfPage(begin, to);
      for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i];
        if (operations[token] === 1 && visit(begin + i, first, second)) return begin + i;
        first += firstSteps[token];
        second += secondSteps[token];
      }
      begin += tokens.length;
    }
    return -1;
  }

  /**
   * What the operations of [from, to) have, all at once: sets the bits of the values that the first tap takes in
   * `values`, and returns the least of the second; Infinity where there is no operation.
   */
  digest(from: number, to: number, values: Uint32Array): number {
    const { operations, counters } = this;
    const [firstSteps, secondSteps] = [counters[0].steps, counters[1].steps];
    let [first, second] = this.at(from);
    let least = Number.POSITIVE_INFINITY;
    for (let begin = from; begin < to; ) {
      const tokens = this.past.tokensOfPage(begin, to);
      for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i];
        if (operations[token] === 1) {
          values[first >> 5] |= 1 << (first & 31);
          if (second < least) least = second;
        }
        first += firstSteps[token];
        second += secondSteps[token];
      }
      begin += tokens.length;
    }
    return least;
  }

  /** The last operation of the positions [from, to) for which something holds, looked for from the end; -1 if none. */
  backward(from: number, to: number, holds: Visit): number {
    let reach = REACH;
    for (let end = to; end > from; reach = Math.min(reach * FURTHER, FURTHEST)) {
      const begin = Math.max(from, end - reach);
      let found = -1;
      this.forward(begin, end, (position, first, second) => {
        if (holds(position, first, second)) found = position;
        return false;
      });
      if (found >= 0) return found;
      end = begin;
    }
    return -1;
  }

  /** The position of the last operation whose token is at one of the positions [from, to); -1 if there is none. */
  last(from: number, to: number): number {
    for (let end = to; end > from; ) {
      const begin = Math.max(from, (end - 1) & ~(PAGE - 1));
      const tokens = this.past.tokensOfPage(begin, end);
      for (let i = tokens.length - 1; i >= 0; i--)
        if (this.operations[tokens[i]] === 1) return begin + i;
      end = begin;
    }
    return -1;
  }
}
