/**
 * What a C expression compiles to: a tree of operations on numbers, as plain data. It knows neither names nor types,
 * only how values are represented, so that it can be sent to the thread that runs the program.
 */

/** A number of 32 bits or a float is a `number`, one of 64 bits a `bigint`; each is always within its range. */
export type Representation = 'i32' | 'u32' | 'i64' | 'u64' | 'f32' | 'f64';
/** What lies in memory or in a slot; the smaller ones are read as `i32`. */
export type Stored = 'i8' | 'u8' | 'i16' | 'u16' | Representation;

export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
/** Which slots of the machine: those of the frame, of the module, or of the frame's operand stack. */
export type Space = 'local' | 'global' | 'operand';

/** `as`: the representation of the result. */
export type Code =
  | { readonly op: 'constant'; readonly as: Representation; readonly value: number | string }
  | {
      readonly op: 'load';
      readonly as: Representation;
      readonly stored: Stored;
      readonly address: Code;
    }
  | BitsCode
  | SlotCode
  | { readonly op: 'special'; readonly as: 'i32' | 'u32'; readonly name: string }
  | { readonly op: 'convert'; readonly as: Representation; readonly x: Code }
  /** To as many bits as it is stored in, and back. */
  | { readonly op: 'narrow'; readonly as: 'i32'; readonly stored: Stored; readonly x: Code }
  | { readonly op: 'negate' | 'complement'; readonly as: Representation; readonly x: Code }
  /** The operands are represented as the result is; what a shift shifts by is an `i32`. */
  | BinaryCode
  | {
      readonly op: 'compare';
      readonly as: 'i32';
      readonly operator: Comparison;
      readonly x: Code;
      readonly y: Code;
    }
  /** Of truth values, as `truth` makes them. */
  | { readonly op: 'and' | 'or'; readonly as: 'i32'; readonly x: Code; readonly y: Code }
  | { readonly op: 'not'; readonly as: 'i32'; readonly x: Code }
  | {
      readonly op: 'choose';
      readonly as: Representation;
      readonly condition: Code;
      readonly x: Code;
      readonly y: Code;
    }
  /** A pointer through which something is read: null ends the evaluation. */
  | { readonly op: 'pointer'; readonly as: 'u32'; readonly x: Code }
  /** Whether a string of these bytes lies at an address; it does not at null. */
  | {
      readonly op: 'text';
      readonly as: 'i32';
      readonly address: Code;
      readonly bytes: readonly number[];
    };

export interface BinaryCode {
  readonly op: 'binary';
  readonly as: Representation;
  readonly operator: Arithmetic;
  readonly x: Code;
  readonly y: Code;
}

/** A bit-field. `address`: of the byte that its first bit is in. */
export interface BitsCode {
  readonly op: 'bits';
  readonly as: Representation;
  readonly signed: boolean;
  readonly first: number;
  readonly count: number;
  readonly address: Code;
}

/** Two slots hold a value of 64 bits, the low word first. */
export interface SlotCode {
  readonly op: 'slot';
  readonly as: Representation;
  readonly stored: Stored;
  readonly space: Space;
  readonly slots: readonly number[];
}

export const isWide = (as: Representation): as is 'i64' | 'u64' => as === 'i64' || as === 'u64';

export const widened = (stored: Stored): Representation =>
  stored === 'i8' || stored === 'u8' || stored === 'i16' || stored === 'u16' ? 'i32' : stored;

export function constant(value: number | bigint, as: Representation): Code {
  return { op: 'constant', as, value: typeof value === 'bigint' ? String(value) : value };
}

export const address = (value: number): Code => constant(value >>> 0, 'u32');

/** An address and a number of bytes more. */
export function advance(x: Code, bytes: number): Code {
  if (bytes === 0) return x;
  if (x.op === 'constant') return address(Number(x.value) + bytes);
  if (x.op === 'binary' && x.operator === '+' && x.y.op === 'constant')
    return advance(x.x, Number(x.y.value) + bytes);
  return { op: 'binary', as: 'u32', operator: '+', x, y: address(bytes) };
}

/** Whether a value is not zero. */
export function truth(x: Code): Code {
  if (['compare', 'and', 'or', 'not', 'text'].includes(x.op)) return x;
  const zero = constant(isWide(x.as) ? 0n : 0, x.as);
  return { op: 'compare', as: 'i32', operator: '!=', x, y: zero };
}

export function convert(x: Code, as: Representation): Code {
  return x.as === as ? x : { op: 'convert', as, x };
}
