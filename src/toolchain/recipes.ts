/**
 * How a 64-bit instruction is done with i32 only. A 64-bit value is two operands, the low word below the high one.
 *
 * A recipe is a list of i32 instructions. `set:x`, `get:x` and `tee:x` use a scratch local (by custom `a A` are
 * the low and high word of the first operand, `b B` those of the second), `const:n` is a constant, `call:f` calls
 * the runtime function `f`. Loads and stores take the offset of the original instruction, those that end
 * with `+4` four bytes more.
 */

/** Puts all but the first operand's low word, which stays on the stack, into locals. */
const OPERANDS = 'set:B set:b set:A';

const bitwise = (op: string) => `${OPERANDS} get:b i32.${op} get:A get:B i32.${op}`;

/** The high words decide, and where they are equal the low ones. `low` is always unsigned. */
const compare = (low: string, high: string) =>
  `${OPERANDS} get:b i32.${low} get:A get:B i32.${high} get:A get:B i32.eq select`;

/** The high words first, so that the low ones are in place for the result and for what crosses over. */
const sum = (op: string, crossing: string) =>
  `set:B set:b get:B i32.${op} set:A tee:a get:b i32.${op} get:A get:a get:b wide.${crossing}`;

const shiftRight = (sign: string) =>
  `drop set:c set:A get:c wide.shr_u get:A get:c wide.shr_under_${sign} get:A get:c wide.shr_${sign}`;

const SIGN = 'tee:a get:a const:31 i32.shr_s';
/** Word at address `a`, then the one after it. */
export const LOAD = 'tee:a i32.load get:a i32.load+4';
/** The high word goes first: if either is out of bounds it is that one, and then nothing may be written. */
export const STORE = 'set:B set:b tee:a get:B i32.store+4 get:a get:b i32.store';

export const RECIPES: Readonly<Record<string, string>> = {
  'i64.load': LOAD,
  'i64.load8_u': 'i32.load8_u const:0',
  'i64.load16_u': 'i32.load16_u const:0',
  'i64.load32_u': 'i32.load const:0',
  'i64.load8_s': `i32.load8_s ${SIGN}`,
  'i64.load16_s': `i32.load16_s ${SIGN}`,
  'i64.load32_s': `i32.load ${SIGN}`,
  'i64.store': STORE,
  'i64.store8': 'drop i32.store8',
  'i64.store16': 'drop i32.store16',
  'i64.store32': 'drop i32.store',

  'i32.wrap_i64': 'drop',
  'i64.extend_i32_u': 'const:0',
  'i64.extend_i32_s': SIGN,
  'i64.extend8_s': `drop i32.extend8_s ${SIGN}`,
  'i64.extend16_s': `drop i32.extend16_s ${SIGN}`,
  'i64.extend32_s': `drop ${SIGN}`,

  'i64.and': bitwise('and'),
  'i64.or': bitwise('or'),
  'i64.xor': bitwise('xor'),
  'i64.add': sum('add', 'carry'),
  'i64.sub': sum('sub', 'borrow'),
  'i64.mul': `${OPERANDS} tee:a get:b i32.mul
    get:a get:b wide.mul_half get:a get:b wide.mul_high
    get:a get:B i32.mul i32.add get:A get:b i32.mul i32.add`,
  // Only the low six bits of a shift count matter.
  'i64.shl': `drop set:c set:A tee:a get:c wide.shl get:A get:c wide.shl get:a get:c wide.shl_over`,
  'i64.shr_u': shiftRight('u'),
  'i64.shr_s': shiftRight('s'),

  'i64.eqz': 'i32.or i32.eqz',
  'i64.eq': `${OPERANDS} get:b i32.xor get:A get:B i32.xor i32.or i32.eqz`,
  'i64.ne': `${OPERANDS} get:b i32.xor get:A get:B i32.xor i32.or const:0 i32.ne`,
  'i64.lt_s': compare('lt_u', 'lt_s'),
  'i64.lt_u': compare('lt_u', 'lt_u'),
  'i64.gt_s': compare('gt_u', 'gt_s'),
  'i64.gt_u': compare('gt_u', 'gt_u'),
  'i64.le_s': compare('le_u', 'lt_s'),
  'i64.le_u': compare('le_u', 'lt_u'),
  'i64.ge_s': compare('ge_u', 'gt_s'),
  'i64.ge_u': compare('ge_u', 'gt_u'),

  'i64.clz': 'set:A i32.clz const:32 i32.add get:A i32.clz get:A i32.eqz select const:0',
  'i64.ctz':
    'set:A set:a get:A i32.ctz const:32 i32.add get:a i32.ctz get:a i32.eqz select const:0',
  'i64.popcnt': 'set:A i32.popcnt get:A i32.popcnt i32.add const:0',

  'i64.div_s': 'call:i64.div_s',
  'i64.div_u': 'call:i64.div_u',
  'i64.rem_s': 'call:i64.rem_s',
  'i64.rem_u': 'call:i64.rem_u',
  'i64.rotl': 'drop call:i64.rotl',
  'i64.rotr': 'drop call:i64.rotr',
};

/** Scratch locals in the order in which a function gets them. */
export const SCRATCH = ['a', 'A', 'b', 'B', 'c'] as const;

/** Number of i32 parameters of the runtime functions that take not all words of the operands. */
export const HELPER_PARAMETERS: Readonly<Record<string, number>> = {
  'i64.rotl': 3,
  'i64.rotr': 3,
};
