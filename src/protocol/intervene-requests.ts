/** What would happen if something were changed at a token: a run of its own, beside the real one, which stays as it is. */
import type { InstructionPlace, TokenPlace } from './inside';
import type { Guess } from './residual-requests';

export interface InterveneRequests {
  /** Runs both, the changed one up to `tokens` tokens (at most `WHAT_IF_MOST`), and tells the rows [from, from + count). */
  'stepformer.intervene': { asks: WhatIfAsked; answers: WhatIf };
  /**
   * Ends the changed run that is under way: what was asked is answered with what there is. Tells how many tokens that
   * are; nothing where none is under way. It is heard at once.
   */
  'stepformer.interveneStop': { asks: undefined; answers: { readonly tokens?: number } };
  /** Checks an intervention, and tells what it is about. */
  'stepformer.intervention': {
    asks: { readonly position: number; readonly intervention: Intervention };
    answers: InterventionTold;
  };
  /** Three experiments that are made for this program, near a token. */
  'stepformer.experiments': {
    asks: { readonly position: number };
    answers: { readonly experiments: readonly Experiment[] };
  };
}

export const WHAT_IF_MOST = 10_000;
export const WHAT_IF_ROWS = 200;

export const MATRICES = [
  'embedding',
  'unembedding',
  'query',
  'key',
  'value',
  'output',
  'gate',
  'neuron value',
  'neuron output',
] as const;
export type MatrixName = (typeof MATRICES)[number];

export const INTERVENTIONS = ['ablate', 'attend', 'slot', 'weight', 'token'] as const;

export type Intervention = {
  /** At this token and all after it; else at this token only. */
  readonly lasting: boolean;
} & (
  | { readonly kind: 'ablate'; readonly layer: number; readonly head: number }
  /** The head reads the token at position `to`. */
  | { readonly kind: 'attend'; readonly layer: number; readonly head: number; readonly to: number }
  /** When the layer begins (the number of layers: at the end), or after its attention. */
  | {
      readonly kind: 'slot';
      readonly layer: number;
      readonly attended: boolean;
      readonly slot: number;
      readonly value: number;
    }
  /** Rows of the embedding and the unembedding are named by `token`; others by `row`. */
  | {
      readonly kind: 'weight';
      readonly matrix: MatrixName;
      readonly layer?: number;
      readonly head?: number;
      readonly row?: number;
      readonly token?: string;
      readonly column: number;
      readonly value: number;
    }
  /** By its text in the vocabulary. */
  | { readonly kind: 'token'; readonly token: string }
);

export interface InterventionTold {
  /** In a few words: "ablate L3H2 memory". */
  readonly text: string;
  /** What it changes, as it is in the real run. */
  readonly now: string;
  /** Whether it puts there what is there already. */
  readonly changesNothing: boolean;
}

export interface WhatIfAsked {
  readonly position: number;
  readonly interventions: readonly Intervention[];
  readonly tokens: number;
  /** Position of the first row; that of the token at which it begins by default. */
  readonly from?: number;
  readonly count?: number;
}

export interface WhatIf {
  /** The token at which something is changed. */
  readonly begin: TokenPlace;
  /** Tokens of the changed run behind it, and of the real one over the same stretch. */
  readonly changed: WhatIfRun;
  readonly real: WhatIfRun;
  /** Tokens behind the first one that are the same in both, up to the first that differs. */
  readonly same: number;
  /** Positions at which both have a token, and at how many of these they differ. */
  readonly compared: number;
  readonly differing: number;
  /** The first byte that differs in what they write, counted from 0. */
  readonly firstByte?: number;
  readonly first?: FirstDifference;
  /** Where they first execute another instruction or C line. */
  readonly firstInstruction?: WhatIfRow;
  readonly firstLine?: WhatIfRow;
  /** From here on the real run is not recorded: it is what the unchanged model says next. */
  readonly recorded: number;
  readonly rows: readonly WhatIfRow[];
}

export interface WhatIfRun {
  readonly tokens: number;
  /** How it ended; absent where it goes on. */
  readonly ended?: WhatIfEnding;
  /** Bytes that it wrote, and the last of them as text. */
  readonly written: number;
  readonly output: string;
  /** Where in `output` the character with the first differing byte begins; its end where the run has ended before. */
  readonly differs?: number;
}

export type WhatIfEnding = {
  /** The instruction that was next, or was being executed. */ readonly at?: InstructionPlace;
} & (
  | { readonly kind: 'end' }
  /** The token that the model says in place of going on. */
  | { readonly kind: 'trap'; readonly trap: string }
  | { readonly kind: 'input'; readonly stream: string }
  | { readonly kind: 'context full' }
  | { readonly kind: 'overflow'; readonly layer: number }
  | { readonly kind: 'unanswered'; readonly layer: number; readonly head: number }
  /** The same tokens over and over again, which are told. */
  | { readonly kind: 'repeats'; readonly period: number; readonly tokens: readonly string[] }
);

export interface FirstDifference {
  readonly position: number;
  readonly real?: WhatIfToken;
  readonly changed?: WhatIfToken;
  /** What decided: the most likely tokens of each, and the logits of both tokens. */
  readonly realTop: readonly Guess[];
  readonly changedTop: readonly Guess[];
  /** Whether a person forced the token. */
  readonly forced: boolean;
}

export interface WhatIfRow {
  readonly position: number;
  /** Absent behind the end of a run. */
  readonly real?: WhatIfToken;
  readonly changed?: WhatIfToken;
}

export interface WhatIfToken {
  readonly token: number;
  readonly text: string;
  readonly instruction?: InstructionPlace;
  /** Whether the model chose it, or the host or a person said it. */
  readonly chosen: boolean;
}

export interface Experiment {
  readonly title: string;
  /** What one may learn. */
  readonly lesson: string;
  readonly position: number;
  readonly interventions: readonly Intervention[];
}
