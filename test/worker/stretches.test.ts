/** Searching by stretches against visiting everything: what a mark can stop at is met by both, in the same order. */
import assert from 'node:assert/strict';
import type { Visit } from '../../src/engine/walk';
import { MARK } from '../../src/executor/marks';
import { Stretches } from '../../src/worker/stretches';
import { createRandom, type Random } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 1);
const TOKENS = 2000;
const SIZE = 64;
const PLACES = 70;
const SEARCHES = 300;

/** Of each token: whether it begins an operation, its pc and its call depth; calls last for a while. */
function randomPast(random: Random) {
  let depth = 2;
  let near = 0;
  return Array.from({ length: TOKENS }, () => {
    if (random.below(40) === 0) depth = Math.max(0, depth + random.below(3) - 1);
    if (random.below(100) === 0) near = random.below(PLACES);
    return { begins: random.below(3) > 0, pc: (near + random.below(4)) % PLACES, depth };
  });
}

function walkOver(past: ReturnType<typeof randomPast>) {
  let visited = 0;
  const forward = (from: number, to: number, visit: Visit) => {
    for (let at = from; at < to; at++) {
      if (!past[at].begins) continue;
      visited++;
      if (visit(at, past[at].pc, past[at].depth)) return at;
    }
    return -1;
  };
  const digest = (from: number, to: number, values: Uint32Array) => {
    const operations = past.slice(from, to).filter(({ begins }) => begins);
    for (const { pc } of operations) values[pc >> 5] |= 1 << (pc & 31);
    return Math.min(...operations.map(({ depth }) => depth));
  };
  return { walk: { forward, digest }, visits: () => visited };
}

describe('searching the past by stretches', () => {
  it(`misses nothing and passes over much, from seed ${SEED}`, () => {
    const random = createRandom(SEED);
    const past = randomPast(random);
    const whole = walkOver(past);
    const byStretches = walkOver(past);
    const stretches = new Stretches(byStretches.walk, PLACES, SIZE);
    for (let i = 0; i < SEARCHES; i++) {
      // The past is taken in while it is searched.
      if (i % 4 === 0) stretches.takeIn(TOKENS);
      const flags = random.pick([MARK.below, MARK.below | MARK.at, MARK.above, MARK.stop, 0]);
      const marks = new Uint8Array(PLACES);
      for (let n = 0; n < 3; n++) marks[random.below(PLACES)] = flags;
      const watching = { marks, level: random.below(5) };
      const from = random.below(TOKENS);
      const to = from + random.below(TOKENS - from);
      const most = 1 + random.below(20);
      const met = (walk: (visit: Visit) => number) => {
        const positions: number[] = [];
        const end = walk((position, pc, depth) => {
          const { level } = watching;
          const side = depth < level ? MARK.below : depth === level ? MARK.at : MARK.above;
          if (marks[pc] & (MARK.stop | side)) positions.push(position);
          return positions.length === most;
        });
        return { positions, end };
      };
      assert.deepEqual(
        met((visit) => stretches.forward(from, to, watching, visit)),
        met((visit) => whole.walk.forward(from, to, visit)),
      );
    }
    assert.ok(byStretches.visits() < whole.visits() / 2, `${byStretches.visits()} visits`);
  });

  it('takes in only what is there as a whole', () => {
    const { walk } = walkOver(randomPast(createRandom(SEED)));
    const stretches = new Stretches(walk, PLACES, SIZE);
    assert.equal(stretches.takeIn(SIZE - 1), false);
    assert.equal(stretches.takeIn(SIZE), true);
    assert.equal(stretches.takeIn(2 * SIZE - 1), false);
  });
});
