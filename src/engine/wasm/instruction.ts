/** Instructions as folded expressions: plain data, made by functions that are named as in WebAssembly text. */
import type { Signature, Type, Variable } from './function';
import type { ACCESSES, MEMORY_OPERATORS, OPERATORS } from './opcodes';

type Operator = keyof typeof OPERATORS | keyof typeof MEMORY_OPERATORS;
type Access = keyof typeof ACCESSES;

/** An opcode and its operands, in the order in which they are computed. */
interface Folded<Op extends string> {
  readonly op: Op;
  readonly args: readonly Instruction[];
}

export type Constant =
  | (Folded<'i32.const' | 'f64.const'> & { readonly value: number })
  | (Folded<'i64.const'> & { readonly value: bigint });

export type Instruction =
  | Constant
  | Folded<Operator>
  | (Folded<Access> & { readonly offset: number })
  | (Folded<'local.get' | 'local.set' | 'local.tee'> & { readonly variable: Variable })
  | (Folded<'global.get' | 'global.set' | 'call'> & { readonly name: string })
  | (Folded<'call_indirect'> & { readonly signature: Signature })
  | (Folded<'br' | 'br_if'> & { readonly label: string })
  | (Folded<'block' | 'loop'> & {
      readonly label: string;
      readonly body: readonly Instruction[];
      readonly result?: Type;
    })
  | (Folded<'if'> & {
      readonly then: readonly Instruction[];
      readonly otherwise?: readonly Instruction[];
      readonly result?: Type;
    })
  | (Folded<'comment'> & { readonly text: string });

const NONE: readonly Instruction[] = [];

const unary =
  (op: Operator) =>
  (a: Instruction): Instruction => ({ op, args: [a] });
const binary =
  (op: Operator) =>
  (a: Instruction, b: Instruction): Instruction => ({ op, args: [a, b] });
const load =
  (op: Access) =>
  (address: Instruction, offset = 0): Instruction => ({ op, args: [address], offset });
const store =
  (op: Access) =>
  (address: Instruction, value: Instruction, offset = 0): Instruction => ({
    op,
    args: [address, value],
    offset,
  });

/** What both integer types have. */
const integer = (type: 'i32' | 'i64') => ({
  eqz: unary(`${type}.eqz`),
  eq: binary(`${type}.eq`),
  ne: binary(`${type}.ne`),
  lt_s: binary(`${type}.lt_s`),
  lt_u: binary(`${type}.lt_u`),
  gt_s: binary(`${type}.gt_s`),
  gt_u: binary(`${type}.gt_u`),
  le_s: binary(`${type}.le_s`),
  le_u: binary(`${type}.le_u`),
  ge_s: binary(`${type}.ge_s`),
  ge_u: binary(`${type}.ge_u`),
  clz: unary(`${type}.clz`),
  ctz: unary(`${type}.ctz`),
  popcnt: unary(`${type}.popcnt`),
  add: binary(`${type}.add`),
  sub: binary(`${type}.sub`),
  mul: binary(`${type}.mul`),
  div_s: binary(`${type}.div_s`),
  div_u: binary(`${type}.div_u`),
  rem_s: binary(`${type}.rem_s`),
  rem_u: binary(`${type}.rem_u`),
  and: binary(`${type}.and`),
  or: binary(`${type}.or`),
  xor: binary(`${type}.xor`),
  shl: binary(`${type}.shl`),
  shr_s: binary(`${type}.shr_s`),
  shr_u: binary(`${type}.shr_u`),
  rotl: binary(`${type}.rotl`),
  rotr: binary(`${type}.rotr`),
  load: load(`${type}.load`),
  store: store(`${type}.store`),
  trunc_sat_f64_s: unary(`${type}.trunc_sat_f64_s`),
  trunc_sat_f64_u: unary(`${type}.trunc_sat_f64_u`),
});

export const i32 = {
  ...integer('i32'),
  /** From -2^31 to 2^32 - 1; throws a RangeError for any other number. */
  const(n: number): Constant {
    if (n !== (n | 0) && n !== n >>> 0) throw new RangeError(`${n} is not a 32-bit integer.`);
    return { op: 'i32.const', args: NONE, value: n | 0 };
  },
  wrap_i64: unary('i32.wrap_i64'),
  load8_s: load('i32.load8_s'),
  load8_u: load('i32.load8_u'),
  load16_s: load('i32.load16_s'),
  load16_u: load('i32.load16_u'),
  store8: store('i32.store8'),
  store16: store('i32.store16'),
};

