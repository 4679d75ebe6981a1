/** 64-bit integers against `BigInt`, floats as data, and what is kept of the original. */
import assert from 'node:assert/strict';
import { createInterpreter } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { RECIPES } from '../../src/toolchain/recipes';
import { interpret } from '../corpus';
import { createRandom, EDGES, type Random } from './random';

const SEED = Number(process.env.SEED ?? 64);
const PAIRS = 300;

async function programOf(wat: string): Promise<Program> {
  return fromModule(readWasm(await assembleWat('test.wat', wat)));
}

const signed = (value: bigint) => BigInt.asIntN(64, value);
const flag = (value: boolean) => (value ? 1n : 0n);
const count = (n: bigint) => n & 63n;
const bits = (n: bigint) => n.toString(2).padStart(64, '0');

/** What each operation does with unsigned operands; the result counts modulo 2^64. */
const BINARY: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div_s: (a, b) => signed(a) / signed(b),
  div_u: (a, b) => a / b,
  rem_s: (a, b) => signed(a) % signed(b),
  rem_u: (a, b) => a % b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << count(b),
  shr_s: (a, b) => signed(a) >> count(b),
  shr_u: (a, b) => a >> count(b),
  rotl: (a, b) => (a << count(b)) | (a >> (64n - count(b))),
  rotr: (a, b) => (a >> count(b)) | (a << (64n - count(b))),
};
const COMPARISONS: typeof BINARY = {
  eq: (a, b) => flag(a === b),
  ne: (a, b) => flag(a !== b),
  lt_s: (a, b) => flag(signed(a) < signed(b)),
  lt_u: (a, b) => flag(a < b),
  gt_s: (a, b) => flag(signed(a) > signed(b)),
  gt_u: (a, b) => flag(a > b),
  le_s: (a, b) => flag(signed(a) <= signed(b)),
  le_u: (a, b) => flag(a <= b),
  ge_s: (a, b) => flag(signed(a) >= signed(b)),
  ge_u: (a, b) => flag(a >= b),
};
const UNARY: Readonly<Record<string, (a: bigint) => bigint>> = {
  clz: (a) => BigInt(`${bits(a)}1`.indexOf('1')),
  ctz: (a) => BigInt([...bits(a)].reverse().concat('1').indexOf('1')),
  popcnt: (a) => BigInt(bits(a).replaceAll('0', '').length),
  extend8_s: (a) => BigInt.asIntN(8, a),
  extend16_s: (a) => BigInt.asIntN(16, a),
  extend32_s: (a) => BigInt.asIntN(32, a),
};

/** Edge words in both halves, random ones, and numbers of every length. */
function operands(random: Random): bigint[] {
  const pair = () => (BigInt(random.word()) << 32n) | BigInt(random.word());
  const words = EDGES.map(BigInt);
  const edges = words.flatMap((word) => [word, word << 32n, 0xffffffff00000000n | word]);
  const lengths = Array.from({ length: 64 }, (_, n) => pair() >> BigInt(n));
  const chosen = [...edges, ...lengths, ...Array.from({ length: PAIRS }, pair)];
  return chosen.map((value) => BigInt.asUintN(64, value));
}

/** Applies `body`, which takes operands 0 and 1 from the locals $a and $b and leaves an i64, to all pairs. */
async function applyToAll(body: string, pairs: readonly (readonly [bigint, bigint])[]) {
  const program = await programOf(`(module
    (memory 1)
    (func (export "run")
      (local $at i32) (local $a i64) (local $b i64)
      (loop $next
        (local.set $a (i64.load (local.get $at)))
        (local.set $b (i64.load offset=8 (local.get $at)))
        (i64.store (local.get $at) ${body})
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $at) (i32.const ${pairs.length * 16}))))))`);
  const image = new Uint8Array(BigUint64Array.from(pairs.flat()).buffer);
  const interpreter = createInterpreter(
    { ...program, memory: { ...program.memory, image } },
    { output: () => {}, input: () => undefined },
  );
  while (interpreter.stopped === undefined) interpreter.step();
  assert.equal(interpreter.stopped, 'halted');
  const memory = new DataView(interpreter.memory.buffer, interpreter.memory.byteOffset);
  return pairs.map((_, i) => memory.getBigUint64(i * 16, true));
}

