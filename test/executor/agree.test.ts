/**
 * The chain of oracles on whole programs: V8 = interpreter = graph = dense pass = hull executor = engine, token
 * for token, and for the executors number for number.
 */
import assert from 'node:assert/strict';
import { DenseExecutor } from '../../src/executor/dense';
import { createHullExecutor } from '../../src/executor/hull';
import { Evaluation } from '../../src/graph/evaluate';
import { machine } from '../../src/machine/machine';
import { TOKENS } from '../../src/program/vocabulary';
import { assembleWat } from '../../src/toolchain/read';
import { programOf, runInV8 } from '../toolchain/oracle';
import { createRandom, type Random } from '../toolchain/random';
import { machineEngine } from './engine';
import { assertRun, assertTokens, type Expected, expectedTokens, stdoutOf } from './expected';
import { machineModel } from './model';
import { assertSameAttention, assertSameStreams } from './same';

const SEED = Number(process.env.SEED ?? 1);
const RANDOM = 12;
/** Tokens that run through all executors; the scans of the slow ones grow with the square of it. */
const LIMIT = 260;
/** Tokens between two comparisons of everything that all heads saw. */
const SAMPLE = 13;
const INPUT = [65, 200];

const main = (body: string, before = '') => `(module
  (import "test" "out" (func $out (param i32)))
  (import "test" "in" (func $in (result i32)))
  ${before}
  (func (export "main") (result i32) (local $i i32) (local $j i32) ${body}))`;

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

/** Straight-line code on a few locals that also branches, writes and stores; at most a few dozen steps. */
function randomProgram(random: Random): string {
  const operators = [
    'add',
    'sub',
    'mul',
    'and',
    'or',
    'xor',
    'shl',
    'shr_s',
    'shr_u',
    'rotl',
    'lt_s',
    'ge_u',
  ];
  const value = (depth: number): string =>
    depth === 0
      ? random.pick([`(i32.const ${random.word()})`, `(local.get ${random.below(2)})`])
      : random.pick([
          `(i32.${random.pick(operators)} ${value(depth - 1)} ${value(0)})`,
          `(i32.${random.pick(['eqz', 'clz', 'ctz', 'popcnt', 'extend8_s'])} ${value(depth - 1)})`,
          `(select ${value(0)} ${value(0)} ${value(depth - 1)})`,
          `(i32.${random.pick(['load', 'load8_s', 'load16_u'])} (i32.and ${value(0)} (i32.const 15)))`,
          `(if (result i32) ${value(0)} (then ${value(depth - 1)}) (else ${value(0)}))`,
          `(i32.${random.pick(['div_u', 'rem_s'])} ${value(0)} ${value(depth - 1)})`,
        ]);
  const statement = () =>
    random.pick([
      `(local.set ${random.below(2)} ${value(2)})`,
      `(i32.${random.pick(['store', 'store8', 'store16'])} (i32.and ${value(0)} (i32.const 15)) ${value(1)})`,
      `(call $out ${value(1)})`,
    ]);
  return main(
    `${statement()} ${statement()} ${statement()} ${value(2)}`,
    '(memory (export "memory") 1)',
  );
}

async function agree(wat: string): Promise<void> {
  const program = await programOf(wat);
  let read = 0;
  const run = expectedTokens(program, () => INPUT[read++]);
  agreesWithV8(run, runInV8(await assembleWat('test.wat', wat), INPUT));
  assertTokens(createHullExecutor(machineModel()), run);
  assertRun(machineEngine(), run);

  const evaluation = new Evaluation(machine());
  const dense = new DenseExecutor(machineModel());
  const hull = createHullExecutor(machineModel());
  const engine = machineEngine();
  const ways = [evaluation, dense, hull, engine];
  const tokens = run.tokens.slice(0, LIMIT);
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
    if (position + 1 < run.prompt.tokens.length || next === undefined || isInput(next)) continue;
    assert.deepEqual(
      ways.map((way) => TOKENS[way.predict()].text),
      ways.map(() => TOKENS[next].text),
      `graph, dense, hull and engine after token ${position}`,
    );
  }
}

const isInput = (token: number) => ['in', 'eof'].includes(TOKENS[token].family);

function agreesWithV8(run: Expected, v8: ReturnType<typeof runInV8>): void {
  assert.deepEqual([...stdoutOf(run)], v8.output);
  assert.equal(run.stopped === 'halted' ? run.exitStatus : run.stopped, v8.end);
}

describe(`V8, interpreter, graph, dense pass, hull and engine agree, seed ${SEED}`, function () {
  this.timeout(60_000);
  for (const [name, wat] of Object.entries(PROGRAMS)) it(name, () => agree(wat));
  for (let seed = SEED; seed < SEED + RANDOM; seed++)
    it(`random program ${seed}`, () => agree(randomProgram(createRandom(seed))));
});
