/**
 * The instruction set of the machine: WebAssembly's i32 core after its control flow has been flattened,
 * and the few operations through which a program talks to the host. Every operation is executed by the
 * transformer's weights; this table says only what the tokeniser, the oracle and the views must know.
 */

/** What an operation's immediate means, and so how many tokens encode it in the prompt. */
export type ImmediateKind =
  /** No immediate. */
  | 'none'
  /** An unsigned 32-bit constant, 1 to 4 bytes. */
  | 'value'
  /** A memory offset in bytes; 0, 1, 2 or 4 bytes. */
  | 'offset'
  /** A local or global index, 1 or 2 bytes. */
  | 'index'
  /** An instruction address (an index into `Program.instructions`), 3 bytes in the prompt. */
  | 'target'
  /** A jump table (an index into `Program.jumpTables`): the table's count (4 bytes) and position (4 bytes). */
  | 'table';

export interface Operation {
  readonly name: string;
  readonly immediate: ImmediateKind;
  /** Operand-stack entries read from the top. */
  readonly pops: number;
  /** Operand-stack entries written. */
  readonly pushes: number;
}

const define = (
  name: string,
  pops: number,
  pushes: number,
  immediate: ImmediateKind = 'none',
): Operation => ({ name, immediate, pops, pushes });

const binary = (...names: string[]) => names.map((n) => define(`i32.${n}`, 2, 1));
const unary = (...names: string[]) => names.map((n) => define(`i32.${n}`, 1, 1));
const ternary = (...names: string[]) => names.map((n) => define(`wide.${n}`, 3, 1));
const loads = (...names: string[]) => names.map((n) => define(`i32.${n}`, 1, 1, 'offset'));
const stores = (...names: string[]) => names.map((n) => define(`i32.${n}`, 2, 0, 'offset'));

/** The traps, as token names; a trap token ends the run. */
export const TRAPS = [
  'unreachable',
  'integer divide by zero',
  'integer overflow',
  'invalid conversion to integer',
  'out of bounds memory access',
  'out of bounds table access',
  'undefined element',
  'uninitialized element',
  'indirect call type mismatch',
  'call stack exhausted',
  'unsupported instruction',
] as const;
export type Trap = (typeof TRAPS)[number];

/** Where a program's bytes go. `files` is a line to a file server, on which requests are sent. */
export const OUTPUT_STREAMS = ['stdout', 'stderr', 'files'] as const;
export type OutputStream = (typeof OUTPUT_STREAMS)[number];

/** Where bytes come from when a program asks for one. `files` brings the file server's replies. */
export const INPUT_STREAMS = ['stdin', 'args', 'environment', 'clock', 'random', 'files'] as const;
export type InputStream = (typeof INPUT_STREAMS)[number];

/**
 * All operations. Three spellings of a set exist because a value is a pointer to the digits that spell it:
 *
 * - `local.set` writes the digits of its value again;
 * - `local.set.top` takes the digits that end at the token just before it (the instruction before it in
 *   straight line wrote a result), and is a single token;
 * - `local.set.const` takes the immediate of the `i32.const` just before it in the prompt, likewise.
 *
 * `.top` and `.const` are only right where no jump lands between the two instructions.
 */
export const OPERATIONS: readonly Operation[] = [
  define('i32.const', 0, 1, 'value'),
  define('local.get', 0, 1, 'index'),
  define('local.set', 1, 0, 'index'),
  define('local.set.top', 1, 0, 'index'),
  define('local.set.const', 1, 0, 'index'),
  define('local.tee', 1, 1, 'index'),
  define('local.tee.top', 1, 1, 'index'),
  define('local.tee.const', 1, 1, 'index'),
  define('global.get', 0, 1, 'index'),
  define('global.set', 1, 0, 'index'),
  define('global.set.top', 1, 0, 'index'),
  define('global.set.const', 1, 0, 'index'),
  define('drop', 1, 0),
  define('select', 3, 1),
  ...binary('eq', 'ne', 'lt_s', 'lt_u', 'gt_s', 'gt_u', 'le_s', 'le_u', 'ge_s', 'ge_u'),
  ...binary('add', 'sub', 'mul', 'div_s', 'div_u', 'rem_s', 'rem_u'),
  ...binary('and', 'or', 'xor', 'shl', 'shr_s', 'shr_u', 'rotl', 'rotr'),
  ...unary('eqz', 'clz', 'ctz', 'popcnt', 'extend8_s', 'extend16_s'),
  // For numbers of two words: x and y are operands of theirs, z is what a result is added to.
  /** z plus the carry out of y + x; z minus the borrow of y - x. */
  ...ternary('carry', 'borrow'),
  /** The product of the lower halves of y and x, without its lower half. */
  define('wide.mul_half', 2, 1),
  /** The upper word of y · x, where z is their `wide.mul_half`. */
  ...ternary('mul_high'),
  /** y shifted by x modulo 64 places, of which 32 or more leave nothing (but the sign). */
  define('wide.shl', 2, 1),
  define('wide.shr_u', 2, 1),
  define('wide.shr_s', 2, 1),
  /** z plus what of y comes into the word beside it when both are shifted by x modulo 64 places. */
  ...ternary('shl_over', 'shr_under_u', 'shr_under_s'),
  ...loads('load', 'load8_s', 'load8_u', 'load16_s', 'load16_u'),
  ...stores('store', 'store8', 'store16'),
  define('memory.size', 0, 1),
  define('memory.grow', 1, 1),
  /** Start-up only: pops the number of pages that the memory begins with. */
  define('memory.set', 1, 0),
  define('br', 0, 0, 'target'),
  /** Jumps when the popped value is not zero. */
  define('br_if', 1, 0, 'target'),
  /** Jumps (to the `else` branch) when the popped value is zero. */
  define('if', 1, 0, 'target'),
  define('br_table', 1, 0, 'table'),
  /** Jumps to the callee; its arguments are on the operand stack and the callee pops them into its locals. */
  define('call', 0, 0, 'target'),
  define('call_indirect', 1, 0, 'table'),
  define('return', 0, 0),
  /** Always followed in the prompt by the trap that it raises. */
  define('unreachable', 0, 0),
  /** Pops a number and writes its lowest byte. */
  ...OUTPUT_STREAMS.map((stream) => define(`output.${stream}`, 1, 0)),
  /** Asks the host for a byte: pushes 0…255, or 0xFFFFFFFF when no input is left. */
  ...INPUT_STREAMS.map((stream) => define(`input.${stream}`, 0, 1)),
  /** Pops the exit status and writes its digits; always followed by `halt`. */
  define('exit', 1, 0),
  define('halt', 0, 0),
  ...TRAPS.map((kind) => define(`trap: ${kind}`, 0, 0)),
];

const byName = new Map(OPERATIONS.map((operation, i) => [operation.name, i]));

/** The index of the operation called `name` in `OPERATIONS`; throws if there is none. */
export function operationIndex(name: string): number {
  const index = byName.get(name);
  if (index === undefined) throw new Error(`no machine operation is called "${name}"`);
  return index;
}

/** Whether an operation takes its value from the digits that end just before its token. */
export const takesDigitsBefore = (name: string) => name.endsWith('.top');

/** Whether an operation takes its value from the `i32.const` before it in the prompt, whatever the stack holds. */
export const takesConstantBefore = (name: string) => /\.(set|tee)\.const$/.test(name);
