import assert from 'node:assert/strict';
import { BinaryReader, type IOperatorInformation, OperatorCodeNames } from 'wasmparser';
import type { Module } from '../../src/toolchain/module';
import { toProgram } from '../../src/toolchain/program';
import { provide } from '../../src/toolchain/provide';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { generateModule } from './generate';
import { createRandom } from './random';

const decodeWat = async (wat: string) => readWasm(await assembleWat('test.wat', wat));

const VARIED = `(module
  (type $same (func (param i32)))
  (import "env" "log" (func $log (param i32)))
  (memory 1 2) (table 3 funcref) (elem (i32.const 1) $varied)
  (global $wide (mut i64) (i64.const -5))
  (func $varied (export "main") (param $x i32) (param $y f64) (result i32) (local $q i64)
    (drop (i64.const 0x123456789abcdef0))
    (drop (f32.const -1.5))
    (drop (f64.const nan:0x4000000000001))
    (local.set $q (i64.load32_s offset=70000 (i32.const -1)))
    (memory.copy (i32.const 0) (i32.const 0) (i32.const 0))
    (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))
    (drop (i32.trunc_sat_f64_s (local.get $y)))
    (block $b (block $c (br_table $b $c $b (local.get $x))))
    (call_indirect (type $same) (i32.const 1) (i32.const 2))
    (select (i32.const 1) (i32.const 2) (local.get $x))))`;

/** The byte offset and name of every instruction in function bodies, as another decoder sees them. */
function offsetsByWasmparser(file: Uint8Array): string[] {
  const CODE_OPERATOR = 30;
  const reader = new BinaryReader();
  const copy = Uint8Array.from(file);
  reader.setData(copy.buffer, 0, copy.length);
  const found: string[] = [];
  for (let at = 0; reader.read(); at = reader.position)
    if (Number(reader.state) === CODE_OPERATOR)
      found.push(`${at} ${OperatorCodeNames[(reader.result as IOperatorInformation).code]}`);
  return found;
}

const offsets = ({ functions }: Module) =>
  functions.flatMap(({ body }) => body.map(({ op, offset }) => `${offset} ${op}`));

describe('decode', () => {
  it('keeps names in any script, byte order marks too', async () => {
    const names = ['počítání', '数', '\ufeffmark', '😀'];
    const exported = names.map((name) => `(func (export "${name}"))`).join(' ');
    const { exports } = await decodeWat(`(module ${exported})`);
    assert.deepEqual(
      exports.map(({ name }) => name),
      names,
    );
  });

  it('gives every instruction the offset that another decoder gives it', async () => {
    for (const wat of [VARIED, ...[1, 2, 3].map((seed) => generateModule(createRandom(seed)))]) {
      const module = await decodeWat(wat);
      assert.deepEqual(offsets(module), offsetsByWasmparser(module.file));
    }
  });

  it('reads immediates of every kind', async () => {
    const [, varied] = (await decodeWat(VARIED)).functions;
    const find = (op: string) => varied.body.find((instruction) => instruction.op === op);
    assert.equal(find('i64.const')?.wide, 0x123456789abcdef0n);
    assert.equal(find('f32.const')?.a, 0xbfc00000);
    assert.equal(find('f64.const')?.wide, 0x7ff4000000000001n);
    assert.equal(find('i32.const')?.a, 0xffffffff);
    assert.equal(find('i64.load32_s')?.a, 70000);
    assert.deepEqual(find('br_table')?.labels, [1, 0, 1]);
    assert.deepEqual(find('block')?.type, { params: [], results: [] });
  });

  it('knows names, variables, types and where the code lies', async () => {
    const module = await decodeWat(VARIED);
    const [log, varied] = module.functions;
    assert.deepEqual(log.imported, { module: 'env', field: 'log' });
    assert.equal(varied.name, 'varied');
    assert.deepEqual(varied.variables, [
      { name: 'x', type: 'i32', slots: [0], parameter: true },
      { name: 'y', type: 'f64', slots: [1], parameter: true },
      { name: 'q', type: 'i64', slots: [2], parameter: false },
    ]);
    assert.deepEqual(varied.locals, ['i64']);
    assert.deepEqual(varied.results, ['i32']);
    // The declaration of one local takes three bytes.
    assert.equal(varied.bytes[0] + 3, varied.body[0].offset);
    assert.equal(varied.bytes[1], (varied.body.at(-1)?.offset ?? 0) + 1);
    assert.deepEqual(module.globalVariables, [{ name: 'wide', type: 'i64', slots: [0] }]);
    assert.equal(module.globals[0].init.wide, 0xfffffffffffffffbn);
    assert.deepEqual(module.memory, { pages: 1, maxPages: 2 });
    assert.equal(module.tables[0].size, 3);
  });

  it('names what has no name section by its exports and numbers', async () => {
    const file = await assembleWat('test.wat', VARIED.replace(/\$varied/g, ''));
    const stripped = stripCustomSections(file);
    const [, varied] = readWasm(stripped).functions;
    assert.equal(varied.name, 'main');
    assert.equal(varied.variables[2].name, 'local2');
  });

  it('reads a name section that is cut off as far as it goes', async () => {
    const file = await assembleWat('test.wat', VARIED);
    const payload = [4, ...Buffer.from('name'), 1, 30, 2, 0, 3, ...Buffer.from('abc'), 1, 200];
    const broken = [...stripCustomSections(file), 0, payload.length, ...payload];
    const module = readWasm(Uint8Array.from(broken));
    assert.equal(module.functions[0].name, 'abc');
    assert.equal(module.functions[1].name, 'main');
  });

  it('makes equal types one', async () => {
    const module = await decodeWat(`(module
      (type $a (func (param i32))) (type $b (func)) (type $c (func (param i32)))
      (table 1 funcref)
      (func (type $c) (call_indirect (type $c) (local.get 0) (local.get 0))))`);
    assert.equal(module.functions[0].type, 0);
    assert.equal(module.functions[0].body[2].a, 0);
  });
});

