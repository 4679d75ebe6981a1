/**
 * The argmax without the vocabulary, as generated code takes it, against the argmax over all rows: models of an
 * embedding and an unembedding alone, with rows of every kind that is decided in some way of its own.
 */
import assert from 'node:assert/strict';
import { Engine } from '../../src/engine/engine';
import { DenseExecutor } from '../../src/executor/dense';
import type { Model } from '../../src/model/model';
import { createRandom, type Random } from '../toolchain/random';
import { handMade } from './handMade';

const SEED = Number(process.env.SEED ?? 1);
const MODELS = 120;
const TOKENS = 48;
const STEPS = 60;

type Position = readonly [linear: number, square: number, one: number];
interface Slot {
  readonly position: Position;
  readonly value: (token: number) => number;
}

const ONE: Slot = { position: [0, 0, 1], value: () => 0 };

/** What a slot can hold: integers of one sign or both, words, more than words, fractions, the position. */
function randomSlot(random: Random): Slot {
  const table = (value: () => number): Slot => {
    const values = Array.from({ length: TOKENS }, value);
    return { position: [0, 0, 0], value: (token) => values[token] };
  };
  return random.pick([
    () => table(() => random.below(10)),
    () => table(() => random.below(9) - 4),
    () => table(() => random.word()),
    () => table(() => random.word() * 8),
    () => table(() => random.below(40) / 3),
    () => table(() => (random.below(9) - 4) * 2 ** 50),
    (): Slot => ({ position: [1, 0, 0], value: () => 0 }),
    (): Slot => ({ position: [0, 0, 1 + random.below(3)], value: () => 0 }),
  ])();
}

/** Rows that form an upper envelope over two slots, as those of digits do. */
function envelope(random: Random, width: number): number[][] {
  const [x, y] = [1 + random.below(width - 1), 1 + random.below(width - 1)];
  const scale = random.pick([1, 2, 1 / 3, 2 ** 20]);
  return Array.from({ length: 2 + random.below(12) }, (_, k) => {
    const weights = new Array(width).fill(0);
    weights[x] += 2 * k * scale;
    weights[y] -= k * k * scale;
    weights[0] += random.below(4) === 0 ? -k * k : 0;
    return weights;
  });
}

function randomRows(random: Random, width: number): number[][] {
  const kinds = [
    () => envelope(random, width),
    () => envelope(random, width),
    () => [[random.below(40) - 20, ...new Array(width - 1).fill(0)]],
    () => [Array.from({ length: width }, () => (random.below(2) ? random.below(7) - 3 : 0))],
  ];
  const rows: number[][] = [];
  while (rows.length < TOKENS) rows.push(...random.pick(kinds)());
  // Some rows equal others, and ids need not ascend along a family.
  for (let i = 0; i < TOKENS; i++) {
    const other = random.below(TOKENS);
    if (random.below(16) === 0) rows[i] = rows[other];
    else if (random.below(3) === 0) [rows[i], rows[other]] = [rows[other], rows[i]];
  }
  return rows.slice(0, TOKENS);
}

/** Rows of small weights over small integers, among which many scores tie. */
function tiedRows(random: Random, width: number): number[][] {
  return Array.from({ length: TOKENS }, () =>
    Array.from({ length: width }, () => (random.below(3) ? random.below(5) - 2 : 0)),
  );
}

function randomModel(random: Random): Model {
  const ties = random.below(2) === 0;
  const small = (): Slot => {
    const values = Array.from({ length: TOKENS }, () => random.below(5) - 2);
    return { position: [0, 0, 0], value: (token) => values[token] };
  };
  const slots = [
    ONE,
    ...Array.from({ length: 1 + random.below(4) }, () => (ties ? small() : randomSlot(random))),
  ];
  const groups = random.pick([1, 4, TOKENS]);
  return handMade({
    tokens: Array.from({ length: TOKENS }, (_, id) => ({
      text: `token ${id}`,
      group: `group ${id % groups}`,
    })),
    slots: slots.map(({ value }) => value),
    position: slots.map(({ position }) => position),
    unembedding: (ties ? tiedRows : randomRows)(random, slots.length),
  });
}

describe(`the decision equals the argmax, seed ${SEED}`, () => {
  let steps = 0;
  let open = 0;

  for (let seed = SEED; seed < SEED + MODELS; seed++)
    it(`model ${seed}`, () => {
      const random = createRandom(seed);
      const model = randomModel(random);
      const engine = new Engine(model);
      const dense = new DenseExecutor(model);
      for (let i = 0; i < STEPS; i++) {
        const token = random.below(TOKENS);
        engine.append(token);
        dense.append(token);
        engine.run(1);
        const expected = dense.predict();
        const row = `after "token ${token}" at ${dense.length - 1}`;
        assert.equal(engine.token(engine.length - 1), expected, row);
        dense.append(expected);
      }
      steps += STEPS;
      open += engine.open;
    });

  it('is rarely left open', () => {
    assert.ok(open < steps / 2, `${open} of ${steps} are left open`);
  });
});
