/** The corpus on the hull executor: token for token as the interpreter expects, with the output of V8. */
import assert from 'node:assert/strict';
import { createHullExecutor } from '../../src/executor/hull';
import { build } from '../../src/toolchain/build';
import { CASES, inputsOf, transcript } from '../corpus';
import { assertTokens, type Expected, expectedTokens, stdoutOf } from './expected';
import { machineModel } from './model';

const outcome = (run: Expected) => {
  const stdout = stdoutOf(run);
  const { stopped, exitStatus = 0 } = run;
  return stopped === 'halted' ? { stdout, exit: exitStatus & 255 } : { stdout, trap: stopped };
};

describe('the corpus in the transformer', function () {
  this.timeout(120_000);
  for (const program of CASES)
    it(program.name, async () => {
      const built = await build({ files: [program.file] });
      const run = expectedTokens(built.program, inputsOf(program));
      assertTokens(createHullExecutor(machineModel()), run);
      assert.equal(transcript(outcome(run)), program.expected);
    });
});
