/**
 * Gives each variable a slot of the residual stream. Lives are intervals of stages, so first-fit in order of
 * birth needs exactly as many slots as are in use at once.
 */
import type { Variable } from '../graph/expression';
import { erasedAt, type Life, type Schedule } from './schedule';

export interface Slots {
  readonly slot: ReadonlyMap<Variable, number>;
  readonly count: number;
  /** Slots to clear at the end of a feed-forward stage, and the variables that they held. */
  readonly erased: ReadonlyMap<number, readonly Variable[]>;
}

/** Assigns the slots. Variables that extend one another share one. */
export function assignSlots({ lives, layers }: Schedule): Slots {
  const chains = chainsOf([...lives.keys()]);
  const intervals = chains.map((chain) => {
    const ends = chain.map((v) => (lives.get(v) as Life).lastRead);
    return { chain, birth: (lives.get(chain[0]) as Life).birth, end: erasedAt(Math.max(...ends)) };
  });
  intervals.sort((a, b) => a.birth - b.birth);
  const slot = new Map<Variable, number>();
  const erased = new Map<number, Variable[]>();
  const freeFrom: number[] = [];
  for (const { chain, birth, end } of intervals) {
    let free = freeFrom.findIndex((stage) => stage < birth);
    if (free < 0) free = freeFrom.length;
    freeFrom[free] = end;
    for (const v of chain) slot.set(v, free);
    if (end <= 2 * layers) {
      const list = erased.get(end) ?? [];
      list.push(chain[chain.length - 1]);
      erased.set(end, list);
    }
  }
  return { slot, count: freeFrom.length, erased };
}

function chainsOf(variables: readonly Variable[]): Variable[][] {
  const extension = new Map<Variable, Variable>();
  for (const v of variables) {
    if (!v.extends) continue;
    if (extension.has(v.extends)) throw new Error(`${v.extends.name} is extended twice`);
    extension.set(v.extends, v);
  }
  return variables
    .filter((v) => !v.extends)
    .map((v) => {
      const chain = [v];
      for (let next = extension.get(v); next; next = extension.get(next)) chain.push(next);
      return chain;
    });
}
