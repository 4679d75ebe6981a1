/**
 * The corpus in the transformer: token for token as the interpreter expects, with the output of V8. The engine
 * runs all of it; the hull executor, which shares no code with it, every tenth program.
 */
import assert from 'node:assert/strict';
import { createHullExecutor } from '../../src/executor/hull';
import { build } from '../../src/toolchain/build';
import { CASES, inputsOf, transcript } from '../corpus';
import { machineEngine } from './engine';
import { assertRun, assertTokens, type Expected, expectedTokens, stdoutOf } from './expected';
import { machineModel } from './model';

const HULL_RUNS_EVERY = 10;

const outcome = (run: Expected) => {
  const stdout = stdoutOf(run);
  const { stopped, exitStatus = 0 } = run;
  return stopped === 'halted' ? { stdout, exit: exitStatus & 255 } : { stdout, trap: stopped };
};

describe('the corpus in the transformer', function () {
  this.timeout(120_000);
  let generated = 0;
  let open = 0;
  let restarts = 0;

  CASES.forEach((program, index) => {
    it(program.name, async () => {
      const built = await build({ files: [program.file] });
      const run = expectedTokens(built.program, inputsOf(program));
      const engine = machineEngine();
      assertRun(engine, run);
      assert.equal(transcript(outcome(run)), program.expected);
      if (index % HULL_RUNS_EVERY === 0) assertTokens(createHullExecutor(machineModel()), run);
      generated += run.tokens.length - run.prompt.tokens.length;
      open += engine.open;
      restarts += engine.restarts;
    });
  });

  it('is run by code that assumes nothing wrong and leaves hardly a token open', () => {
    assert.ok(generated > 1e6, `${generated} tokens`);
    assert.equal(restarts, 0);
    assert.ok(open < generated / 1000, `${open} of ${generated} tokens`);
  });
});
