/**
 * Every instruction on floats in the transformer: token for token as the interpreter expects, which
 * `test/toolchain/floats.test.ts` holds to V8 with many more operands.
 */
import assert from 'node:assert/strict';
import { createHullExecutor } from '../../src/executor/hull';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import {
  FLOAT_OPERATIONS,
  imageOf,
  inV8,
  loopOver,
  operandsFor,
  type WordsFunction,
  wordsFor,
} from '../toolchain/floats';
import { createRandom } from '../toolchain/random';
import { machineEngine } from './engine';
import { assertRun, assertTokens, expectedTokens } from './expected';
import { machineModel } from './model';

const SEED = Number(process.env.SEED ?? 754);
const OPERANDS = 40;
const HULL_RUNS_EVERY = 16;

describe(`floats in the transformer, seed ${SEED}`, () => {
  let v8: Record<string, WordsFunction>;
  before(async () => {
    v8 = await inV8(FLOAT_OPERATIONS);
  });

  const traps = (op: string, operands: readonly bigint[]) => {
    try {
      v8[op](...wordsFor(op, operands));
      return false;
    } catch {
      return true;
    }
  };

  FLOAT_OPERATIONS.forEach((op, index) => {
    it(op, async () => {
      const chosen = operandsFor(op, OPERANDS, createRandom(SEED));
      const operands = chosen.filter((values) => !traps(op, values));
      const module = readWasm(await assembleWat('floats.wat', loopOver(op, operands.length)));
      const program = await fromModule(module);
      const memory = { ...program.memory, image: imageOf(op, operands) };
      const run = expectedTokens({ ...program, memory });
      assert.equal(run.stopped, 'halted');
      assertRun(machineEngine(), run);
      if (index % HULL_RUNS_EVERY === 0) assertTokens(createHullExecutor(machineModel()), run);
    });
  });
});
