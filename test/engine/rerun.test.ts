/**
 * Runs that go their own way from a recorded token on: unchanged they repeat what is recorded, and with each kind of
 * change they are what the dense pass gives that is changed alike, bit for bit.
 */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/engine';
import { Overflow, type Rerun } from '../../src/engine/rerun';
import {
  type Change,
  type Intervention,
  type MatrixPlace,
  matrixAt,
} from '../../src/model/intervention';
import type { Model } from '../../src/model/model';
import { machineEngine } from '../executor/engine';
import { expectedTokens } from '../executor/expected';
import { machineModel } from '../executor/model';
import { programOf } from '../toolchain/oracle';
import { createRandom } from '../toolchain/random';
import { ChangedDense } from './changed-dense';

const SEED = Number(process.env.SEED ?? 1);
/** Memory, locals, the stack, calls and a branch. */
const PROGRAM = `(module
  (memory 1)
  (func $sum (param $n i32) (result i32)
    (i32.store (i32.mul (local.get $n) (i32.const 12)) (i32.xor (local.get $n) (i32.const 77)))
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (i32.load8_u (i32.const 0)))
      (else (i32.add (call $sum (i32.sub (local.get $n) (i32.const 1))) (i32.load (local.get $n))))))
  (func (export "main") (result i32)
    (loop $again (drop (call $sum (i32.const 4))) (br $again))
    unreachable))`;
const LENGTH = 600;
/** Tokens that are compared. */
const COMPARED = 8;
const CASES = 6;

const random = createRandom(SEED);

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

function streamsOf(run: Rerun, { layers }: Model): Float64Array[] {
  return Array.from({ length: 2 * layers.length + 1 }, (_, i) => run.residual(i >> 1, i % 2 === 1));
}

/** Anything that is in a matrix: mostly a weight that is not 0. */
function weightAt(model: Model, place: MatrixPlace): Intervention {
  const { entries, columns } = matrixAt(model, place);
  const used = [...entries.keys()].filter((i) => entries[i] !== 0);
  const index =
    used.length > 0 && random.below(4) ? random.pick(used) : random.below(entries.length);
  const value = random.pick([
    0,
    1,
    -1,
    0.5,
    2 * entries[index],
    entries[index] + 1,
    -entries[index],
  ]);
  return {
    kind: 'weight',
    place,
    row: Math.floor(index / columns),
    column: index % columns,
    value,
  };
}

type Make = (model: Model, position: number) => Intervention;
const layerOf = (model: Model) => random.below(model.layers.length);
const headOf = (model: Model) => {
  const layer = random.pick([0, 1, 2, 3, 4, 5, 6, 7]);
  return { layer, head: random.below(model.layers[layer].heads.length) };
};
const ofHead =
  (matrix: 'query' | 'key' | 'value' | 'output'): Make =>
  (model) =>
    weightAt(model, { matrix, ...headOf(model) });
const ofLayer =
  (matrix: 'gate' | 'neuron value' | 'neuron output'): Make =>
  (model) =>
    weightAt(model, { matrix, layer: layerOf(model) });

const KINDS: Readonly<Record<string, Make>> = {
  'a head is ablated': (model) => ({ kind: 'ablate', ...headOf(model) }),
  'the winner of a head is forced': (model, position) => ({
    kind: 'attend',
    ...headOf(model),
    position: random.below(position + 1),
  }),
  'a slot is set': (model) => ({
    kind: 'slot',
    layer: layerOf(model),
    attended: random.below(2) === 0,
    slot: random.below(model.dModel),
    value: random.pick([0, 1, -1, 0.5, 100, 4711, 2 ** 30, -(2 ** 40)]),
  }),
  'a slot is set at the end': (model) => ({
    kind: 'slot',
    layer: model.layers.length,
    attended: false,
    slot: random.below(model.dModel),
    value: random.pick([0, 1, -100]),
  }),
  'the next token is forced': (model) => ({
    kind: 'token',
    token: random.below(model.tokens.length),
  }),
  'a weight of the embedding is changed': (model) => weightAt(model, { matrix: 'embedding' }),
  'a weight of the unembedding is changed': (model) => weightAt(model, { matrix: 'unembedding' }),
  'a weight of a query is changed': ofHead('query'),
  'a weight of a key is changed': ofHead('key'),
  'a weight of a value is changed': ofHead('value'),
  'a weight of an output is changed': ofHead('output'),
  'a weight of a gate is changed': ofLayer('gate'),
  'a weight of what neurons multiply is changed': ofLayer('neuron value'),
  'a weight of what neurons write is changed': ofLayer('neuron output'),
};

