/** The key store and its hulls against a scan over all keys, for keys and queries of every kind. */
import assert from 'node:assert/strict';
import { Hull } from '../../src/executor/convexHull';
import { type Directions, KeyStore, Selection } from '../../src/executor/keyStore';
import { createRandom, type Random } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 5);
const ROUNDS = 60;
const KEYS = 70;

type Point = readonly [x: number, y: number];

/** An integer from -size to size. */
const around = (random: Random, size: number) => random.below(2 * size + 1) - size;

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

const times = <T>(item: (i: number) => T): T[] => Array.from({ length: KEYS }, (_, i) => item(i));
const parabola = (k: number): Point => [2 * k, -k * k];

const KEY_KINDS: Record<string, (random: Random) => Point[]> = {
  'in general position': (r) => times(() => [around(r, 1e6), around(r, 1e6)]),
  'on a small grid, with duplicates': (r) => times(() => [around(r, 4), around(r, 4)]),
  'on a parabola': () => times(parabola),
  'on a parabola, each several times': (r) => times(() => parabola(r.below(12))),
  'on a parabola as far as positions reach': (r) => times(() => parabola(r.below(2 ** 26))),
  'on one line': (r) => {
    const [slope, offset] = [around(r, 5), around(r, 9)];
    return times((i) => [i, slope * i + offset]);
  },
  'on a roof of two lines': () => times((i) => [i, Math.min(3 * i, 2 * KEYS - i)]),
  'above one another': (r) => times(() => [r.below(3), around(r, 20)]),
  'all at one place': () => times(() => [3, -2]),
  'at zero': () => times(() => [0, 0]),
};

const ORDERS: Record<string, (keys: Point[], random: Random) => Point[]> = {
  ascending: (keys) => keys.sort(([a, b], [c, d]) => a - c || b - d),
  descending: (keys) => keys.sort(([a, b], [c, d]) => c - a || d - b),
  random: shuffled,
};

/** Queries of a kind: random ones, and for pairs of keys the one for which both score the same. */
function queries(directions: Directions, keys: readonly Point[], random: Random): Point[] {
  if (directions === 'none') return [[0, 0]];
  const flat: Point[] = [-7, -1, 1, 3].map((q) => [q, 0]);
  if (directions === 'flat') return [[0, 0], ...flat];
  const upward = Array.from({ length: 6 }, (): Point => [around(random, 9), 1 + random.below(4)]);
  for (let i = 0; i < 6; i++) {
    const [[a, b], [c, d]] = [random.pick(keys), random.pick(keys)];
    if (a !== c) upward.push([c > a ? b - d : d - b, Math.abs(c - a)]);
  }
  if (directions === 'upward') return upward;
  return [[0, 0], ...flat, ...upward, ...upward.map(([x, y]): Point => [x, -y])];
}

/** What a head must return, by looking at every key; values are those of `valuesAt`. */
function scan(keys: readonly Point[], [qx, qy]: Point) {
  const scores = keys.map(([x, y]) => qx * x + qy * y);
  const score = scores.reduce((a, b) => Math.max(a, b));
  const tied = [...keys.keys()].filter((i) => scores[i] === score);
  const winner = tied[tied.length - 1];
  const mean = (d: number) => tied.reduce((sum, i) => sum + valuesAt(i)[d], 0) / tied.length;
  return {
    score,
    winner,
    key: keys[winner],
    latest: valuesAt(winner),
    average: [mean(0), mean(1)],
  };
}

const valuesAt = (position: number): [number, number] => [position * position, 5 - position];

function selected(store: KeyStore, [qx, qy]: Point, selection: Selection, averages: boolean) {
  store.select(qx, qy, selection);
  return {
    // Adding zero makes a negative zero positive.
    score: selection.score + 0,
    winner: selection.winner,
    key: [selection.keyX, selection.keyY],
    latest: [selection.latest(0), selection.latest(1)],
    average: averages ? [selection.average(0), selection.average(1)] : undefined,
  };
}

function check(keys: readonly Point[], directions: Directions, averages: boolean, random: Random) {
  const store = new KeyStore(directions, 2, averages);
  // One selection for all queries, since it remembers where the last search ended.
  const selection = new Selection();
  keys.forEach(([x, y], position) => {
    store.insert(x, y, position, Float64Array.from(valuesAt(position)));
    const sofar = keys.slice(0, position + 1);
    for (const query of queries(directions, sofar, random)) {
      const expected = scan(sofar, query);
      assert.deepEqual(
        selected(store, query, selection, averages),
        {
          ...expected,
          score: expected.score + 0,
          average: averages ? expected.average : undefined,
        },
        `query ${query} on ${sofar.map((key) => `(${key})`).join(' ')}`,
      );
    }
  });
}

