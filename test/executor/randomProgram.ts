/** Small random programs as WebAssembly text. */
import type { Random } from '../toolchain/random';

/** A module with the imports of the tests, whose main function has two locals. */
export const main = (body: string, before = '') => `(module
  (import "test" "out" (func $out (param i32)))
  (import "test" "in" (func $in (result i32)))
  ${before}
  (func (export "main") (result i32) (local $i i32) (local $j i32) ${body}))`;

/** Straight-line code on a few locals that also branches, writes and stores; at most a few dozen steps. */
export function randomProgram(random: Random): string {
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