export const i64 = {
  ...integer('i64'),
  /** From -2^63 to 2^64 - 1; throws a RangeError for any other number. */
  const(n: bigint): Constant {
    const value = BigInt.asIntN(64, n);
    if (n !== value && n !== BigInt.asUintN(64, n))
      throw new RangeError(`${n} is not a 64-bit integer.`);
    return { op: 'i64.const', args: NONE, value };
  },
  extend_i32_s: unary('i64.extend_i32_s'),
  extend_i32_u: unary('i64.extend_i32_u'),
  reinterpret_f64: unary('i64.reinterpret_f64'),
};

export const f64 = {
  /** Any number; every NaN is the canonical one. */
  const: (value: number): Constant => ({ op: 'f64.const', args: NONE, value }),
  eq: binary('f64.eq'),
  ne: binary('f64.ne'),
  lt: binary('f64.lt'),
  gt: binary('f64.gt'),
  le: binary('f64.le'),
  ge: binary('f64.ge'),
  abs: unary('f64.abs'),
  neg: unary('f64.neg'),
  ceil: unary('f64.ceil'),
  floor: unary('f64.floor'),
  trunc: unary('f64.trunc'),
  nearest: unary('f64.nearest'),
  sqrt: unary('f64.sqrt'),
  add: binary('f64.add'),
  sub: binary('f64.sub'),
  mul: binary('f64.mul'),
  div: binary('f64.div'),
  min: binary('f64.min'),
  max: binary('f64.max'),
  copysign: binary('f64.copysign'),
  load: load('f64.load'),
  store: store('f64.store'),
  convert_i32_s: unary('f64.convert_i32_s'),
  convert_i32_u: unary('f64.convert_i32_u'),
  convert_i64_s: unary('f64.convert_i64_s'),
  convert_i64_u: unary('f64.convert_i64_u'),
  reinterpret_i64: unary('f64.reinterpret_i64'),
};

export const get = (variable: Variable): Instruction => ({
  op: 'local.get',
  args: NONE,
  variable,
});
export const set = (variable: Variable, value: Instruction): Instruction => ({
  op: 'local.set',
  args: [value],
  variable,
});
/** Sets and leaves the value. */
export const tee = (variable: Variable, value: Instruction): Instruction => ({
  op: 'local.tee',
  args: [value],
  variable,
});
export const globalGet = (name: string): Instruction => ({ op: 'global.get', args: NONE, name });
export const globalSet = (name: string, value: Instruction): Instruction => ({
  op: 'global.set',
  args: [value],
  name,
});

export const call = (name: string, ...args: Instruction[]): Instruction => ({
  op: 'call',
  args,
  name,
});
/** Calls what is at `index` in the table; traps unless that has exactly this signature. */
export const callIndirect = (
  signature: Signature,
  index: Instruction,
  ...args: Instruction[]
): Instruction => ({ op: 'call_indirect', args: [...args, index], signature });

/** With a result, both branches leave it. An `if` is no target of branches. */
export const if_ = (
  condition: Instruction,
  then: readonly Instruction[],
  otherwise?: readonly Instruction[],
  result?: Type,
): Instruction => ({ op: 'if', args: [condition], then, otherwise, result });
/** `a` if the condition is not 0, otherwise `b`; both are computed. */
export const select = (a: Instruction, b: Instruction, condition: Instruction): Instruction => ({
  op: 'select',
  args: [a, b, condition],
});
/** A branch to its label leaves it. Of labels that repeat, the innermost is meant. */
export const block = (label: string, body: readonly Instruction[], result?: Type): Instruction => ({
  op: 'block',
  args: NONE,
  label,
  body,
  result,
});
/** A branch to its label begins it again; without one it ends after its body. */
export const loop = (label: string, body: readonly Instruction[]): Instruction => ({
  op: 'loop',
  args: NONE,
  label,
  body,
});
/** Leaves or repeats a block that has no result. */
export const br = (label: string): Instruction => ({ op: 'br', args: NONE, label });
export const brIf = (label: string, condition: Instruction): Instruction => ({
  op: 'br_if',
  args: [condition],
  label,
});
export const return_ = (value?: Instruction): Instruction => ({
  op: 'return',
  args: value ? [value] : NONE,
});
export const drop = unary('drop');
export const unreachable = (): Instruction => ({ op: 'unreachable', args: NONE });

/** Leaves the former size in pages, or -1 if there is no room. */
export const memoryGrow = unary('memory.grow');
/** In pages of 64 KiB. */
export const memorySize = (): Instruction => ({ op: 'memory.size', args: NONE });
export const memoryFill = (
  destination: Instruction,
  value: Instruction,
  size: Instruction,
): Instruction => ({ op: 'memory.fill', args: [destination, value, size] });
export const memoryCopy = (
  destination: Instruction,
  source: Instruction,
  size: Instruction,
): Instruction => ({ op: 'memory.copy', args: [destination, source, size] });

/** No code; a line of its own in a printed body. */
export const comment = (text: string): Instruction => ({ op: 'comment', args: NONE, text });
