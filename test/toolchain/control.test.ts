import assert from 'node:assert/strict';
import { createInterpreter } from '../../src/program/interpret';
import { agreeWithV8, interpret, programOf } from './oracle';

const OUT = '(import "test" "out" (func $out (param i32)))';

/** A module whose "main" calls $f, of type [i32] → [i32], with 0 to `calls - 1` and puts out the results. */
const calling = (f: string, calls: number) => `(module ${OUT}
  ${f}
  (func (export "main")
    ${Array.from({ length: calls }, (_, i) => `(call $out (call $f (i32.const ${i})))`).join('\n')}))`;

describe('control flow agrees with V8', () => {
  it('if with and without else, with parameters and results', async () => {
    await agreeWithV8(
      calling(
        `(func $f (param i32) (result i32)
          (local.get 0)
          (if (param i32) (result i32) (i32.eq (local.get 0) (i32.const 1))
            (then (i32.const 10) (i32.add))
            (else (i32.const 20) (i32.add)))
          (if (param i32) (result i32) (i32.eq (local.get 0) (i32.const 2))
            (then (i32.const 3) (i32.mul)))
          (if (i32.eqz (local.get 0)) (then (return (i32.const 99)))))`,
        4,
      ),
    );
  });

  it('br_table with operands left behind at several depths', async () => {
    await agreeWithV8(
      calling(
        `(func $f (param i32) (result i32)
          (block $a (result i32)
            (i32.const 1000)
            (block $b (result i32)
              (i32.const 2000)
              (block $c (result i32)
                (i32.const 7) (i32.const 8) (i32.const 30)
                (local.get 0)
                (br_table $c $b $a $b $c))
              (i32.add))
            (i32.add)))`,
        7,
      ),
    );
  });

  it('br_table to a loop and out of the function', async () => {
    await agreeWithV8(
      calling(
        `(func $f (param i32) (result i32)
          (i32.const 5)
          (loop $l (param i32) (result i32)
            (i32.const 3) (i32.add)
            (local.set 0 (i32.add (local.get 0) (i32.const 1)))
            (i32.ge_u (local.get 0) (i32.const 6))
            (br_table $l 1)))`,
        8,
      ),
    );
  });

  it('br_if carries several values over operands that lie below', async () => {
    await agreeWithV8(
      calling(
        `(func $f (param i32) (result i32)
          (i32.const 100)
          (block $b (result i32 i32)
            (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4)
            (br_if $b (i32.eq (local.get 0) (i32.const 1)))
            (i32.sub)
            (br_if $b (i32.eq (local.get 0) (i32.const 2)))
            (i32.mul) (i32.add) (i32.const 50)
            (br_if $b (local.get 0)))
          (i32.sub) (i32.add))`,
        4,
      ),
    );
  });

  it('the local that br_if keeps in the meantime is not one of the function', async () => {
    await agreeWithV8(
      calling(
        `(func $f (param i32) (result i32) (local $x i32)
          (local.set $x (i32.const 40))
          (block $b (result i32)
            (i32.const 5) (i32.const 6)
            (br $b))
          (i32.add (local.get $x)))`,
        1,
      ),
    );
  });

  it('return leaves only the results', async () => {
    await agreeWithV8(
      calling(
        `(func $g (param i32) (result i32 i32)
          (i32.const 1) (i32.const 2) (i32.const 3)
          (br_if 0 (local.get 0))
          (return (i32.const 4)))
        (func $f (param i32) (result i32) (call $g (local.get 0)) (i32.sub))`,
        2,
      ),
    );
  });

  it('code that is never reached is left out, constructs in it as well', async () => {
    const wat = calling(
      `(func $f (param i32) (result i32)
        (block $b
          (br $b)
          (block (loop (if (i32.const 1) (then (unreachable)) (else (br 1)))))
          (drop (i32.add)))
        (if (result i32) (local.get 0)
          (then (return (i32.const 1)) (block (nop)))
          (else (unreachable) (if (then) (else)) (i32.const 2))))`,
      1,
    );
    assert.equal((await agreeWithV8(wat)).end, 'unreachable');
    const program = await programOf(wat);
    assert.ok(!program.instructions.some(({ op }) => op === 'i32.add'));
  });

  it('endless jumps to jumps do not hang the toolchain', async () => {
    const program = await programOf(
      '(module (func (export "main") (loop $a (block $b (br $b)) (br $a))))',
    );
    const machine = createInterpreter(program, { output: () => {}, input: () => undefined });
    for (let i = 0; i < 1000; i++) machine.step();
    assert.equal(machine.stopped, undefined);
  });

  it('locals begin at zero, also at the second call', async () => {
    await agreeWithV8(
      calling(
        `(func $f (param i32) (result i32) (local $a i32) (local $b i32) (local $c i32)
          (if (i32.and (local.get 0) (i32.const 1)) (then (local.set $a (i32.const 9))))
          (loop $l
            (local.set $c (i32.add (local.get $c) (i32.const 1)))
            (local.set $b (local.get $c))
            (br_if $l (i32.lt_u (local.get $c) (i32.const 3))))
          (i32.add (local.get $a) (i32.mul (local.get $b) (i32.const 16))))`,
        4,
      ),
    );
  });

  it('a local that is written on every way is not zeroed', async () => {
    const program = await programOf(
      `(module (func (export "main") (result i32) (local i32)
        (if (i32.const 1)
          (then (local.set 0 (i32.const 1)))
          (else (local.set 0 (i32.const 2))))
        (local.get 0)))`,
    );
    const [main] = program.functions;
    const zeros = program.instructions.slice(main.begin, main.end).filter(({ a }) => a === 0);
    assert.deepEqual(
      zeros.filter(({ op }) => op === 'i32.const'),
      [],
    );
  });

  it('recursion, also of two functions', async () => {
    await agreeWithV8(
      calling(
        `(func $f (param i32) (result i32)
          (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
            (then (local.get 0))
            (else (i32.add
              (call $f (i32.sub (local.get 0) (i32.const 1)))
              (call $g (i32.sub (local.get 0) (i32.const 2)))))))
        (func $g (param i32) (result i32)
          (call $f (local.get 0)))`,
        12,
      ),
    );
  });

  it('call stack exhausted', async () => {
    const wat = '(module (func $f (export "main") (result i32) (i32.add (call $f) (i32.const 1))))';
    assert.equal((await agreeWithV8(wat)).end, 'call stack exhausted');
  });

  it('globals, their order and the start function', async () => {
    await agreeWithV8(`(module ${OUT}
      (global $a i32 (i32.const 41))
      (global $b (mut i32) (i32.const 300))
      (start $init)
      (func $init (global.set $b (i32.add (global.get $a) (i32.const 1))))
      (func (export "main")
        (call $out (global.get $b))
        (global.set $b (i32.const 7))
        (call $out (global.get $b))
        (global.set $b (global.get $a))
        (call $out (global.get $b))))`);
  });

  it('a start function alone is a program', async () => {
    const outcome = await agreeWithV8(
      `(module ${OUT} (start $s) (func $s (call $out (i32.const 65))))`,
    );
    assert.deepEqual(outcome.output, [65]);
  });

  it('input until its end, and the exit status from within', async () => {
    const wat = `(module ${OUT}
      (import "test" "in" (func $in (result i32)))
      (import "test" "exit" (func $exit (param i32)))
      (func $echo (local $c i32)
        (loop $l
          (local.tee $c (call $in))
          (if (i32.eq (i32.const -1)) (then (call $exit (i32.const 258)) (unreachable)))
          (call $out (local.get $c))
          (br $l)))
      (func (export "_start") (call $echo)))`;
    const outcome = await agreeWithV8(wat, [104, 0, 255]);
    assert.deepEqual(outcome, { output: [104, 0, 255], end: 258, memory: [] });
  });
});

