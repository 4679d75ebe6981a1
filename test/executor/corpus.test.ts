/**
 * The corpus, on the interpreter and in the transformer: what V8 writes, token for token as the interpreter expects. The
 * engine runs all of it; the hull executor, which shares no code with it, every tenth program.
 */
import assert from 'node:assert/strict';
import { createHullExecutor } from '../../src/executor/hull';
import { verifyProgram } from '../../src/program/verify';
import { build } from '../../src/toolchain/build';
import { CASES, inputsOf, transcript } from '../corpus';
import { machineEngine } from './engine';
import { assertRun, assertTokens, type Expected, expectedTokens, stdoutOf } from './expected';
import { machineModel } from './model';

const HULL_RUNS_EVERY = 10;

/** The programs are short; one that does not end fails here. */
const MOST_TOKENS = 1_000_000;

const outcome = (run: Expected) => {
  const stdout = stdoutOf(run);
  const { stopped, exitStatus = 0 } = run;
  return stopped === 'halted' ? { stdout, exit: exitStatus & 255 } : { stdout, trap: stopped };
};

describe('the corpus in the transformer', () => {
  let generated = 0;
  let open = 0;
  let restarts = 0;

  CASES.forEach((program, index) => {
    it(program.name, async () => {
      const built = await build({ files: [program.file] });
      assert.deepEqual(verifyProgram(built.program), []);
      const run = expectedTokens(built.program, inputsOf(program), MOST_TOKENS);
      assert.equal(transcript(outcome(run)), program.expected);
      const engine = machineEngine();
      assertRun(engine, run);
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
