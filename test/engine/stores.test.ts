/** Stores that must not take a number for another: what does not fit, and what others are about to change. */
import assert from 'node:assert/strict';
import { Engine } from '../../src/engine/engine';
import { DenseExecutor } from '../../src/executor/dense';
import type { Head, Layer, Model } from '../../src/model/model';
import { assertSameAttention, assertSameStreams } from '../executor/same';
import { createRandom, type Random } from '../toolchain/random';
import { attention, handMade, matrix, row } from './handMade';

const SEED = Number(process.env.SEED ?? 1);
const TOKENS = 12;
const LENGTH = 120;

const [ONE, POSITION, SQUARE, SWITCH, OWN, QUERY, READ] = [0, 1, 2, 3, 4, 5, 6];
const SLOTS = 7;
const nothing = () => 0;
const at = (slots: Readonly<Record<number, number>>) => row(SLOTS, slots);

/** A head that writes the first dimension of what it finds to the last slot. */
function head(parts: Pick<Head, 'tie' | 'query' | 'key'>, value: number): Head {
  return {
    name: 'head',
    purpose: 'reads',
    role: '',
    ...parts,
    value: matrix([at({ [value]: 1 }), at({})]),
    output: Float64Array.from({ length: 2 * SLOTS }, (_, i) => (i === 2 * READ ? 1 : 0)),
    values: ['read', ''],
  };
}

/** relu(SWITCH) · POSITION is added to a slot. */
function switched(slot: number, layer: Layer): Layer {
  const output = new Float64Array(SLOTS);
  output[slot] = 1;
  const [gate, value] = [matrix([at({ [SWITCH]: 1 })]), matrix([at({ [POSITION]: 1 })])];
  return { ...layer, ffn: { names: ['switch'], gate, value, output } };
}

function modelOf(layers: readonly Layer[], own: readonly number[], random: Random): Model {
  const table = (below: number) => {
    const values = Array.from({ length: TOKENS }, () => random.below(below));
    return (token: number) => values[token];
  };
  const groups = random.pick([1, 3, TOKENS]);
  return handMade({
    tokens: Array.from({ length: TOKENS }, (_, id) => ({
      text: `${id}`,
      group: `group ${id % groups}`,
    })),
    slots: [nothing, nothing, nothing, table(2), (id) => own[id], table(LENGTH), nothing],
    position: [
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    layers,
    unembedding: Array.from({ length: TOKENS }, (_, id) => at({ [ONE]: -id * id, [READ]: 2 * id })),
    taps: [{ name: 'read', purpose: 'what was read', layer: layers.length, form: [[READ, 840]] }],
  });
}

/** Appends random tokens, some of them without asking what follows, and compares the others. */
function assertAgrees(model: Model, random: Random): Engine {
  const engine = new Engine(model, { watch: ['read'] });
  const dense = new DenseExecutor(model);
  const read = () => dense.residual(model.layers.length)[READ] * 840;
  for (let i = 0; i < LENGTH; ) {
    const tokens = Array.from({ length: 1 + random.below(4) }, () => random.below(TOKENS));
    i += tokens.length;
    for (const token of tokens) dense.append(token);
    engine.feed(tokens.slice(0, -1));
    engine.append(tokens[tokens.length - 1]);
    const where = `token ${dense.length - 1}`;
    const word = Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(read())));
    assert.equal(engine.watched()[0] + 0, word + 0, where);
    assert.equal(engine.predict(), dense.predict(), where);
    assertSameStreams(engine, dense);
    assertSameAttention(engine, dense);
  }
  return engine;
}

describe(`stores, seed ${SEED}`, () => {
  for (const [kind, numbers] of Object.entries({
    'that are negative': [-1, -300, 0, 3],
    'at the bounds': [4, 5, 255, 256, 65_535, 65_536],
    'larger than words': [1, 2 ** 32 - 1, 2 ** 32, 2 ** 40],
    'that are no integers': [0.5, 1 / 3, 2],
  }))
    it(`keep numbers ${kind}`, () => {
      let restarts = 0;
      for (let seed = SEED; seed < SEED + 8; seed++) {
        const random = createRandom(seed);
        const own = Array.from({ length: TOKENS }, () => random.pick(numbers));
        const query = matrix([at({ [QUERY]: 1 }), at({ [ONE]: 1 })]);
        const key = matrix([at({ [POSITION]: 2 }), at({ [SQUARE]: -1 })]);
        const layers = [
          switched(OWN, attention(SLOTS, [])),
          attention(SLOTS, [head({ tie: 'latest', query, key }, OWN)]),
        ];
        restarts += assertAgrees(modelOf(layers, own, random), random).restarts;
      }
      assert.ok(restarts > 0, 'everything was as assumed');
    });

  it('keep what others held before the token', () => {
    for (let seed = SEED; seed < SEED + 8; seed++) {
      const random = createRandom(seed);
      const own = Array.from({ length: TOKENS }, () => random.below(9));
      const none = matrix([at({}), at({})]);
      const mean = head({ tie: 'average', query: none, key: none }, OWN);
      const query = matrix([at({ [QUERY]: 1 }), at({ [ONE]: 2 })]);
      const key = matrix([at({ [OWN]: 1 }), at({ [QUERY]: -1 })]);
      const layers = [
        attention(SLOTS, [mean]),
        attention(SLOTS, [head({ tie: 'latest', query, key }, READ)]),
      ];
      assertAgrees(modelOf(layers, own, random), random);
    }
  });
});
