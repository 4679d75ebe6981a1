/**
 * Edits by a person, at random instruction boundaries of random programs: the transformer goes on as the interpreter
 * does with the same edits, and its state is what was written.
 */
import assert from 'node:assert/strict';
import { createHullExecutor } from '../../src/executor/hull';
import { editTokens } from '../../src/program/edits';
import { TOKENS } from '../../src/program/vocabulary';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { generate, write } from '../fuzz/generate';
import { programOf } from '../toolchain/oracle';
import { createRandom } from '../toolchain/random';
import { type Counts, editedTokens } from './edited';
import { machineEngine } from './engine';
import { assertRun, assertTokens, expectedTokens } from './expected';
import { machineModel } from './model';
import { randomProgram } from './randomProgram';
import { assertWaysAgree } from './ways';

const SEED = Number(process.env.SEED ?? 1);
const SHORT = 6;
const LONG = 10;
/** Tokens that run through all executors; the scans of the slow ones grow with the square of it. */
const SHORT_TOKENS = 300;
const SHORT_RUN = 2000;
const LONG_RUN = 8000;

const PLACES = [
  'local',
  'operand',
  'jump',
  'where digits are taken',
  'jump to where digits are taken',
  ...[1, 2, 4].flatMap((width) => [0, 1, 2, 3].map((rest) => `memory ${width}, ${rest}`)),
];

describe(`edits, seed ${SEED}`, () => {
  const counts: Counts = new Map();

  for (let seed = SEED; seed < SEED + SHORT; seed++)
    it(`of the short program ${seed}, in all ways`, async () => {
      const random = createRandom(seed);
      const program = await programOf(randomProgram(random));
      const run = editedTokens(program, random, 3, SHORT_RUN, counts);
      assertTokens(createHullExecutor(machineModel()), run);
      assertRun(machineEngine(), run);
      assertWaysAgree(run, SHORT_TOKENS);
    });

  for (let seed = SEED; seed < SEED + LONG; seed++)
    it(`of the random module ${seed}`, async () => {
      const random = createRandom(seed);
      const wasm = await assembleWat('random.wat', write(generate(random)));
      const program = await fromModule(readWasm(wasm));
      const run = editedTokens(program, random, 50, LONG_RUN, counts);
      assertRun(machineEngine(), run);
      assertTokens(createHullExecutor(machineModel()), run);
    });

  it('beyond the end of the memory write nothing and do not trap', async () => {
    const program = await programOf(
      '(module (memory 1) (func (export "main") (result i32) (i32.load (i32.const 65532))))',
    );
    const run = expectedTokens(program);
    const executor = createHullExecutor(machineModel());
    const position = run.tokens.findIndex((token) => TOKENS[token].text.startsWith('i32.load'));
    for (const token of run.tokens.slice(0, position)) executor.append(token);
    for (const token of editTokens({ kind: 'memory', address: 65533, width: 4, value: 0x1020304 }))
      executor.append(token);
    for (const token of run.tokens.slice(position)) {
      assert.equal(TOKENS[executor.predict()].text, TOKENS[token].text);
      executor.append(token);
    }
  });

  it('were of every kind', () => {
    assert.deepEqual(
      PLACES.filter((place) => !counts.get(place)),
      [],
    );
  });
});
