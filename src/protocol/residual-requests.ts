/** The residual stream at a token: what it holds, who wrote it, and what the unembedding would make of it. */
import type { TokenPlace } from './inside';

export interface ResidualRequests {
  /** With `against`, the stream of another token beside it. */
  'stepformer.residual': {
    asks: { readonly position: number; readonly against?: number };
    answers: Residual;
  };
  /** What a part of a layer added to a slot; `layer` has no meaning for the embedding. */
  'stepformer.contributions': {
    asks: {
      readonly position: number;
      readonly layer: number;
      readonly part: Part;
      readonly slot: number;
    };
    answers: Contributions;
  };
  /** The unembedding applied to the stream at every moment; the `top` tokens of each. */
  'stepformer.lens': {
    asks: { readonly position: number; readonly top: number };
    answers: Lens;
  };
  /** The last token before this one at the same place of the same instruction. */
  'stepformer.sameBefore': {
    asks: { readonly position: number };
    answers: SameBefore;
  };
}

/** What writes to the residual stream. */
export const PARTS = ['embedding', 'attention', 'feed-forward'] as const;
export type Part = (typeof PARTS)[number];

/** The stream after a part has written to it; the embedding counts to layer 0. */
export interface Moment {
  readonly layer: number;
  readonly part: Part;
}

export interface Residual {
  readonly token: TokenPlace;
  readonly against?: TokenPlace;
  /** The embedding, then after each attention and feed-forward part. */
  readonly moments: readonly ResidualMoment[];
}

export interface ResidualMoment extends Moment {
  /** What each slot holds; the empty string where it is free. */
  readonly names: readonly string[];
  readonly values: readonly number[];
  /** What each number means; the empty string where it means nothing but itself. */
  readonly meanings: readonly string[];
  /** Slots that this part has changed. */
  readonly written: readonly number[];
  readonly against?: {
    readonly values: readonly number[];
    readonly meanings: readonly string[];
  };
}

export interface Contributions {
  /** Name of the slot before and after. */
  readonly names: readonly [string, string];
  readonly before: number;
  /** All that are not zero, in the order in which the forward pass sums them up, from 0. */
  readonly terms: readonly Contribution[];
  /** Their sum, which is added to what the slot held before. */
  readonly added: number;
  readonly after: number;
  readonly meaning: string;
}

/** What one of the writers adds: weight × value. */
export type Contribution = {
  readonly name: string;
  readonly number: number;
} & (
  | { readonly by: 'token' }
  | { readonly by: 'position' }
  | {
      readonly by: 'head';
      readonly head: number;
      /** Which of its two numbers. */
      readonly dimension: 0 | 1;
      readonly weight: number;
      readonly value: number;
      /** The token that it read. */
      readonly from: TokenPlace;
    }
  | {
      readonly by: 'neuron';
      readonly neuron: number;
      readonly weight: number;
      /** Its two forms; what it returns is their product, since it is open. */
      readonly gate: number;
      readonly value: number;
    }
);

export interface Lens {
  /** The token that the model chose: the argmax at the end. */
  readonly chosen: Guess;
  /** How far its logit lies above the next one at the end. */
  readonly margin: number;
  /** The token that came, where one is recorded: a host or a person may have said another. */
  readonly came?: string;
  readonly moments: readonly LensMoment[];
}

export interface Guess {
  readonly token: number;
  readonly text: string;
  readonly logit: number;
}

export interface LensMoment extends Moment {
  readonly top: readonly Guess[];
  /** Of the token that was chosen in the end: its logit here, and how many tokens come before it. */
  readonly logit: number;
  readonly before: number;
}

export interface SameBefore {
  /** Absent where there is none in the whole run. */
  readonly position?: number;
}