describe(`64-bit integers, seed ${SEED}`, () => {
  const random = createRandom(SEED);
  const values = operands(random);
  const all = values.map((a) => [a, random.below(4) ? random.pick(values) : a] as const);
  const check = (name: string, pairs: typeof all, body: string, f: typeof BINARY.add) =>
    it(name, async () => {
      const results = await applyToAll(body, pairs);
      pairs.forEach(([a, b], i) => {
        assert.equal(results[i], BigInt.asUintN(64, f(a, b)), `${name} of ${a} and ${b}`);
      });
    });

  const traps = (name: string, [a, b]: readonly [bigint, bigint]) =>
    (/div|rem/.test(name) && b === 0n) ||
    (name === 'div_s' && a === 1n << 63n && signed(b) === -1n);
  for (const [name, f] of Object.entries(BINARY)) {
    const pairs = all.filter((pair) => !traps(name, pair));
    check(name, pairs, `(i64.${name} (local.get $a) (local.get $b))`, f);
  }
  for (const [name, f] of Object.entries(COMPARISONS))
    check(name, all, `(i64.extend_i32_u (i64.${name} (local.get $a) (local.get $b)))`, f);
  for (const [name, f] of Object.entries(UNARY))
    check(name, all, `(i64.${name} (local.get $a))`, f);
  check('eqz', all, '(i64.extend_i32_u (i64.eqz (local.get $a)))', (a) => flag(a === 0n));
  check('extend_i32_s', all, '(i64.extend_i32_s (i32.wrap_i64 (local.get $a)))', (a) =>
    BigInt.asIntN(32, a),
  );

  for (const name of ['div_s', 'div_u', 'rem_s', 'rem_u'])
    it(`${name} by zero traps`, async () => {
      const body = `(drop (i64.${name} (i64.const 5) (i64.const 0)))`;
      const { trap } = interpret(await programOf(`(module (func (export "run") ${body}))`));
      assert.equal(trap, 'integer divide by zero');
    });
  it('div_s of the lowest number by -1 traps, rem_s is 0', async () => {
    const operation = (name: string) =>
      `(i64.${name} (i64.const 0x8000000000000000) (i64.const -1))`;
    const run = async (body: string) =>
      interpret(await programOf(`(module (func (export "run") (result i32) ${body}))`));
    const wrapped = (name: string) => `(i32.wrap_i64 ${operation(name)})`;
    assert.equal((await run(wrapped('div_s'))).trap, 'integer overflow');
    assert.equal((await run(wrapped('rem_s'))).exit, 0);
  });
});

describe('the cost of 64-bit integers', () => {
  const CHEAP = /^i64\.(add|sub|shl|shr_[su]|eqz|(eq|ne|[lg][te])(_[su])?|and|or|xor)$/;

  for (const [op, recipe] of Object.entries(RECIPES).filter(([op]) => CHEAP.test(op)))
    it(`${op} takes at most 12 instructions and no call`, () => {
      const instructions = recipe.split(/\s+/);
      assert.ok(instructions.length <= 12, `${instructions.length}`);
      assert.ok(!recipe.includes('call:'));
    });
});

describe('lowering', () => {
  it('moves floats without computing with them', async () => {
    const program = await programOf(`(module
      (memory 1)
      (global $g (mut f64) (f64.const -0.1))
      (func $pass (param f32 f64) (result f64 f32) (local.get 1) (local.get 0))
      (func (export "run") (local $d f64) (local $f f32)
        (call $pass (f32.const 1.5) (global.get $g))
        (local.set $f)
        (local.tee $d)
        (global.set $g)
        (f32.store (i32.const 0) (f32.neg (local.get $f)))
        (f64.store (i32.const 8) (f64.abs (global.get $g)))
        (f64.store (i32.const 16) (f64.copysign (f64.const 2.5) (local.get $d)))
        (f64.store (i32.const 24) (select (f64.const 1) (f64.const 2) (i32.const 0)))))`);
    const interpreter = createInterpreter(program, { output: () => {}, input: () => undefined });
    while (interpreter.stopped === undefined) interpreter.step();
    const memory = new DataView(interpreter.memory.buffer);
    assert.equal(memory.getFloat32(0, true), -1.5);
    assert.equal(memory.getFloat64(8, true), 0.1);
    assert.equal(memory.getFloat64(16, true), -2.5);
    assert.equal(memory.getFloat64(24, true), 2);
  });

  it('links only the functions of floats that are called', async () => {
    const program = await programOf(`(module
      (func (export "run") (result i32)
        (i32.trunc_f64_s (f64.add (f64.const 1) (f64.const 2)))))`);
    assert.equal(interpret(program).exit, 3);
    const linked = program.functions.filter(({ origin }) => origin === 'runtime');
    assert.deepEqual(linked.map(({ name }) => name).sort(), [
      'add_subnormal',
      'f64.add',
      'i32.trunc_f64_s',
    ]);
  });

  it('says which slots hold a parameter, a local and a global', async () => {
    const program = await programOf(`(module
      (global $g f64 (f64.const 1))
      (global $h i32 (i32.const 2))
      (func $f (export "run") (local $a i32) (local $b i64) (local $c f32)
        (local.set $b (i64.const 1)) (local.set $c (f32.const 2))))`);
    const slots = ({ name, slots }: { name: string; slots: readonly number[] }) =>
      `${name}:${slots.join()}`;
    assert.deepEqual(program.functions[0].locals.map(slots), ['a:0', 'b:1,2', 'c:3']);
    assert.deepEqual(program.globals.map(slots), ['g:0,1', 'h:2']);
  });

  it('counts each original instruction once', async () => {
    const body =
      '(i64.store (i32.const 8) (i64.add (i64.mul (i64.const 3) (i64.const 5)) (i64.const 1)))';
    const program = await programOf(`(module (memory 1) (func (export "run") ${body}))`);
    assert.equal(interpret(program).counted, 7);
  });
});
