/** The keys that are shown of a head, as of any token, against those of the dense pass: all of them, one by one. */
import assert from 'node:assert/strict';
import { Engine } from '../../src/engine/engine';
import { Hull } from '../../src/executor/convexHull';
import { DenseExecutor } from '../../src/executor/dense';
import type { Attention } from '../../src/executor/executor';
import type { KeyPoint, KeyReader, Keys } from '../../src/executor/keys';
import type { Model } from '../../src/model/model';
import { smallRun } from '../debugger/inside/small-run';
import { randomModel } from '../executor/randomModel';
import { TOKEN_COUNT } from '../graph/randomGraph';
import { createRandom } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 1);
const MODELS = 10;
interface DenseRun {
  readonly model: Model;
  readonly keys: KeyReader;
  readonly length: number;
  /** By layer and head: the key of each token. */
  readonly dense: readonly (readonly (readonly (readonly [number, number])[])[])[];
  /** By token, layer and head. */
  readonly seen: readonly (readonly (readonly Attention[])[])[];
}

function runDense(model: Model, tokens: readonly number[], keys: KeyReader): DenseRun {
  const executor = new DenseExecutor(model);
  const dense = model.layers.map(({ heads }) => heads.map(() => [] as [number, number][]));
  const seen = tokens.map((token) => {
    executor.append(token);
    return model.layers.map(({ heads }, l) =>
      heads.map(({ key }, h) => {
        const x = executor.residual(l);
        const row = (d: number) => x.reduce((sum, v, i) => sum + key[d * x.length + i] * v, 0);
        dense[l][h].push([row(0) + 0, row(1) + 0]);
        return executor.attend(l, h);
      }),
    );
  });
  return { model, keys, length: tokens.length, dense, seen };
}

function keysOf(model: Model, tokens: readonly number[]): KeyReader {
  const engine = new Engine(model);
  engine.feed(tokens);
  return engine.reader.keys;
}

const nameOf = (key: readonly number[]) => `${key[0] + 0},${key[1] + 0}`;

const isOnParabola = ([x, y]: readonly [number, number]) => y === -((x / 2) ** 2);

/** Tokens by their key: how many, and the latest. */
function tally(
  keys: readonly (readonly [number, number])[],
  counts: typeof isOnParabola = () => true,
) {
  const found = new Map<string, { key: readonly [number, number]; tokens: number; last: number }>();
  keys.forEach((key, last) => {
    if (!counts(key)) return;
    const tokens = (found.get(nameOf(key))?.tokens ?? 0) + 1;
    found.set(nameOf(key), { key, tokens, last });
  });
  return found;
}

const EVERYWHERE = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const sum = (points: readonly KeyPoint[]) => points.reduce((total, { keys }) => total + keys, 0);

/** The upper hull of points, from left to right. */
function hullOf(keys: readonly (readonly [number, number])[]): string[] {
  const hull = new Hull();
  const nodes = keys.map(([x, y]) => hull.insert(x, y).node).filter((node) => node >= 0);
  const onHull: string[] = [];
  let node = nodes[nodes.length - 1];
  while (hull.before(node) >= 0) node = hull.before(node);
  for (; node >= 0; node = hull.after(node))
    onHull.push(nameOf([hull.pointX(node), hull.pointY(node)]));
  return onHull;
}

function assertPoints(points: readonly KeyPoint[], known: ReturnType<typeof tally>): void {
  for (const { x, y, tokens, position } of points) {
    const found = known.get(nameOf([x, y])) ?? assert.fail(`no token has the key ${x}, ${y}`);
    assert.deepEqual({ tokens, position }, { tokens: found.tokens, position: found.last });
  }
}

/** All, a part, and thinned: of each part the best key is told. */
function assertParabola(told: (asked: object) => Keys, dense: DenseRun['dense'][0][0], q: number) {
  const live = dense.filter(isOnParabola);
  const known = tally(dense, isOnParabola);
  const all = told({ ...EVERYWHERE, most: 1e6 });
  assert.equal(all.points.length, known.size);
  assert.equal(all.distinct, known.size);
  assert.equal(all.live, live.length);
  assertPoints(all.points, known);
  if (live.length === 0) return;
  assert.deepEqual(
    all.points.map(({ x, y }) => nameOf([x, y])),
    hullOf(live),
  );
  const [low, high] = all.whole ?? assert.fail('no key');
  for (const most of [1, 3, 10])
    for (const [from, to] of [
      [low, high],
      [low + 3, high - 4],
    ]) {
      const { points } = told({ from, to, most });
      const within = all.points.filter(({ across }) => across >= from && across <= to);
      assert.equal(sum(points), within.length);
      points.forEach(({ across, keys }, i) => {
        const at = within.findIndex((point) => point.across === across);
        assert.ok(at >= 0, `there is no key ${across}`);
        // It stands for itself and for those on the far side of it, up to the next point.
        const others = across <= q ? within.slice(0, at + 1) : within.slice(at);
        assert.ok(keys <= others.length, `point ${i}`);
      });
    }
}

