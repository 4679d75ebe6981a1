/** The machine's own instructions as imports, for the text of a runtime library. */
const ternary = (name: string) =>
  `(import "stepformer" "wide.${name}" (func $${name} (param i32 i32 i32) (result i32)))`;
const binary = (name: string) =>
  `(import "stepformer" "wide.${name}" (func $wide_${name} (param i32 i32) (result i32)))`;
const trap = (name: string) =>
  `(import "stepformer" "trap.${name}" (func $trap_${name.replaceAll(' ', '_')}))`;

export const WIDE_IMPORTS = [
  ...['carry', 'borrow', 'mul_high', 'shl_over', 'shr_under_u'].map(ternary),
  '(import "stepformer" "wide.mul_half" (func $mul_half (param i32 i32) (result i32)))',
  ...['shl', 'shr_u'].map(binary),
].join('\n  ');

export const CONVERSION_TRAPS = ['integer overflow', 'invalid conversion to integer']
  .map(trap)
  .join('\n  ');