function stripCustomSections(file: Uint8Array): Uint8Array {
  const kept = [...file.subarray(0, 8)];
  for (let at = 8; at < file.length; ) {
    let end = at + 1;
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      size |= (file[end] & 0x7f) << shift;
      if (file[end++] < 0x80) break;
    }
    end += size;
    if (file[at] !== 0) kept.push(...file.subarray(at, end));
    at = end;
  }
  return Uint8Array.from(kept);
}

describe('what is refused', () => {
  const refuses = async (file: Uint8Array | Promise<Uint8Array>, message: RegExp) => {
    const bytes = await file;
    assert.throws(() => toProgram(provide(readWasm(bytes))), { name: 'BuildError', message });
  };
  const main = (code: string, rest = '') =>
    assembleWat('test.wat', `(module ${rest} (func (export "main") ${code}))`);

  it('a file that is not a module', async () => {
    await refuses(Buffer.from('int main(void) {}'), /not a WebAssembly module.*give a \.wasm file/);
    await refuses(new Uint8Array(0), /not a WebAssembly module/);
  });

  it('a module that is cut off or not valid', async () => {
    const file = await main('(drop (i32.const 1))');
    await refuses(file.subarray(0, 20), /module is not valid.*Build it again/);
    const mistyped = file.slice();
    mistyped[mistyped.lastIndexOf(0x1a)] = 0x45;
    await refuses(mistyped, /module is not valid/);
  });

  describe('every feature that the machine lacks, by its name', () => {
    const TABLE = '(table 1 funcref)';
    const features: Record<string, readonly (readonly [code: string, rest?: string])[]> = {
      'SIMD \\(v128.const at byte 0x': [['(drop (v128.const i32x4 1 2 3 4))']],
      SIMD: [
        ['', '(func (param v128))'],
        ['(drop (i8x16.relaxed_swizzle (v128.const i32x4 0 0 0 0) (v128.const i32x4 0 0 0 0)))'],
      ],
      'threads and atomics.*i32\\.atomic\\.load': [
        ['(drop (i32.atomic.load (i32.const 0)))', '(memory 1)'],
      ],
      'threads and atomics': [
        ['', '(memory 1 1 shared)'],
        ['', '(import "a" "b" (memory 1 1 shared))'],
      ],
      'exceptions.*setjmp': [
        ['(try (do) (catch_all))'],
        ['(block $b (try_table (catch_all $b)))'],
        ['', '(tag)'],
        ['', '(import "a" "b" (tag))'],
      ],
      'reference types': [
        ['(drop (ref.null func))'],
        ['', '(func (param externref))'],
        ['', '(table 1 externref)'],
        ['(drop (table.size 0))', TABLE],
        ['(drop (table.get 0 (i32.const 0)))', TABLE],
        ['', '(func $f) (global funcref (ref.func $f))'],
        ['(drop (ref.func $f))', '(func $f) (elem declare func $f)'],
      ],
      'passive segments of table elements': [['', `(memory 1) ${TABLE} (elem func)`]],
      'more than one table': [['', `${TABLE} ${TABLE}`]],
      'more than one memory': [
        ['', '(memory 1) (memory 1)'],
        ['(drop (i32.load $b (i32.const 0)))', '(memory 1) (memory $b 1)'],
      ],
      'tail calls': [
        ['(return_call 0)'],
        ['(return_call_indirect (type $t) (i32.const 0))', `(type $t (func)) ${TABLE}`],
      ],
      '64-bit memory': [['', '(memory i64 1)']],
      'garbage collection': [['', '(type (struct))']],
      'constant expressions that compute': [
        ['', '(global i32 (i32.add (i32.const 1) (i32.const 2)))'],
      ],
    };
    for (const [feature, modules] of Object.entries(features))
      it(feature, async () => {
        for (const [code, rest] of modules)
          await refuses(main(code, rest), new RegExp(`uses ${feature}`));
      });

    it('also those that wabt cannot write', async () => {
      const module = (...bytes: number[]) =>
        Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...bytes]);
      await refuses(module(5, 4, 1, 3, 1, 1), /threads and atomics/);
      await refuses(module(5, 3, 1, 4, 1), /64-bit memory.*wasm32/);
      await refuses(module(4, 4, 1, 0x70, 4, 1), /other proposals|64-bit memory/);
      await refuses(module(5, 4, 1, 8, 1, 0), /other proposals/);
      for (const type of [
        [0x5f, 0],
        [0x5e, 0x7f, 0],
        [0x50, 0, 0x60, 0, 0],
      ])
        await refuses(module(1, type.length + 1, 1, ...type), /garbage collection/);
    });
  });

  it('any damage, with a message and never a crash', async () => {
    const random = createRandom(7);
    const file = await assembleWat('test.wat', VARIED);
    for (let i = 0; i < 2000; i++) {
      const damaged = file.slice();
      for (let n = 1 + random.below(3); n > 0; n--)
        damaged[8 + random.below(file.length - 8)] = random.below(256);
      try {
        readWasm(damaged);
      } catch (error) {
        assert.equal((error as Error).name, 'BuildError', `damage ${i}: ${error}`);
      }
    }
  });

  it('imports that nothing provides', async () => {
    await refuses(main('', '(import "env" "f" (func))'), /imports the function "env\.f"/);
    await refuses(main('', '(import "env" "g" (global i32))'), /imports the global "env\.g"/);
  });

  it('no memory or table that is only imported, which is made', async () => {
    const imports = '(import "env" "m" (memory 2)) (import "env" "t" (table 3 funcref))';
    const program = toProgram(
      provide(readWasm(await main('(i32.store (i32.const 0) (i32.const 1))', imports))),
    );
    assert.equal(program.memory.pages, 2);
  });

  it('nothing to run, and too much memory', async () => {
    const empty = await assembleWat('test.wat', '(module (func (export "main") (param i32)))');
    await refuses(empty, /nothing to run: export a function/);
    await refuses(main('', '(memory 1025)'), /1025 pages.*the machine has 1024/);
  });

  it('text that does not parse or validate, with its place', async () => {
    const error = { name: 'BuildError', message: /line 2, column 4.*i32\.foo/ };
    await assert.rejects(assembleWat('a.wat', '(module (func\n  (i32.foo)\n  (bar)))'), error);
    await assert.rejects(assembleWat('a.wat', '(module (func\n  (i32.foo)\n  (bar)))'), {
      diagnostics: [
        {
          file: 'a.wat',
          line: 2,
          column: 4,
          message: 'unexpected token "i32.foo", expected an instr.',
        },
        { file: 'a.wat', line: 3, column: 4, message: 'unexpected token bar.' },
      ],
    });
    await assert.rejects(assembleWat('a.wat', '(module (func (result i32) nop))'), {
      message: /type mismatch in implicit return/,
    });
  });
});
