/** The hull view's data against the dense pass: who wins, who comes next, and by how much every key loses. */
import assert from 'node:assert/strict';
import { hullAt, hullKeyAt, hullKinds } from '../../../src/debugger/inside/hull';
import type { Attention } from '../../../src/executor/executor';
import type { Hull } from '../../../src/protocol/hull-requests';
import { type SmallRun, smallRun } from './small-run';

describe('the keys of a head at a token', () => {
  let run: SmallRun;
  before(async () => {
    run = await smallRun();
  });

  const keyAt = (layer: number, head: number, position: number): [number, number] => {
    const { key } = run.model.layers[layer].heads[head];
    const x = run.dense(position).residual(layer);
    const row = (d: number) => x.reduce((sum, v, i) => sum + key[d * x.length + i] * v, 0);
    return [row(0), row(1)];
  };
  const heads = () =>
    run.model.layers.flatMap(({ heads }, layer) => heads.map((_, head) => [layer, head] as const));
  const some = () => [
    0,
    5,
    ...Array.from({ length: 6 }, (_, i) => run.begin + 9 * i),
    run.tokens.length - 1,
  ];
  const scoreOf = ([qx, qy]: readonly [number, number], [x, y]: readonly [number, number]) =>
    qx * x + qy * y;

  function assertDecision(hull: Hull, seen: Attention, all: readonly [number, number][]): void {
    assert.equal(hull.winner.place.position, seen.winner);
    assert.deepEqual(
      [...hull.query, ...hull.value].map((x) => x + 0),
      [...seen.query, ...seen.value].map((x) => x + 0),
    );
    assert.equal(hull.winner.score + 0, seen.score + 0);
    assert.equal(hull.winner.below + 0, 0);
    const second = seen.runnerUp;
    if (hull.runnerUp && hull.sample === undefined) {
      assert.equal(hull.runnerUp.score + 0, (second?.score ?? assert.fail()) + 0);
      assert.equal(hull.runnerUp.below, hull.winner.score - hull.runnerUp.score);
    } else if (second && hull.sample === undefined) {
      // It lies where no query chooses it.
      const [x, y] = all[second.position];
      assert.ok(hull.kind === 'addresses' && y < -((x / 2) ** 2));
    }
  }

  function assertPoints(hull: Hull, all: readonly [number, number][]): void {
    const { points, query, winner, runnerUp, kind } = hull;
    points.position.forEach((position, i) => {
      const key = all[position];
      assert.equal(points.below[i] + 0, winner.score - scoreOf(query, key) + 0);
      if (points.key) assert.equal(points.key[i][0] + 0, key[0] + 0);
      else
        assert.deepEqual(
          [2 * points.across[i], -(points.across[i] ** 2) + 0],
          [key[0], key[1] + 0],
        );
    });
    const [from, to] = hull.range;
    for (const { across, place, parked } of kind === 'mean'
      ? []
      : [winner, ...(runnerUp ? [runnerUp] : [])]) {
      const isShown = points.position.includes(place.position);
      assert.ok(
        across >= from && across <= to ? isShown || parked : kind === 'flat',
        `${place.position}`,
      );
    }
  }

  it('is decided as in the dense pass, at every head', () => {
    const kinds = hullKinds(run.stopped);
    for (const position of some())
      for (const [layer, head] of heads()) {
        const hull = hullAt(run.stopped, { layer, head, position });
        const all = Array.from({ length: position + 1 }, (_, p) => keyAt(layer, head, p));
        assert.equal(hull.kind, kinds[layer][head]);
        assertDecision(hull, run.dense(position).attend(layer, head), all);
        assertPoints(hull, all);
        if (hull.distinct !== undefined)
          assert.equal(hull.distinct + (hull.dead ?? 0) + hull.parked, position + 1);
        for (const { mean, sum } of hull.averages) assert.equal(sum / (position + 1), mean);
        assert.equal(JSON.stringify(hull).includes('null'), false);
      }
  });

  it('tells of any key how it scores, and of those that lie far below that they are alone', () => {
    const position = run.tokens.length - 1;
    for (const [layer, head] of heads()) {
      const { query, score } = run.dense(position).attend(layer, head);
      for (const token of [0, run.begin, run.begin + 3, position]) {
        const told = hullKeyAt(run.stopped, { layer, head, position, token });
        assert.deepEqual(told.key, keyAt(layer, head, token));
        assert.equal(told.below + 0, score - scoreOf(query, told.key) + 0);
        assert.equal(told.place.position, token);
        assert.ok(told.latest.length >= 1);
      }
    }
  });

  it('is not told of what there is not', () => {
    const { length } = run.tokens;
    const wrong: [Parameters<typeof hullAt>[1], RegExp][] = [
      [{ layer: 99, head: 0, position: 0 }, /no layer 99: choose one from 0 to/],
      [{ layer: 0, head: -1, position: 0 }, /no head in layer 0 -1/],
      [{ layer: 0, head: 0, position: length }, /no token \d+: choose one from 0 to/],
      [{ layer: 0, head: 0, position: 5, from: 3, to: 2 }, /Nothing lies from 3 to 2/],
    ];
    for (const [ask, expected] of wrong)
      assert.throws(() => hullAt(run.stopped, ask), { message: expected });
    const later = { layer: 0, head: 0, position: 5, token: 6 };
    assert.throws(() => hullKeyAt(run.stopped, later), { message: /no token 6/ });
  });
});