function assertHead({ keys, dense, seen, model }: DenseRun, l: number, h: number, asOf: number) {
  const own = dense[l][h].slice(0, asOf + 1);
  const { query, winner, value } = seen[asOf][l][h];
  const told = (asked: object) =>
    keys.keys(l, h, { asOf, near: query[0], ...asked } as Parameters<KeyReader['keys']>[2]);
  assert.deepEqual(
    keys.keyOf(l, h, winner).map((x) => x + 0),
    own[winner],
  );
  const kind = keys.kind(l, h);
  // Of a flat head the first coordinate decides alone.
  const names = own.map((key) => (kind === 'flat' ? `${key[0]}` : nameOf(key)));
  const same = names.flatMap((name, p) => (name === names[winner] ? [p] : [])).reverse();
  const { tokens, latest } = keys.sameKey(l, h, winner, asOf);
  if (tokens !== undefined) assert.equal(tokens, same.length);
  if (kind === 'addresses') assert.deepEqual(latest, same.slice(0, 8));
  const all = told({ ...EVERYWHERE, most: 1e6 });
  switch (kind) {
    case 'positions':
    case 'addresses':
      assertParabola(told, own, query[0]);
      break;
    case 'flat':
      for (const { x, y, tokens, position } of all.sample === undefined ? all.groups : []) {
        const alike = own.flatMap((key, p) => (key[0] === x + 0 ? [p] : []));
        assert.deepEqual({ tokens, position }, { tokens: alike.length, position: alike.at(-1) });
        assert.equal(y + 0, own[position][1]);
      }
      if (all.sample === undefined) {
        assert.equal(sum(all.points), asOf + 1);
        for (const most of [1, 7]) {
          const { points, sample } = told({ from: 3, to: asOf - 2, most });
          if (sample === undefined) assert.equal(sum(points), Math.max(0, asOf - 4));
        }
      }
      for (const { x, y, position } of all.points)
        if (all.sample !== undefined) assert.deepEqual([x + 0, y + 0], own[position]);
      break;
    case 'mean':
      model.layers[l].heads[h].values.forEach((_, d) => {
        const averaged = keys.averaged(l, h, d, asOf);
        assert.equal(
          averaged.reduce((n, one) => n + one.tokens, 0),
          asOf + 1,
        );
        assert.equal(
          averaged.reduce((n, one) => n + one.tokens * one.value, 0) / (asOf + 1) + 0,
          value[d] + 0,
        );
      });
      break;
    case 'general':
      if (all.sample === undefined) assertPoints(all.points, tally(own));
  }
}

function assertKeys(run: DenseRun, positions: readonly number[]): Set<string> {
  const kinds = new Set<string>();
  for (const asOf of positions)
    for (const [l, { heads }] of run.model.layers.entries())
      for (const [h, { name }] of heads.entries()) {
        kinds.add(run.keys.kind(l, h));
        try {
          assertHead(run, l, h, asOf);
        } catch (error) {
          throw new Error(`L${l}H${h} "${name}" (${run.keys.kind(l, h)}) at token ${asOf}`, {
            cause: error,
          });
        }
      }
  return kinds;
}

/** Of an engine that had read other tokens, and went back. */
function keysAfterGoingBack(model: Model, tokens: readonly number[]): KeyReader {
  const engine = new Engine(model);
  const common = tokens.length >> 1;
  engine.feed([...tokens.slice(0, common), ...tokens.slice(0, 30)]);
  // What is counted of these must not be told of those.
  const { keys } = engine.reader;
  for (const [l, { heads }] of model.layers.entries())
    for (const h of heads.keys())
      keys.keys(l, h, { ...EVERYWHERE, asOf: common + 20, most: 9, near: 0 });
  engine.truncate(common);
  engine.feed(tokens.slice(common));
  return engine.reader.keys;
}

describe('keys as of any token', () => {
  it('of the machine are those of the dense pass, and the hull is theirs', async () => {
    const { model, tokens, stopped } = await smallRun();
    const run = runDense(model, tokens, stopped.context.keys);
    const { length } = tokens;
    const kinds = assertKeys(run, [0, length >> 2, length >> 1, length - 7, length - 1]);
    assert.deepEqual([...kinds].sort(), ['addresses', 'flat', 'mean', 'positions']);
  });

  it(`of ${MODELS} random models from seed ${SEED} are those of the dense pass`, () => {
    const kinds = new Set<string>();
    for (let seed = SEED; seed < SEED + MODELS; seed++) {
      const random = createRandom(seed);
      const { model } = randomModel(random, seed % 2 ? 'small integers' : 'any');
      const tokens = Array.from({ length: 40 }, () => random.below(TOKEN_COUNT));
      for (const kind of assertKeys(runDense(model, tokens, keysOf(model, tokens)), [0, 20, 39]))
        kinds.add(kind);
      assertKeys(runDense(model, tokens, keysAfterGoingBack(model, tokens)), [39]);
    }
    assert.ok(kinds.has('general') && kinds.has('addresses'), [...kinds].join());
  });
});
