/** The ways to run the machine, beside one another: graph, dense pass, hull executor and engine. */
import assert from 'node:assert/strict';
import { DenseExecutor } from '../../src/executor/dense';
import { createHullExecutor } from '../../src/executor/hull';
import { Evaluation } from '../../src/graph/evaluate';
import { machine } from '../../src/machine/machine';
import { TOKENS } from '../../src/program/vocabulary';
import { machineEngine } from './engine';
import { type Expected, isGiven } from './expected';
import { machineModel } from './model';
import { assertSameAttention, assertSameStreams } from './same';

/** Tokens between two comparisons of everything that all heads saw. */
const SAMPLE = 13;

/** Fails unless all agree, number for number, on the first `limit` tokens of a run. */
export function assertWaysAgree(run: Expected, limit: number): void {
  const evaluation = new Evaluation(machine());
  const dense = new DenseExecutor(machineModel());
  const hull = createHullExecutor(machineModel());
  const engine = machineEngine();
  const ways = [evaluation, dense, hull, engine];
  const tokens = run.tokens.slice(0, limit);
  assert.ok(tokens.length > run.prompt.tokens.length, 'the prompt alone exceeds the limit');
  for (const [position, token] of tokens.entries()) {
    for (const way of ways) way.append(token);
    assertSameStreams(hull, dense);
    assertSameStreams(engine, dense);
    if (position % SAMPLE === 0) {
      assertSameAttention(hull, dense);
      assertSameAttention(engine, dense);
    }
    const next = run.tokens[position + 1];
    if (position + 1 < run.prompt.tokens.length || next === undefined) continue;
    if (isGiven(run, position + 1)) continue;
    assert.deepEqual(
      ways.map((way) => TOKENS[way.predict()].text),
      ways.map(() => TOKENS[next].text),
      `graph, dense, hull and engine after token ${position}`,
    );
  }
}
