/** Models that are not the machine: the graph, the dense pass and the hull executor must agree on them. */
import assert from 'node:assert/strict';
import { compile } from '../../src/compiler/compile';
import { DenseExecutor } from '../../src/executor/dense';
import { createHullExecutor } from '../../src/executor/hull';
import { Evaluation } from '../../src/graph/evaluate';
import { randomGraph, TOKEN_COUNT } from '../graph/randomGraph';
import { createRandom } from '../toolchain/random';
import { assertSameStreams } from './same';

const SEED = Number(process.env.SEED ?? 1);
const MODELS = 40;
const TOKENS = 60;

const tokens = Array.from({ length: TOKEN_COUNT }, (_, id) => ({ text: `token ${id}` }));

describe(`random models, seed ${SEED}`, function () {
  this.timeout(120_000);
  for (let seed = SEED; seed < SEED + MODELS; seed++)
    it(`model ${seed}`, () => {
      const random = createRandom(seed);
      const graph = randomGraph(random, 4 + (seed % 12));
      const model = compile(graph, tokens);
      const evaluation = new Evaluation(graph);
      const dense = new DenseExecutor(model);
      const hull = createHullExecutor(model);
      for (let position = 0; position < TOKENS; position++) {
        const token = random.below(TOKEN_COUNT);
        for (const way of [evaluation, dense, hull]) way.append(token);
        assert.equal(dense.predict(), evaluation.predict(), `dense at ${position}`);
        assert.equal(hull.predict(), evaluation.predict(), `hull at ${position}`);
        assertSameStreams(hull, dense);
      }
    });
});
