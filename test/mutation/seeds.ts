/** The modules that are corrupted: small ones of every make, so that many stay valid when a byte changes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/toolchain/compile';
import { assembleWat } from '../../src/toolchain/read';
import { CASES } from '../corpus';
import { generate, write } from '../fuzz/generate';
import { createRandom } from '../toolchain/random';

export interface Seed {
  readonly name: string;
  readonly wasm: Uint8Array;
}

const RANDOM_MODULES = 12;
/** Compiled without and with debug information. */
const PROGRAMS = ['fibonacci.c', 'trap-divide.c', 'float-sum.c'];
const RUST = path.join(__dirname, '../debugger/stories/gcd.wasm');

/** One of each kind of section, and of each kind of segment. */
const SECTIONS = `(module
  (type $unary (func (param i32) (result i32)))
  (import "stepformer" "output.stdout" (func $out (param i32)))
  (memory (export "memory") 1 4)
  (table $t 8 funcref)
  (global $g (mut i64) (i64.const -5))
  (global $h f32 (f32.const 1.5))
  (elem (i32.const 1) $double $out2)
  (data (i32.const 16) "hello\\n")
  (data $passive "passive bytes")
  (func $double (type $unary) (i32.mul (local.get 0) (i32.const 2)))
  (func $out2 (type $unary) (call $out (local.get 0)) (local.get 0))
  (func $start (memory.init $passive (i32.const 64) (i32.const 0) (i32.const 13)) (data.drop $passive))
  (start $start)
  (func (export "run") (result i32) (local $i i32) (local $f f64)
    (loop $again
      (call $out (i32.load8_u offset=16 (local.get $i)))
      (local.set $f (f64.add (local.get $f) (f64.promote_f32 (global.get $h))))
      (global.set $g (i64.add (global.get $g) (i64.extend_i32_s (local.get $i))))
      (block $b (block $a
        (br_table $a $b $a (local.get $i))) (memory.fill (i32.const 99) (local.get $i) (i32.const 4)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 6))))
    (drop (memory.grow (i32.const 1)))
    (call_indirect (type $unary) (i32.trunc_sat_f64_s (local.get $f)) (i32.const 1))))`;

export async function seeds(): Promise<Seed[]> {
  const texts = [
    { name: 'sections', text: SECTIONS },
    ...CASES.filter(({ name }) => name.endsWith('.wat')).map(({ name, file }) => ({
      name,
      text: readFileSync(file, 'utf8'),
    })),
    ...Array.from({ length: RANDOM_MODULES }, (_, i) => ({
      name: `random ${i}`,
      text: write(generate(createRandom(i))),
    })),
  ];
  const assembled = await Promise.all(
    texts.map(async ({ name, text }) => ({ name, wasm: await assembleWat(name, text) })),
  );
  const compiled: Seed[] = [];
  for (const { name, file } of CASES.filter((test) => PROGRAMS.includes(test.name)))
    for (const cflags of [['-O2', '-g0'], ['-g']]) {
      const { wasm } = await compile({ files: [file], cflags });
      compiled.push({ name: `${name} ${cflags.join(' ')}`, wasm });
    }
  return [...assembled, ...compiled, { name: 'gcd.rs', wasm: readFileSync(RUST) }];
}
