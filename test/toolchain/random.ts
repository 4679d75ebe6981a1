/** Seeded random numbers, so that a failure can be replayed. */
export interface Random {
  /** An integer from 0 to `n - 1`. */
  below(n: number): number;
  pick<T>(items: readonly T[]): T;
  /** A 32-bit number, often one at an edge. */
  word(): number;
}

export const EDGES = [
  0, 1, 2, 7, 31, 32, 33, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0xffffff,
  0x1000000, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff,
];

/** Mulberry-style mixing of a counter; good enough to choose test cases. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const random: Random = {
    below: (n) => next() % n,
    pick: (items) => items[next() % items.length],
    word: () => (next() % 2 ? random.pick(EDGES) : next()),
  };
  return random;
}