describe(`the key store gives what a scan gives, seed ${SEED}`, () => {
  const random = createRandom(SEED);
  for (const [kind, make] of Object.entries(KEY_KINDS))
    for (const [order, arrange] of Object.entries(ORDERS))
      it(`keys ${kind}, ${order}`, () => {
        for (let round = 0; round < ROUNDS / 20; round++) {
          const keys = arrange(make(random), random);
          for (const directions of ['none', 'flat', 'upward', 'any'] as const)
            for (const averages of [false, true]) check(keys, directions, averages, random);
        }
      });

  it('remembers keys below others for queries that do not point up', () => {
    const store = new KeyStore('any', 2, true);
    const selection = new Selection();
    // The second lies straight below the first, the third inside of both hulls.
    const keys: Point[] = [
      [4, 9],
      [4, 5],
      [4, 1],
      [-1, 0],
    ];
    keys.forEach(([x, y], i) => {
      store.insert(x, y, i, Float64Array.from(valuesAt(i)));
    });
    store.select(1, 0, selection);
    assert.equal(selection.winner, 2);
    assert.equal(selection.average(1), (5 + 4 + 3) / 3);
    store.select(0, 1, selection);
    assert.equal(selection.winner, 0);
    store.select(0, -1, selection);
    assert.equal(selection.winner, 3);
  });

  it('refuses a query that its heads cannot ask', () => {
    const store = new KeyStore('upward', 1, false);
    store.insert(1, 1, 0, Float64Array.of(1));
    assert.throws(() => store.select(0, -1, new Selection()), /the weights rule out/);
  });

  it('names a runner-up that scores less than the winner and no other key of the hull more', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const keys = shuffled(times(parabola), random);
      const store = new KeyStore('upward', 1, false);
      keys.forEach(([x, y], i) => {
        store.insert(x, y, i, Float64Array.of(i));
      });
      const query: Point = [random.below(KEYS), 1];
      const scores = keys.map(([x, y]) => query[0] * x + query[1] * y);
      const [, second] = [...new Set(scores)].sort((a, b) => b - a);
      const runnerUp = store.runnerUp(...query);
      assert.equal(runnerUp?.score, second);
      assert.equal(scores[runnerUp?.position as number], second);
    }
  });
});

describe(`the hull, seed ${SEED}`, () => {
  const random = createRandom(SEED);

  it('holds exactly the points that are not below another segment', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const keys = KEY_KINDS['on a small grid, with duplicates'](random);
      const hull = new Hull();
      for (const [x, y] of keys) hull.insert(x, y);
      const nodes: Point[] = [];
      const rightmost = hull.best(1e9, 1);
      for (let node = rightmost; node >= 0; node = hull.before(node))
        nodes.unshift([hull.pointX(node), hull.pointY(node)]);
      assert.deepEqual(nodes, upperHull(keys));
      for (let node = rightmost, i = nodes.length - 1; i > 0; i--, node = hull.before(node))
        assert.equal(hull.after(hull.before(node)), node);
    }
  });

  it('begins its search anywhere', () => {
    const hull = new Hull();
    for (const [x, y] of times(parabola)) hull.insert(x, y);
    for (let q = -2; q < KEYS + 2; q++)
      for (let near = 0; near < KEYS + 3; near++)
        assert.equal(hull.best(q, 1, near), Math.min(Math.max(q, 0), KEYS - 1));
  });
});

/** The upper hull by definition: no point strictly below a segment between two others, nor below another. */
function upperHull(points: readonly Point[]): Point[] {
  const top = new Map<number, number>();
  for (const [x, y] of points) top.set(x, Math.max(y, top.get(x) ?? Number.NEGATIVE_INFINITY));
  const candidates = [...top].sort(([a], [b]) => a - b);
  return candidates.filter(
    ([x, y], i) =>
      !candidates.some(([a, b], j) =>
        candidates.some(([c, d], k) => j < i && i < k && (y - b) * (c - x) < (d - y) * (x - a)),
      ),
  );
}
