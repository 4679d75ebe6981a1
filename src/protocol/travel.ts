/**
 * Travelling in time: custom requests of the debug adapter, beyond those of the Debug Adapter Protocol. A moment is
 * a position in the context: the number of tokens that there were. Moments lie between two operations.
 */
import type { LineHistory } from './line-history';

/** The custom requests by name, with what each is asked and answers. */
export interface TravelRequests {
  /** What the timeline shows of [from, to). */
  'stepformer.timeline': { asks: TimelineArguments; answers: Timeline };
  /** What the program wrote, byte by byte. */
  'stepformer.output': { asks: OutputArguments; answers: WrittenOutput };
  /** Goes to the moment at or before a position; beyond what is recorded it runs there. A `stopped` event follows. */
  'stepformer.goTo': { asks: { readonly position: number }; answers: undefined };
  /** Goes back by C line or instruction: over calls, into them, or out to the caller. A `stopped` event follows. */
  'stepformer.stepBack': {
    asks: { readonly kind: 'over' | 'in' | 'out'; readonly granularity?: 'line' | 'instruction' };
    answers: undefined;
  };
  /** Goes to right after the token that wrote a value, and says which that was. A `stopped` event follows. */
  'stepformer.goToWriter': { asks: Written; answers: Writer };
  /** Of the program's files or of one: how often its lines ran up to the present moment. */
  'stepformer.lines': { asks: { readonly file?: string }; answers: LineHistory };
  /** Futures that were left when a person changed the past. */
  'stepformer.branches': { asks: undefined; answers: { readonly branches: readonly Branch[] } };
  /** Goes on in another future, where it begins; the present one is kept. A `stopped` event follows. */
  'stepformer.switchBranch': { asks: { readonly id: number }; answers: undefined };
  /** The first token where another future differs from this one, apart from what a person wrote. */
  'stepformer.compareBranch': { asks: { readonly id: number }; answers: Difference };
  /** Where one is, as a bookmark names it. */
  'stepformer.here': { asks: undefined; answers: Moment };
}

export interface Moment {
  readonly position: number;
  readonly function: string;
  /** Absolute path; absent where there is no source. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}

export interface TimelineArguments {
  /** Default: the end of the prompt. */
  readonly from?: number;
  /** Default: what is recorded. */
  readonly to?: number;
  /** Into how many parts [from, to) is divided; at most 4,096. */
  readonly buckets: number;
}

export interface Timeline {
  /** What was asked for, within what is recorded. */
  readonly from: number;
  readonly to: number;
  /** Where the prompt ends: the first moment. */
  readonly begin: number;
  /** The last moment that is recorded. */
  readonly end: number;
  /** The present moment. */
  readonly now: number;
  /** Greatest call depth in each part. */
  readonly depth: readonly number[];
  /** For each part the index in `functions` of the function in which most of its tokens were generated; -1 for none. */
  readonly busiest: readonly number[];
  readonly functions: readonly string[];
  /** Bytes that the program wrote in each part. */
  readonly written: readonly number[];
  /** Moments at which breakpoints were hit, at most 10,000, the latest ones. */
  readonly hits: readonly number[];
  /** Moments at which a person changed something. */
  readonly edits: readonly number[];
  /** Where other futures begin. */
  readonly branches: readonly Branch[];
}

export interface OutputArguments {
  /** First byte; default 0. */
  readonly start?: number;
  /** At most so many bytes; default 65,536. */
  readonly count?: number;
}

export interface WrittenOutput {
  /** Bytes that the program has written to its standard streams in all that is recorded. */
  readonly total: number;
  readonly start: number;
  /** Base64. */
  readonly bytes: string;
  /** For each byte the position of its token: `goTo` that position leads to right before it was written. */
  readonly positions: readonly number[];
  /** Indexes (from `start`) of the bytes that went to the standard error stream. */
  readonly errors: readonly number[];
}

/** A value of the program: by an expression in a frame, by an entry of a scope, or by its place in memory. */
export type Written =
  | { readonly expression: string; readonly frameId?: number }
  | { readonly variablesReference: number; readonly name: string }
  | { readonly memoryReference: string; readonly offset?: number; readonly length?: number };

export interface Writer {
  /** Position of the token that wrote it. */
  readonly position: number;
  /** Text of that token. */
  readonly token: string;
  /** By whom: the program in its initial memory, an instruction, or a person. */
  readonly by: 'prompt' | 'program' | 'person';
  readonly moment: Moment;
}

export interface Branch {
  readonly id: number;
  /** The moment at which it parts from the present one. */
  readonly fork: number;
  /** Tokens from there on. */
  readonly length: number;
  /** What was changed there. */
  readonly change: string;
}

/** Positions in the present future and in the other one; absent where one goes on as far as the other goes. */
export interface Difference {
  readonly here?: TokenHere;
  readonly there?: TokenHere;
  /** Tokens that are the same since they parted. */
  readonly same: number;
}

export interface TokenHere {
  readonly position: number;
  readonly token: string;
  readonly moment?: Moment;
}
