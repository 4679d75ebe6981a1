/** The store of addresses: the latest write of one, or of the nearest, against a list of all writes. */
import assert from 'node:assert/strict';
import { Engine } from '../../src/engine/engine';
import { planOf } from '../../src/engine/plan';
import type { Model } from '../../src/model/model';
import { createRandom, type Random } from '../toolchain/random';
import { attention, handMade, matrix, row } from './handMade';

const SEED = Number(process.env.SEED ?? 1);
const ROUNDS = 12;
const WRITES = 400;
const TOKENS = 64;
/** Queries as of random tokens. */
const QUERIES = 300;

/** What a token writes, if anything, and which address it asks for. */
interface Access {
  readonly address: number | undefined;
  readonly query: number;
}

const [ONE, TWICE, SQUARE, QUERY, POSITION, FOUND] = [0, 1, 2, 3, 4, 5];
const SLOTS = 6;
/** How far below the parabola the keys of tokens lie that write nothing. */
const DEAD = 2 ** 54;

/** A model with one head, whose value is the position of the token that wrote. */
function modelOf(accesses: readonly Access[], grouped: boolean): Model {
  const head = {
    name: 'memory',
    purpose: 'finds the latest write',
    role: 'memory',
    tie: 'latest',
    query: matrix([row(SLOTS, { [QUERY]: 1 }), row(SLOTS, { [ONE]: 1 })]),
    key: matrix([row(SLOTS, { [TWICE]: 1 }), row(SLOTS, { [SQUARE]: 1 })]),
    value: matrix([row(SLOTS, { [POSITION]: 1 }), row(SLOTS, {})]),
    output: Float64Array.from({ length: 2 * SLOTS }, (_, i) => (i === 2 * FOUND ? 1 : 0)),
    values: ['position', ''],
  } as const;
  const nothing = () => 0;
  return handMade({
    tokens: accesses.map((_, id) => ({ text: `${id}`, group: grouped ? 'all' : undefined })),
    slots: [
      nothing,
      (id) => 2 * (accesses[id].address ?? 0),
      (id) => -((accesses[id].address ?? 0) ** 2) - (accesses[id].address === undefined ? DEAD : 0),
      (id) => accesses[id].query,
      nothing,
      nothing,
    ],
    position: [
      [0, 0, 1],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ],
    layers: [attention(SLOTS, [head])],
    unembedding: accesses.map(() => row(SLOTS, { [ONE]: 1 })),
    taps: [{ name: 'found', purpose: 'what was read', layer: 1, form: [[FOUND, 1]] }],
  });
}

/** Addresses in a few clusters of random width, some of them at the ends of what there is. */
function randomAccesses(random: Random): Access[] {
  const clusters = Array.from({ length: 1 + random.below(4) }, () => ({
    base: random.pick([-4096, 0, 5, 31, 4090, 65_500, 2 ** 20 + 7, 2 ** 26 - 40]),
    width: random.pick([1, 3, 40, 40, 4000]),
  }));
  const place = () => {
    const { base, width } = random.pick(clusters);
    return Math.min(base + random.below(width), 2 ** 26 - 1);
  };
  return Array.from({ length: TOKENS }, (_, id) => ({
    address: id > 0 && random.below(3) === 0 ? undefined : place(),
    query: place() + random.below(3) - 1,
  })).map(({ address, query }) => ({
    address,
    query: Math.min(Math.max(query, -4096), 2 ** 26 - 1),
  }));
}

/** The position that an address finds among writes, by looking at all of them. */
function find(writes: readonly (number | undefined)[], query: number, asOf: number): number {
  let winner = -1;
  for (let position = 0; position <= asOf; position++) {
    const address = writes[position];
    if (address === undefined) continue;
    const best = winner < 0 ? undefined : (writes[winner] as number);
    if (best === undefined || Math.abs(address - query) <= Math.abs(best - query))
      winner = position;
  }
  return winner;
}

describe(`the store of addresses, seed ${SEED}`, () => {
  for (let seed = SEED; seed < SEED + ROUNDS; seed++)
    for (const history of [true, false])
      it(`of round ${seed}, ${history ? 'with' : 'without'} history`, () => {
        const random = createRandom(seed);
        const accesses = randomAccesses(random);
        const model = modelOf(accesses, random.below(2) === 0);
        const engine = new Engine(model, { history, watch: ['found'] });
        let writes: (number | undefined)[] = [];
        const append = () => {
          const token = writes.length === 0 ? 0 : random.below(TOKENS);
          writes.push(accesses[token].address);
          engine.append(token);
          const last = writes.length - 1;
          const expected = find(writes, accesses[token].query, last);
          assert.equal(engine.watched()[0], expected, `token ${last}`);
          assert.equal(engine.attend(0, 0).winner, expected, `token ${last} in the past`);
        };
        for (let i = 0; i < WRITES; i++) append();
        const [store] = planOf(model, engine.connection.assumptions).stores;
        assert.equal(store.kind, 'keyed', 'a convex hull took its place');
        if (!history) return;
        for (let i = 0; i < QUERIES; i++) {
          const [asOf, { query }] = [random.below(writes.length), random.pick(accesses)];
          const seen = engine.at(asOf).attend(0, 0, [query, 1]);
          const expected = find(writes, query, asOf);
          assert.equal(seen.winner, expected, `${query} as of token ${asOf}`);
          assert.equal(seen.value[0], expected, `${query} as of token ${asOf}`);
        }
        const length = random.below(WRITES);
        engine.truncate(length);
        writes = writes.slice(0, length);
        for (let i = 0; i < WRITES / 4; i++) append();
      });
});
