/** WASI and imports: what the corpus cannot show. */
import assert from 'node:assert/strict';
import { createInterpreter } from '../../src/program/interpret';
import { fromModule } from '../../src/toolchain/build';
import { BuildError } from '../../src/toolchain/errors';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { interpret } from '../corpus';

const programOf = async (wat: string) => fromModule(readWasm(await assembleWat('test.wat', wat)));
const importOf = (name: string, type: string) =>
  `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${type}))`;
const rejects = (wat: string, pattern: RegExp) =>
  assert.rejects(
    programOf(wat),
    (error) => error instanceof BuildError && pattern.test(error.message),
  );

describe('WASI', () => {
  it('reads no further than the end of a line', async () => {
    const program = await programOf(`(module
      ${importOf('fd_read', '(param i32 i32 i32 i32) (result i32)')}
      (memory 1)
      (data (i32.const 0) "\\10\\00\\00\\00\\40\\00\\00\\00")
      (func (export "run") (result i32)
        (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
        (i32.load (i32.const 8))))`);
    const typed = [...Buffer.from('ab\ncd')];
    const interpreter = createInterpreter(program, {
      output: () => {},
      input: () => typed.shift(),
    });
    while (interpreter.stopped === undefined) interpreter.step();
    assert.equal(interpreter.exitStatus, 3);
    assert.equal(Buffer.from(typed).toString(), 'cd');
    assert.equal(Buffer.from(interpreter.memory.slice(16, 20)).toString(), 'ab\n\0');
  });

  it('gives the clock in eight bytes', async () => {
    const program = await programOf(`(module
      ${importOf('clock_time_get', '(param i32 i64 i32) (result i32)')}
      (memory 1)
      (func (export "run") (result i32)
        (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 8)))
        (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 16)))
        (i32.wrap_i64
          (i64.div_u
            (i64.sub (i64.load (i32.const 16)) (i64.load (i32.const 8)))
            (i64.const 5000)))))`);
    // Of the test host each reading is a million nanoseconds after the one before.
    assert.equal(interpret(program).exit, 200);
  });

  it('answers at once when a program waits', async () => {
    const program = await programOf(`(module
      ${importOf('poll_oneoff', '(param i32 i32 i32 i32) (result i32)')}
      (memory 1)
      (data (i32.const 0) "\\2a")
      (func (export "run") (result i32)
        (drop (call $poll_oneoff (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))
        (i32.add (i32.load (i32.const 64)) (i32.load (i32.const 128)))))`);
    assert.equal(interpret(program).exit, 43);
  });

  it('has no files', async () => {
    const program = await programOf(`(module
      ${importOf('fd_prestat_get', '(param i32 i32) (result i32)')}
      (func (export "run") (result i32) (call $fd_prestat_get (i32.const 3) (i32.const 0))))`);
    assert.equal(interpret(program).exit, 8);
  });

  it('can be used through a function pointer', async () => {
    const program = await programOf(`(module
      (import "stepformer" "output.stdout" (func $out (param i32)))
      (type $byte (func (param i32)))
      (table 1 funcref)
      (elem (i32.const 0) $out)
      (func (export "run")
        (call $out (i32.const 104))
        (call_indirect (type $byte) (i32.const 105) (i32.const 0))))`);
    assert.equal(Buffer.from(interpret(program).stdout).toString(), 'hi');
  });
});

describe('linking', () => {
  it('adds only what is used', async () => {
    const program = await programOf(`(module
      (func (export "run") (result i32) (i32.wrap_i64 (i64.rotl (i64.const 1) (i64.const 3)))))`);
    const runtime = program.functions.filter(({ origin }) => origin === 'runtime');
    assert.deepEqual(
      runtime.map(({ name }) => name),
      ['i64.rotl'],
    );
  });

  it('names an import that nothing provides', async () => {
    const run = '(func (export "run"))';
    await rejects(`(module (import "env" "draw" (func)) ${run})`, /"env\.draw".*define it/);
    await rejects(`(module (import "gl" "clear" (func)) ${run})`, /"gl\.clear".*wasm32-wasip1/);
    await rejects(
      `(module ${importOf('fd_flurb', '(result i32)')} ${run})`,
      /"wasi_snapshot_preview1\.fd_flurb"/,
    );
  });

  it('refuses an import of another type', () =>
    rejects(
      `(module ${importOf('fd_write', '(param i32) (result i32)')} (func (export "run")))`,
      /fd_write.*parameters or results/,
    ));
});
