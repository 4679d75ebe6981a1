/**
 * The chain of oracles on whole programs: V8 = interpreter = graph = dense pass = hull executor = engine, token
 * for token, and for the executors number for number.
 */
import assert from 'node:assert/strict';
import { createHullExecutor } from '../../src/executor/hull';
import { assembleWat } from '../../src/toolchain/read';
import { programOf, runInV8 } from '../toolchain/oracle';
import { createRandom } from '../toolchain/random';
import { machineEngine } from './engine';
import { assertRun, assertTokens, type Expected, expectedTokens, stdoutOf } from './expected';
import { machineModel } from './model';
import { main, randomProgram } from './randomProgram';
import { assertWaysAgree } from './ways';

const SEED = Number(process.env.SEED ?? 1);
const RANDOM = 12;
/** Tokens that run through all executors; the scans of the slow ones grow with the square of it. */
const LIMIT = 260;
const INPUT = [65, 200];

const PROGRAMS: Record<string, string> = {
  arithmetic: main('(i32.mul (i32.const -7) (i32.add (i32.const 300) (i32.const 70000)))'),
  division:
    main(`(i32.rem_s (i32.const -1000) (i32.const 7)) (i32.div_u (i32.const -1) (i32.const 3))
    i32.xor (i32.rotl (i32.const 0x1234) (i32.const 29)) i32.sub`),
  'a loop': main(`(local.set $i (i32.const 4))
    (loop (local.set $j (i32.add (local.get $j) (local.get $i)))
      (br_if 0 (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $j)`),
  recursion: main(
    '(call $factorial (i32.const 3))',
    `(func $factorial (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (i32.mul (local.get 0) (call $factorial (i32.sub (local.get 0) (i32.const 1)))))
        (else (i32.const 1))))`,
  ),
  memory: main(
    `(i32.store offset=1 (i32.const 2) (i32.const 0x89abcdef))
    (i32.load8_s (i32.const 4)) (i32.load16_u (i32.const 1)) i32.add (i32.load (i32.const 7)) i32.add`,
    '(memory (export "memory") 1) (data (i32.const 6) "\\81\\02")',
  ),
  'input and output': main('(call $out (call $in)) (call $out (call $in)) (call $in)'),
  'tables and globals': main(
    `(global.set $g (i32.const 1))
    (block (block (br_table 0 1 (i32.sub (global.get $g) (i32.const 2)))) (return (i32.const 9)))
    (call_indirect (type $t) (global.get $g))`,
    `(type $t (func (result i32))) (table 2 funcref) (elem (i32.const 0) $f $h)
    (global $g (mut i32) (i32.const 5))
    (func $f (result i32) (i32.const 1)) (func $h (result i32) (i32.const 77))`,
  ),
  'a trap': main('(i32.load (i32.const 65533))', '(memory 1)'),
};

async function agree(wat: string): Promise<void> {
  const program = await programOf(wat);
  let read = 0;
  const run = expectedTokens(program, () => INPUT[read++]);
  agreesWithV8(run, runInV8(await assembleWat('test.wat', wat), INPUT));
  assertTokens(createHullExecutor(machineModel()), run);
  assertRun(machineEngine(), run);

  assertWaysAgree(run, LIMIT);
}

function agreesWithV8(run: Expected, v8: ReturnType<typeof runInV8>): void {
  assert.deepEqual([...stdoutOf(run)], v8.output);
  assert.equal(run.stopped === 'halted' ? run.exitStatus : run.stopped, v8.end);
}

describe(`V8, interpreter, graph, dense pass, hull and engine agree, seed ${SEED}`, () => {
  for (const [name, wat] of Object.entries(PROGRAMS)) it(name, () => agree(wat));
  for (let seed = SEED; seed < SEED + RANDOM; seed++)
    it(`random program ${seed}`, () => agree(randomProgram(createRandom(seed))));
});
