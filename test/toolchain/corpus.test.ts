/** Every program of the corpus, built and interpreted, does what it does on V8. */
import assert from 'node:assert/strict';
import { verifyProgram } from '../../src/program/verify';
import { build } from '../../src/toolchain/build';
import { CASES, interpret, transcript } from '../corpus';

/** A slow executor runs the corpus too. */
const MOST_INSTRUCTIONS = 100_000;

describe('corpus on the interpreter', () => {
  for (const test of CASES)
    it(test.name, async () => {
      const { program } = await build({ files: [test.file] });
      assert.deepEqual(verifyProgram(program), []);
      assert.equal(transcript(interpret(program, test, MOST_INSTRUCTIONS)), test.expected);
    });
});
