/** What every head does at a token, who reads a token, and how often heads matter. */
import type { TokenPlace } from './inside';

export interface HeadsRequests {
  'stepformer.heads': { asks: { readonly position: number }; answers: Heads };
  /** Later tokens of [from, to) whose heads read the one at `position`, and for which what they read matters. */
  'stepformer.readers': {
    asks: { readonly position: number; readonly from: number; readonly to: number };
    answers: Readers;
  };
  /** At the `last` tokens up to and with the one at `until`. */
  'stepformer.headUse': {
    asks: { readonly until: number; readonly last: number };
    answers: HeadUse;
  };
}

/** What the number that a head returns matters for: paths that are multiplied by 0 do not count. */
export interface Matters {
  /** The token that comes next. */
  readonly now: boolean;
  /** What this token leaves in the KV cache. */
  readonly later: boolean;
}

export interface Heads {
  readonly token: TokenPlace;
  /** By layer and head. */
  readonly layers: readonly (readonly HeadAt[])[];
}

export interface HeadAt extends Matters {
  readonly query: readonly [number, number];
  /** The latest of the tokens with the key that won. An averaging head reads all tokens. */
  readonly winner: TokenPlace;
  readonly key: readonly [number, number];
  readonly score: number;
  /** The best key that scores less, where there is one, and how much less. */
  readonly runnerUp?: TokenPlace;
  readonly margin?: number;
  readonly value: readonly [number, number];
  /** What these two numbers mean; the empty string where they mean nothing but themselves. */
  readonly meanings: readonly [string, string];
}

export interface Readers {
  readonly readers: readonly Reader[];
  /** Tokens before this one were looked at; and whether that is all that was asked for and is recorded. */
  readonly to: number;
  readonly complete: boolean;
}

export interface Reader {
  readonly token: TokenPlace;
  readonly heads: readonly ReadingHead[];
}

export interface ReadingHead extends Matters {
  readonly layer: number;
  readonly head: number;
}

/** How many of the tokens [from, to) each head matters for. */
export interface HeadUse {
  readonly from: number;
  readonly to: number;
  /** Whether these are all that were asked for; if not, asking again tells of more. */
  readonly complete: boolean;
  /** By layer and head. */
  readonly now: readonly (readonly number[])[];
  readonly later: readonly (readonly number[])[];
}