describe(`runs with something changed, seed ${SEED}`, () => {
  const model = machineModel();
  let engine: Engine;
  let prompt: number;
  let reference: ChangedDense;

  before(async () => {
    const run = expectedTokens(await programOf(PROGRAM), () => undefined, LENGTH);
    prompt = run.prompt.tokens.length;
    engine = machineEngine();
    reference = new ChangedDense(model, LENGTH, []);
    for (const token of run.tokens) {
      engine.append(token);
      reference.append(token);
    }
  });

  /** Somewhere behind the prompt, with some tokens to come. */
  const somewhere = () => prompt + random.below(LENGTH - prompt - COMPARED);

  it('without a change repeat what is recorded', () => {
    for (const begin of [0, prompt - 1, prompt, somewhere(), LENGTH - 1]) {
      const run = engine.reader.rerun(begin, []);
      for (let position = begin; position < LENGTH; position++) {
        run.append(engine.token(position));
        if (position < prompt - 1) continue;
        if (position + 1 < LENGTH)
          assert.equal(run.predict(), engine.token(position + 1), `after token ${position}`);
        else assert.equal(run.predict(), engine.predict());
        if (position > begin + COMPARED && position % 50 !== 0) continue;
        streamsOf(run, model).forEach((stream, i) => {
          const real = engine.at(position).residual(i >> 1, i % 2 === 1);
          assert.ok(bytesOf(stream).equals(bytesOf(real)), `token ${position}, stream ${i}`);
        });
      }
    }
  });

  for (const [name, make] of Object.entries(KINDS))
    it(name, () => {
      for (let i = 0; i < CASES; i++) {
        const begin = somewhere();
        const changes: Change[] = [{ intervention: make(model, begin), lasting: i % 2 === 0 }];
        compare(begin, changes);
      }
    });

  it('several things are changed at once', () => {
    for (let i = 0; i < CASES; i++) {
      const begin = somewhere();
      const changes = Array.from({ length: 3 }, () => ({
        intervention: random.pick(Object.values(KINDS))(model, begin),
        lasting: random.below(2) === 0,
      }));
      compare(begin, changes);
    }
  });

  /** Fails unless the run and the reference agree on every number. */
  function compare(begin: number, changes: readonly Change[]): void {
    const dense = reference.fork(begin, changes);
    const run = engine.reader.rerun(begin, changes);
    let token = engine.token(begin);
    for (let position = begin; position < begin + COMPARED; position++) {
      const where = `${JSON.stringify(changes)} from token ${begin}, at token ${position}`;
      dense.append(token);
      try {
        run.append(token);
      } catch (error) {
        const overflows = dense.snapshots
          .flatMap((x) => [...x])
          .some((n) => !(Math.abs(n) < 2 ** 500));
        if (error instanceof Overflow && overflows) return;
        throw error;
      }
      streamsOf(run, model).forEach((stream, i) => {
        const expected = dense.snapshots[i];
        // Zeros may differ in their signs: what is multiplied by 0 is left out.
        const differs = stream.findIndex((number, slot) => number !== expected[slot]);
        assert.equal(stream[differs], expected[differs], `${where}, stream ${i}, slot ${differs}`);
      });
      token = run.predict();
      assert.equal(token, dense.predict(), where);
    }
  }
});
