/** Models that are not the machine: the graph, the dense pass, the hull executor and the engine must agree. */
import assert from 'node:assert/strict';
import { Engine } from '../../src/engine/engine';
import { planOf } from '../../src/engine/plan';
import { DenseExecutor } from '../../src/executor/dense';
import type { Executor } from '../../src/executor/executor';
import { createHullExecutor } from '../../src/executor/hull';
import { tapReader } from '../../src/executor/taps';
import { Evaluation } from '../../src/graph/evaluate';
import { TOKEN_COUNT } from '../graph/randomGraph';
import { createRandom } from '../toolchain/random';
import { randomModel, WATCHED } from './randomModel';
import { assertSameAttention, assertSameStreams } from './same';

const SEED = Number(process.env.SEED ?? 1);
const MODELS = 40;
const FED = 60;
const GENERATED = 60;
/** Most tokens that the engine generates at once. */
const RUN = 20;

/** The watched taps as the engine keeps them: cut to 32-bit integers. */
function watchedTaps(executor: Executor): number[] {
  return WATCHED.map((name) => {
    const value = Math.trunc(tapReader(executor, name)());
    return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value)) + 0;
  });
}

/** Without history an engine need not know what an earlier token had in its key. */
function assertEngineAgrees(engine: Engine, dense: Executor, history: boolean): void {
  const last = `token ${dense.length - 1}`;
  assert.equal(engine.length, dense.length);
  assert.equal(engine.token(engine.length - 1), dense.token(dense.length - 1), last);
  assert.equal(engine.predict(), dense.predict(), `what follows ${last}`);
  assert.deepEqual([...engine.watched()], watchedTaps(dense), `taps at ${last}`);
  assertSameStreams(engine, dense);
  if (history) assertSameAttention(engine, dense);
}

for (const numbers of ['small integers', 'any'] as const)
  describe(`random models with ${numbers}, seed ${SEED}`, () => {
    let restarts = 0;
    const kinds = new Set<string>();

    for (let seed = SEED; seed < SEED + MODELS; seed++)
      it(`model ${seed}`, () => {
        const random = createRandom(seed);
        const { graph, model } = randomModel(random, numbers);
        const dense = new DenseExecutor(model);
        const hull = createHullExecutor(model);
        const history = random.below(3) > 0;
        const engine = new Engine(model, { watch: WATCHED, history });
        const evaluation = new Evaluation(graph);
        // Some tokens reach the engine without being asked what follows them.
        const waiting: number[] = [];
        for (let position = 0; position < FED; position++) {
          const token = random.below(TOKEN_COUNT);
          for (const way of [evaluation, dense, hull]) way.append(token);
          if (numbers === 'small integers')
            assert.equal(dense.predict(), evaluation.predict(), `dense at ${position}`);
          assert.equal(hull.predict(), dense.predict(), `hull at ${position}`);
          assertSameStreams(hull, dense);
          if (random.below(4) === 0 && position < FED - 1) {
            waiting.push(token);
            continue;
          }
          engine.feed(waiting.splice(0));
          engine.append(token);
          assertEngineAgrees(engine, dense, history);
        }
        while (dense.length < FED + GENERATED) {
          const count = 1 + random.below(RUN);
          assert.equal(engine.run(count), 'budget');
          for (let i = 0; i < count; i++) dense.append(dense.predict());
          assertEngineAgrees(engine, dense, history);
        }
        restarts += engine.restarts;
        const { stores } = planOf(model, engine.connection.assumptions);
        for (const { kind } of stores) kinds.add(kind);
      });

    it('have stores of every kind, and assumptions that do not hold', () => {
      assert.deepEqual([...kinds].sort(), ['flat', 'general', 'keyed', 'position', 'totals']);
      assert.ok(restarts > MODELS, `${restarts} restarts`);
    });
  });
