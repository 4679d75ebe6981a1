/** What a walk tells of many operations at once, against visiting each. */
import assert from 'node:assert/strict';
import { Walk } from '../../src/engine/walk';
import { smallRun } from '../debugger/inside/small-run';
import { createRandom } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 1);
const PARTS = 50;

describe('a walk', () => {
  it(`tells of all operations of a part what they have, from seed ${SEED}`, async () => {
    const { context } = (await smallRun()).stopped;
    const walk = context.operations;
    assert.ok(walk instanceof Walk);
    const random = createRandom(SEED);
    for (let i = 0; i < PARTS; i++) {
      const from = random.below(context.recorded);
      const to = from + random.below(context.recorded - from);
      const places = new Set<number>();
      let least = Number.POSITIVE_INFINITY;
      walk.forward(from, to, (_, pc, depth) => {
        places.add(pc);
        least = Math.min(least, depth);
        return false;
      });
      const bits = new Uint32Array(Math.ceil(context.recorded / 32));
      assert.equal(walk.digest(from, to, bits), least);
      const told = Array.from({ length: context.recorded }, (_, pc) => pc).filter(
        (pc) => bits[pc >> 5] & (1 << (pc & 31)),
      );
      assert.deepEqual(
        told,
        [...places].sort((a, b) => a - b),
      );
    }
  });
});
