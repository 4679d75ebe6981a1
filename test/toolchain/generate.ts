/** Random modules that end: loops share a supply of fuel, and functions call only later ones. */
import { BINARY, UNARY } from '../../src/program/arithmetic';
import type { Random } from './random';

const FUNCTIONS = 4;
const PARAMS = 2;
const LOCALS = 5;
const GLOBALS = 2;
const LOADS = ['load', 'load8_s', 'load8_u', 'load16_s', 'load16_u'];
const STORES = ['store', 'store8', 'store16'];

/** A construct around the code being generated: how many values a branch to it carries. */
interface Label {
  readonly values: 0 | 1;
  readonly loop?: boolean;
}

/** The text of a module with an exported memory and a "main" that returns an i32. */
export function generateModule(random: Random): string {
  const functions = Array.from({ length: FUNCTIONS }, (_, i) => generateFunction(random, i));
  return `(module
  (import "test" "out" (func $out (param i32)))
  (import "test" "in" (func $in (result i32)))
  (memory (export "memory") 1 3)
  (data (i32.const 0) "${Array.from({ length: 16 }, () => `\\${random.below(256).toString(16).padStart(2, '0')}`).join('')}")
  (type $two (func (param i32 i32) (result i32)))
  (table ${FUNCTIONS + 2} funcref)
  (elem (i32.const 1) ${functions.map((_, i) => `$f${i}`).join(' ')})
  (global $fuel (mut i32) (i32.const 60))
  ${Array.from({ length: GLOBALS }, (_, i) => `(global $g${i} (mut i32) (i32.const ${random.word()}))`).join('\n  ')}
  (func $burn (result i32)
    (global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))
    (i32.gt_s (global.get $fuel) (i32.const 0)))
  ${functions.join('\n  ')}
  (func (export "main") (result i32)
    (call $f0 (i32.const ${random.word()}) (i32.const ${random.word()}))))`;
}

function generateFunction(random: Random, index: number): string {
  const labels: Label[] = [{ values: 1 }];
  const local = () => random.below(PARAMS + LOCALS);
  const times = (n: number, item: () => string) => Array.from({ length: n }, item).join(' ');
  const within = (label: Label, body: () => string) => {
    labels.push(label);
    const text = body();
    labels.pop();
    return text;
  };
  /** The number of a label that carries `values` values and may be jumped to at any time. */
  const target = (values: 0 | 1): number | undefined => {
    const candidates = labels
      .map((label, i) => ({ ...label, depth: labels.length - 1 - i }))
      .filter((label) => label.values === values && !label.loop);
    return candidates.length > 0 ? random.pick(candidates).depth : undefined;
  };
  const address = (depth: number) =>
    random.below(40) === 0 ? value(depth) : `${value(depth)} (i32.const 0xfff) i32.and`;

  /** Code that pushes one value. */
  const value = (depth: number): string => {
    if (depth <= 0)
      return random.pick([
        () => `(i32.const ${random.word()})`,
        () => `(local.get ${local()})`,
        () => `(global.get $g${random.below(GLOBALS)})`,
        () => `(i32.const ${random.below(40)})`,
      ])();
    const d = depth - 1;
    return random.pick([
      () => binary(d),
      () => binary(d),
      () => binary(d),
      () => `${value(d)} ${random.pick(Object.keys(UNARY))}`,
      () => `${value(d)} (local.tee ${local()})`,
      () => `${address(d)} (i32.${random.pick(LOADS)} offset=${random.pick([0, 1, 300])})`,
      () => `${value(d)} ${value(d)} ${value(d)} select`,
      () => `${value(d)} ${conditional(1, () => value(d))}`,
      () =>
        `(block (result i32) ${within({ values: 1 }, () => `${statements(d)} ${value(d)} ${leave(d)}`)})`,
      () => `${value(d)} ${leave(d)}`,
      () => called(d),
      () =>
        random.pick([
          '(memory.size)',
          '(call $in)',
          `${value(d)} (i32.const 3) i32.and memory.grow`,
        ]),
    ])();
  };
  const binary = (d: number): string => {
    const op = random.pick(Object.keys(BINARY));
    // Mostly divisors that do not trap, or few runs would come far.
    const safe = /div|rem/.test(op) && random.below(20) > 0;
    return `${value(d)} ${value(d)} ${safe ? '(i32.const 0x7ffffff0) i32.and (i32.const 3) i32.or' : ''} ${op}`;
  };
  const conditional = (results: 0 | 1, body: () => string): string => {
    const type = results ? '(result i32)' : '';
    const then = within({ values: results }, body);
    const otherwise = within({ values: results }, body);
    return `(if ${type} (then ${then}) (else ${otherwise}))`;
  };
  /** With a value on top: perhaps carries it away. */
  const leave = (d: number): string => {
    const to = target(1);
    if (to === undefined) return '';
    const other = target(1);
    return random.pick([
      () => `${value(d)} (br_if ${to})`,
      () => `${value(d)} (br_if ${to})`,
      () => `${value(d)} (br_if ${to}) ${value(d)} i32.xor ${value(d)} (br_if ${other})`,
      () => `(br ${to})`,
      () => `${value(d)} (br_table ${to} ${other} ${to})`,
    ])();
  };
  const called = (d: number): string => {
    if (index >= FUNCTIONS - 1) return value(d);
    const callee = index + 1 + random.below(FUNCTIONS - 1 - index);
    if (random.below(2)) return `${value(d)} ${value(d)} (call $f${callee})`;
    const slot = random.below(25) === 0 ? random.pick([0, 9, -1]) : callee + 1;
    return `${value(d)} ${value(d)} (i32.const ${slot}) (call_indirect (type $two))`;
  };
  /** Code that leaves the stack as it is. */
  const statement = (depth: number): string => {
    const d = depth - 1;
    if (d < 0) return 'nop';
    return random.pick([
      () => `${value(d)} (local.set ${local()})`,
      () => `${value(d)} (local.set ${local()})`,
      () => `${value(d)} (global.set $g${random.below(GLOBALS)})`,
      () => `${address(d)} ${value(d)} (i32.${random.pick(STORES)} offset=${random.below(8)})`,
      () => `${value(d)} (call $out)`,
      () => `${value(d)} drop`,
      () => `${value(d)} ${conditional(0, () => statements(d))}`,
      () =>
        `(block ${within({ values: 0 }, () => `${statements(d)} ${breakOut(d)} ${statements(d)}`)})`,
      () =>
        `(loop ${within({ values: 0, loop: true }, () => `${statements(d)} (call $burn) ${value(0)} i32.and (br_if 0)`)})`,
    ])();
  };
  const breakOut = (d: number): string => {
    const to = target(0);
    if (to === undefined) return '';
    return random.pick([
      () => `${value(d)} (br_if ${to})`,
      () => `(br ${to})`,
      () => `${value(d)} (br_table ${to} ${target(0)} ${target(0)})`,
      () => `${value(d)} (if (then ${within({ values: 0 }, () => value(d))} return))`,
    ])();
  };
  const statements = (depth: number): string => times(1 + random.below(3), () => statement(depth));

  return `(func $f${index} (type $two) (local ${'i32 '.repeat(LOCALS)})
    ${statements(4)} ${statements(3)} ${value(4)})`;
}
