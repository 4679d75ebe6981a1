/**
 * Where a decision comes from: the margin of the chosen token over another, taken apart into the numbers that it is
 * the sum of, and each of these into what it was computed from, back to tokens. Nothing is estimated: every number is
 * one of the forward pass, and the edges of a part add up to it.
 */
import type { TokenPlace } from './inside';
import type { Guess } from './residual-requests';

export interface UpstreamRequests {
  /**
   * The nodes that matter most, at most `most` of them, from the decision or from `node` on. `against`: the id of the
   * token that the chosen one is compared with; the runner-up without it.
   */
  'stepformer.upstream': {
    asks: {
      readonly position: number;
      readonly against?: number;
      readonly node?: string;
      readonly most: number;
    };
    answers: Upstream;
  };
}

export interface Upstream {
  readonly chosen: Guess;
  readonly against: Guess;
  /** The decision in sentences. */
  readonly words: readonly string[];
  /** Node from which all others are reached. */
  readonly root: string;
  /** In an order in which they can be read: each after one that leads to it. */
  readonly nodes: readonly UpstreamNode[];
}

export interface UpstreamNode {
  readonly id: string;
  /**
   * The margin of a decision; a slot that several wrote; the neurons of one layer that wrote a slot; one number that
   * a head returned; what the token or its position put into a slot.
   */
  readonly is: 'decision' | 'sum' | 'neurons' | 'head' | 'embedding';
  /** The token in whose forward pass it was computed. */
  readonly token: TokenPlace;
  /** Absent for the embedding. */
  readonly layer?: number;
  readonly head?: number;
  /** The token that the head read. */
  readonly reads?: TokenPlace;
  readonly neurons?: readonly number[];
  readonly slot?: number;
  /** What the number is called. */
  readonly name: string;
  /** What computed it. */
  readonly by: string;
  readonly value: number;
  /** What the number means, where that is known. */
  readonly meaning: string;
  /** How it was computed; none where it is known from the token alone. */
  readonly parts: readonly UpstreamPart[];
}

/** A sum: its edges, what is folded, constants and rounding add up to it in this order. */
export interface UpstreamPart {
  /**
   * What the value is the sum of; a gate that lets it through, or what it is multiplied by; the query that chose the
   * token a head read, and the key that it found; a mean over all tokens, whose terms are not told apart.
   */
  readonly role: 'sum' | 'gate' | 'query' | 'key' | 'mean';
  /** Neuron whose gate it is. */
  readonly neuron?: number;
  readonly sum: number;
  readonly edges: readonly UpstreamEdge[];
  /** What is not among the nodes: so many edges, which add so much. */
  readonly folded: { readonly count: number; readonly number: number };
  /** From slots that are the same at every token. */
  readonly constant: number;
  /** What the sum in floating point differs from that of the edges. */
  readonly rounding: number;
}

export interface UpstreamEdge {
  /** Node that it comes from. */
  readonly from: string;
  /** Name of the slot that is read. */
  readonly name: string;
  readonly weight: number;
  readonly value: number;
  /** weight × value. */
  readonly number: number;
  /** It chooses which circuit is at work, and is not computed with. */
  readonly control: boolean;
}
