/** Counting tokens up to any one of the past, against counting them one by one each time. */
import assert from 'node:assert/strict';
import { TokenCounts } from '../../src/engine/keys-by-token';
import { createRandom } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 1);
const VOCABULARY = 7;
const PAGE = 16;
const TOKENS = 1000;
/** From one census that is kept to the next; none is kept at the ends of pages. */
const STRETCH = 100;
const QUESTIONS = 300;

describe('tokens counted by their ids', () => {
  it(`up to one and another, backward and forward, from seed ${SEED}`, () => {
    const random = createRandom(SEED);
    const tokens = Uint16Array.from({ length: TOKENS }, () => random.below(VOCABULARY));
    const tokensOfPage = (from: number, to: number) =>
      tokens.subarray(from, Math.min(to, from - (from % PAGE) + PAGE));
    const counts = new TokenCounts({ tokensOfPage }, VOCABULARY, STRETCH);
    for (let i = 0; i < QUESTIONS; i++) {
      const asOf = random.below(TOKENS);
      if (i % 50 === 49) {
        // The last of them are dropped, and others come in their place.
        for (let at = asOf; at < TOKENS; at++) tokens[at] = random.below(VOCABULARY);
        counts.forget();
      }
      const census = counts.upTo(asOf);
      const before = tokens.subarray(0, asOf + 1);
      for (let id = 0; id < VOCABULARY; id++) {
        assert.equal(census.counts[id], before.filter((token) => token === id).length);
        assert.equal(census.latest[id], before.lastIndexOf(id));
      }
    }
  });
});
