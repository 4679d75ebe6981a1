/**
 * The engine on a long run of the machine, over several pages of its memory: sampled tokens of the past, going
 * back, and stopping at marks, with the hull executor as oracle.
 */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/engine';
import { PAGE } from '../../src/engine/layout';
import { readForm } from '../../src/executor/executor';
import { createHullExecutor } from '../../src/executor/hull';
import { MARK } from '../../src/executor/marks';
import { WATCHED } from '../../src/machine/watched';
import { TOKENS } from '../../src/program/vocabulary';
import { machineEngine } from '../executor/engine';
import { assertRun, type Expected, expectedTokens } from '../executor/expected';
import { machineModel } from '../executor/model';
import { assertSameAttention, assertSameStreams, type Seen } from '../executor/same';
import { programOf } from '../toolchain/oracle';
import { createRandom } from '../toolchain/random';
import { type Recorded, record } from './record';

const SEED = Number(process.env.SEED ?? 1);
/** Recursion, memory and arithmetic, for ever. */
const PROGRAM = `(module
  (memory 2)
  (func $fibonacci (param $n i32) (result i32)
    (i32.store (i32.mul (local.get $n) (i32.const 5003)) (i32.xor (local.get $n) (i32.const -77)))
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (i32.load8_u (i32.const 0)))
      (else
        (i32.add
          (call $fibonacci (i32.sub (local.get $n) (i32.const 1)))
          (i32.div_u (call $fibonacci (i32.sub (local.get $n) (i32.const 2))) (i32.const 3))))))
  (func (export "main") (result i32)
    (loop $again (drop (call $fibonacci (i32.const 5))) (br $again))
    unreachable))`;
const LENGTH = 2 * PAGE + 500;
const SAMPLES = 80;
/** Tokens after which an engine without history has forgotten much, and how many are compared at once. */
const FORGOTTEN = 2 ** 20;
const BATCH = 1000;

const random = createRandom(SEED);

/** Where pages begin and end, and positions at random. */
const sampled = new Set([
  ...[1, 2].flatMap((n) => [n * PAGE - 1, n * PAGE, n * PAGE + 1]),
  ...Array.from({ length: SAMPLES }, () => random.below(LENGTH)),
]);

/** A boundary before an operation: where the machine stands, and which token comes next. */
interface Boundary {
  readonly position: number;
  readonly pc: number;
  readonly depth: number;
}

interface Oracle {
  readonly run: Expected;
  readonly moments: readonly Recorded[];
  readonly boundaries: readonly Boundary[];
}

async function consult(): Promise<Oracle> {
  const program = await programOf(PROGRAM);
  const run = expectedTokens(program, () => undefined, LENGTH);
  const hull = createHullExecutor(machineModel());
  const moments: Oracle['moments'][number][] = [];
  const boundaries: Boundary[] = [];
  const taps = WATCHED.map((name) => hull.model.taps.find((tap) => tap.name === name));
  run.tokens.forEach((token, position) => {
    hull.append(token);
    if (sampled.has(position)) moments.push(record(hull, () => []));
    const next = run.tokens[position + 1];
    if (position < run.prompt.tokens.length - 1 || next === undefined) return;
    if (TOKENS[next].family !== 'op') return;
    const [pc, depth] = taps.map((tap) =>
      tap ? readForm(tap.form, hull.residual(tap.layer)) : NaN,
    );
    boundaries.push({ position, pc, depth });
  });
  return { run, moments, boundaries };
}

function assertMoment(pass: Seen, { moments }: Oracle, position: number): void {
  const moment = moments.find(({ length }) => length === position + 1);
  assert.ok(moment, `token ${position} was not recorded`);
  assertSameStreams(pass, moment);
  assertSameAttention(pass, moment);
}

function past(engine: Engine, position: number): Seen {
  return { model: engine.model, length: position + 1, ...engine.at(position) };
}

describe(`the engine on a run of ${LENGTH} tokens, seed ${SEED}`, () => {
  let oracle: Oracle;
  let engine: Engine;

  before(async () => {
    oracle = await consult();
    engine = machineEngine();
    assertRun(engine, oracle.run);
  });

  it('shows tokens of the past as they were', () => {
    for (const position of sampled) assertMoment(past(engine, position), oracle, position);
  });

  it('goes back, and generates the same again', () => {
    const { prompt, tokens } = oracle.run;
    const later = [...sampled].filter((position) => position >= prompt.tokens.length);
    for (const position of later.sort((a, b) => b - a)) {
      engine.truncate(position + 1);
      assertMoment(engine, oracle, position);
      engine.run(Math.min(300, LENGTH - engine.length));
      assert.deepEqual(
        [...engine.tokens(position, engine.length)],
        tokens.slice(position, engine.length),
      );
    }
  });

  it('stops where the marks say', () => {
    const { prompt } = oracle.run;
    const pcs = [...new Set(oracle.boundaries.map(({ pc }) => pc))];
    for (let i = 0; i < 40; i++) {
      const level = random.below(6);
      const marks = new Uint8Array(Math.max(...pcs) + 1);
      const flags = [MARK.stop, MARK.below, MARK.at, MARK.above, MARK.count, 0];
      for (let n = 0; n < 6; n++) marks[random.pick(pcs)] = random.pick(flags) | random.pick(flags);
      const stops = ({ pc, depth }: Boundary) =>
        [MARK.stop, depth < level ? MARK.below : depth > level ? MARK.above : MARK.at].some(
          (flag) => (marks[pc] & flag) !== 0,
        );
      engine.watch({ marks: new Uint8Array(0), level: 0 });
      engine.run(LENGTH - engine.length);
      engine.truncate(prompt.tokens.length + random.below(LENGTH - prompt.tokens.length - 1));
      engine.watch({ marks, level });
      const from = engine.length - 1;
      const leaving = random.below(2) === 0;
      const passed = engine.passed;
      const expected = oracle.boundaries.find(
        (boundary) => boundary.position >= (leaving ? from + 1 : from) && stops(boundary),
      );
      const stop = engine.run(LENGTH - engine.length, leaving);
      const where = `run ${i} from token ${from}`;
      assert.equal(stop, expected ? 'boundary' : 'budget', where);
      assert.equal(engine.length - 1, expected?.position ?? LENGTH - 1, where);
      if (expected) assert.deepEqual([...engine.watched()], [expected.pc, expected.depth], where);
      const counted = oracle.boundaries.filter(
        ({ position, pc }) =>
          position >= from && position < engine.length - 1 && (marks[pc] & MARK.count) !== 0,
      );
      assert.equal(engine.passed - passed, counted.length, `operations passed in ${where}`);
    }
  });

  it('generates the same without history, and keeps less', () => {
    const engines = [true, false].map((history) => machineEngine({ history }));
    const { tokens } = oracle.run.prompt;
    for (const way of engines) {
      way.feed(tokens.slice(0, -1));
      way.append(tokens[tokens.length - 1]);
    }
    const [whole, collected] = engines;
    for (let from = tokens.length; from < FORGOTTEN; from += BATCH) {
      const [expected, found] = engines.map((way) => {
        way.run(BATCH);
        return way.tokens(from, from + BATCH);
      });
      assert.ok(Buffer.from(found.buffer).equals(Buffer.from(expected.buffer)), `from ${from}`);
    }
    assert.ok(collected.keptBytes() < whole.keptBytes() / 4);
    assert.throws(() => collected.at(Math.floor(FORGOTTEN / 3)), RangeError);
  });
});
