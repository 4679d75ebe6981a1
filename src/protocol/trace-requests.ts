/**
 * The trace as rows, however long it is: of one token each, or of the tokens of an instruction, of a C line or of a
 * call. Rows are counted from 0 and partition all tokens that are recorded, the prompt among them.
 */
import type { TokenPlace } from './inside';

export interface TraceRequests {
  /** At most `TRACE_MOST` rows. */
  'stepformer.trace': {
    asks: { readonly by: TraceGrouping; readonly first: number; readonly count: number };
    answers: TraceRows;
  };
  /** The row in which a token is. */
  'stepformer.traceRow': {
    asks: { readonly by: TraceGrouping; readonly position: number };
    answers: { readonly row: number; readonly rows: number };
  };
  'stepformer.find': { asks: FindRequest; answers: Found };
  /**
   * What the tokens at the positions [first, last] attended to, at most `ARCS_MOST` tokens, by the heads that mattered
   * there, or else by `heads`.
   */
  'stepformer.arcs': {
    asks: {
      readonly first: number;
      readonly last: number;
      /** As [layer, head]. */
      readonly heads?: readonly (readonly [number, number])[];
    };
    answers: { readonly arcs: readonly Arc[] };
  };
  /** In which of at most `STRETCHES_MOST` stretches a head matters. */
  'stepformer.headMatters': {
    asks: {
      readonly layer: number;
      readonly head: number;
      readonly stretches: readonly Stretch[];
    };
    answers: HeadMatters;
  };
  /** The last tokens that are recorded. Answered while the program runs, too; nothing of it is disturbed. */
  'stepformer.tail': { asks: { readonly count: number }; answers: TraceRows };
}

/**
 * An instruction's row begins with the token that executes it; a line's where another line begins or its call is left;
 * a call's wherever a function is entered or returned to.
 */
export const GROUPINGS = ['token', 'instruction', 'line', 'call'] as const;
export type TraceGrouping = (typeof GROUPINGS)[number];

export const TRACE_MOST = 500;
export const ARCS_MOST = 100;
export const STRETCHES_MOST = 100;
/** Tokens of a stretch that are looked at, the first ones. */
export const STRETCH_TOKENS = 64;

export interface TraceRows {
  readonly by: TraceGrouping;
  /** All rows that there are. */
  readonly total: number;
  /** All tokens that are recorded. */
  readonly recorded: number;
  readonly rows: readonly TraceRow[];
}

/** The prompt: three numbers, the instructions, where jump tables lead, the memory, and a jump to the first instruction. */
export type PromptPart = 'header' | 'code' | 'jump tables' | 'memory' | 'start';

/** A stretch of the trace; what `TokenPlace` says is said of its first token. */
export interface TraceRow extends TokenPlace {
  readonly row: number;
  /** How many tokens there are in it. */
  readonly tokens: number;
  /** Whether something begins with its first token: an instruction, a person's change, or a number of the prompt. */
  readonly begins: boolean;
  /** Calls that have not returned when it begins. */
  readonly depth: number;
  /** The number that its last tokens spell, unsigned, as the model reads it; absent where they spell none. */
  readonly value?: number;
  /** Where it begins in the prompt. */
  readonly part?: PromptPart;
}

/** What is searched for; `from` is the first position that counts, forward or backward. */
export interface FindRequest {
  readonly what: FindWhat;
  readonly from: number;
  readonly direction: 'forward' | 'backward';
  /** How many are wanted at most. */
  readonly limit: number;
}

export type FindWhat =
  /** A part of the text of a token, in capitals or not. */
  | { readonly kind: 'text'; readonly text: string }
  /** An operation that is executed, by its name or the beginning of it up to a dot, as in `i32`. */
  | { readonly kind: 'operation'; readonly name: string }
  /** Tokens that end the spelling of a number, signed or unsigned. */
  | { readonly kind: 'value'; readonly value: number }
  /** Tokens that load from or store to a byte of the memory. */
  | { readonly kind: 'address'; readonly address: number }
  /** Where a C line begins to be executed. `file` is an absolute path, or the end of one. */
  | { readonly kind: 'line'; readonly file?: string; readonly line: number }
  /** Where a function is called. */
  | { readonly kind: 'function'; readonly name: string }
  /** Tokens that a head matters for: for the one that comes next, or for what is left in the KV cache. */
  | { readonly kind: 'head'; readonly layer: number; readonly head: number };

export interface Found {
  /** In the order of the search. */
  readonly positions: readonly number[];
  /** All tokens at the positions [from, to) were looked at. */
  readonly from: number;
  readonly to: number;
  /** Whether the search came to the end of the trace; if not, it goes on behind what it has looked at. */
  readonly complete: boolean;
}

/** One token attends to another. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** The heads that do, as [layer, head]. */
  readonly heads: readonly (readonly [number, number])[];
  /** Whether what one of them read mattered for the token that came next, and not only for later ones. */
  readonly now: boolean;
}

export type Stretch = readonly [position: number, tokens: number];

export interface HeadMatters {
  /** Of the first of those that were asked about: of one at least, and as many as there was time for. */
  readonly stretches: readonly HeadInStretch[];
}

/** Whether a head matters in a stretch: for the token that comes next somewhere, or for what is left in the KV cache. */
export interface HeadInStretch {
  /** The first token that it matters for; absent where it does not for any of those that were looked at. */
  readonly at?: number;
  /** How many were looked at. */
  readonly looked: number;
}