describe('call_indirect agrees with V8', () => {
  const wat = (index: number) => `(module
    (type $unary (func (param i32) (result i32)))
    (type $same (func (param i32) (result i32)))
    (table 6 funcref)
    (elem (i32.const 1) $double $square $none)
    (elem (i32.const 3) $square)
    (elem (i32.const 4) $none)
    (func $double (type $unary) (i32.shl (local.get 0) (i32.const 1)))
    (func $square (type $same) (i32.mul (local.get 0) (local.get 0)))
    (func $none)
    (func (export "main") (result i32)
      (call_indirect (type $unary) (i32.const 9) (i32.const ${index}))))`;

  it('calls through the table, equal types being the same', async () => {
    assert.equal((await agreeWithV8(wat(1))).end, 18);
    assert.equal((await agreeWithV8(wat(2))).end, 81);
    assert.equal((await agreeWithV8(wat(3))).end, 81);
  });

  it('traps on another type, on null and past the end', async () => {
    assert.equal((await agreeWithV8(wat(4))).end, 'indirect call type mismatch');
    assert.equal((await agreeWithV8(wat(5))).end, 'uninitialized element');
    assert.equal((await agreeWithV8(wat(6))).end, 'undefined element');
    assert.equal((await agreeWithV8(wat(-1))).end, 'undefined element');
  });
});

describe('segments that do not fit', () => {
  it('trap before anything runs', async () => {
    const data = `(module (memory 1) (data (i32.const 65535) "ab") (func (export "main")))`;
    assert.equal((await agreeWithV8(data)).end, 'out of bounds memory access');
    const elements = '(module (table 2 funcref) (elem (i32.const 2) $f) (func $f (export "main")))';
    assert.equal((await agreeWithV8(elements)).end, 'out of bounds table access');
  });

  it('overlap in order, and may begin at a global', async () => {
    await agreeWithV8(`(module (memory (export "memory") 1)
      (data (i32.const 2) "abcd") (data (i32.const 4) "xy") (data (i32.const 65532) "end!")
      (func (export "main")))`);
  });
});

describe('what a run counts', () => {
  it('is the executed WebAssembly instructions, structural ones excepted', async () => {
    const program = await programOf(`(module (func (export "main") (result i32) (local $i i32)
      (block $b
        (loop $l
          (br_if $b (i32.eq (local.get $i) (i32.const 3)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $l)))
      (nop)
      (if (result i32) (local.get $i) (then (i32.const 5)) (else (i32.const 6)))))`);
    const machine = createInterpreter(program, { output: () => {}, input: () => undefined });
    while (!machine.stopped) machine.step();
    // Four times the test, three times the rest of the loop, and three after it.
    assert.equal(machine.counted, 4 * 4 + 3 * 5 + 3);
    assert.equal(interpret(program).end, 5);
  });
});
