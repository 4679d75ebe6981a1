/** Any token of the past is as it was when it was the last, and going back is as if nothing had followed. */
import assert from 'node:assert/strict';
import { Engine } from '../../src/engine/engine';
import { planOf } from '../../src/engine/plan';
import { DenseExecutor } from '../../src/executor/dense';
import type { Model } from '../../src/model/model';
import { randomModel } from '../executor/randomModel';
import type { Seen } from '../executor/same';
import { TOKEN_COUNT } from '../graph/randomGraph';
import { createRandom, type Random } from '../toolchain/random';
import { assertRecorded, type Queries, type Recorded, record } from './record';

const SEED = Number(process.env.SEED ?? 1);
const MODELS = 30;
const TOKENS = 50;
const ADDRESSES = [-9, 0, 3, 7, 40, 1000].map((q) => [q, 1] as const);
const SIGNS = [-2, 0, 1].map((q) => [q, 0] as const);

/** Queries of the kind that each head can ask. */
function queriesOf(model: Model): Queries {
  const { places, stores } = planOf(model);
  return (layer, head) => {
    const kind = stores[places[layer][head].store]?.kind;
    return kind === 'flat' ? SIGNS : kind === 'position' || kind === 'keyed' ? ADDRESSES : [];
  };
}

/** Is a head's store, as far as the engine has found out, one of addresses? */
function isAddressed(engine: Engine): (layer: number, head: number) => boolean {
  const { places, stores } = planOf(engine.model, engine.connection.assumptions);
  return (layer, head) => ['position', 'keyed'].includes(stores[places[layer][head].store]?.kind);
}

/** Asked as of one token after another, every lookup tells what it does when it is asked at random. */
function assertInOrder(engine: Engine, from: number): void {
  const { model, reader } = engine;
  const has = isAddressed(engine);
  model.layers.forEach(({ heads }, layer) => {
    heads.forEach((_, head) => {
      if (!has(layer, head)) return;
      const lookup = { name: '', purpose: '', layer, head };
      const { value } = reader.probe(lookup);
      const inOrder = reader.valueInOrder(lookup);
      for (let asOf = from; asOf < reader.length; asOf++)
        for (const [address] of ADDRESSES)
          assert.equal(
            inOrder(address, asOf),
            value(address, asOf),
            `L${layer}H${head}: ${address}`,
          );
    });
  });
}

/** A past token of an engine. */
function past(engine: Engine, position: number): Seen {
  return { model: engine.model, length: position + 1, ...engine.at(position) };
}

function randomTokens(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.below(TOKEN_COUNT));
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => [random.below(2 ** 30), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

for (const numbers of ['small integers', 'any'] as const)
  describe(`the past in random models with ${numbers}, seed ${SEED}`, () => {
    for (let seed = SEED; seed < SEED + MODELS; seed++)
      it(`model ${seed}`, () => {
        const random = createRandom(seed);
        const { model } = randomModel(random, numbers);
        const engine = new Engine(model);
        const queries = queriesOf(model);
        let tokens: number[] = [];
        for (const added of [TOKENS, TOKENS / 2, TOKENS / 2]) {
          const kept = random.below(tokens.length + 1);
          engine.truncate(kept);
          assert.equal(engine.length, kept);
          tokens = [...tokens.slice(0, kept), ...randomTokens(random, added)];
          const dense = new DenseExecutor(model);
          const moments: Recorded[] = [];
          tokens.forEach((token, position) => {
            dense.append(token);
            moments.push(record(dense, queries));
            if (position === kept - 1)
              assertRecorded(engine, moments[position], isAddressed(engine));
            if (position < kept) return;
            engine.append(token);
            assert.equal(engine.predict(), dense.predict(), `what follows token ${position}`);
            assertInOrder(engine, position);
          });
          assertInOrder(engine, random.below(tokens.length));
          const exact = isAddressed(engine);
          for (const moment of shuffled(moments, random))
            assertRecorded(past(engine, moment.length - 1), moment, exact);
        }
      });
  });
