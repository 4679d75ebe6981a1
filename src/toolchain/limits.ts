/**
 * How much of anything a module may have. Without these a small file could ask for more memory or time than there is:
 * a few bytes declare fifty thousand locals, or a table of four billion entries.
 */
import { BuildError } from './errors';

interface Limit {
  readonly most: number;
  readonly message: (most: string) => string;
}

const LIMITS = {
  /** Before and after each pass; more of them would take gigabytes while they are lowered. */
  instructions: {
    most: 2 ** 21,
    message: (most) =>
      `The program is too large: it takes more than ${most} instructions; compile it with -Os or split it.`,
  },
  /** V8, which validates a module, compares each type with all others: many of them would take it hours. */
  types: {
    most: 10_000,
    message: (most) => `The module declares more than ${most} types: split it.`,
  },
  functions: {
    most: 2 ** 18,
    message: (most) =>
      `The module has more than ${most} functions: link only what the program uses, or split it.`,
  },
  /** Parameters and locals of all functions together. */
  locals: {
    most: 2 ** 20,
    message: (most) =>
      `The functions of the module have more than ${most} parameters and locals in all: compile it with -Os or split it.`,
  },
  /** Entries of one table. */
  'table entries': {
    most: 2 ** 20,
    message: (most) =>
      `The module declares a table of more than ${most} entries: declare it no larger than its functions need.`,
  },
  /** Entries of all jump tables; each takes three tokens of a prompt of 2^24. */
  'jump targets': {
    most: 2 ** 22,
    message: (most) =>
      `The program is too large: its jump tables have more than ${most} entries; split its switches or its table of functions.`,
  },
  /** Of constructs and brackets in WebAssembly text: the assembler's own stack is small. */
  nesting: {
    most: 128,
    message: (most) =>
      `The text nests more than ${most} constructs or brackets: assemble it with another tool and give the .wasm file, which may nest them deeper.`,
  },
} as const satisfies Record<string, Limit>;

/** Throws a `BuildError` that names the limit if there are more of these than the toolchain takes. */
export function checkLimit(what: keyof typeof LIMITS, count: number): void {
  const { most, message } = LIMITS[what];
  if (count > most) throw new BuildError(message(most.toLocaleString('en-US')));
}
