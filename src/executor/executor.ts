/**
 * What every way of running a model offers. An executor holds the context (its tokens and the KV cache) and
 * the residual stream of the last token; it knows nothing of the machine that the weights implement.
 */
import type { LinearForm, Model } from '../model/model';

/** What one head did for one query. */
export interface Attention {
  readonly query: readonly [number, number];
  /** Position of the key that won (the rightmost of those that score the same). */
  readonly winner: number;
  /** q·k of the winner. */
  readonly score: number;
  /** The key that won. */
  readonly key: readonly [number, number];
  /** What the head returned: the winner's value, or the mean of the tied ones. */
  readonly value: readonly [number, number];
  /** The best key that scores less than the winner, where there is one. */
  readonly runnerUp?: { readonly position: number; readonly score: number };
}

export interface Executor {
  readonly model: Model;
  /** Tokens so far, prompt included. */
  readonly length: number;
  token(position: number): number;
  /** Appends a token and runs the forward pass for it. */
  append(token: number): void;
  /** The argmax of the logits after the last token. */
  predict(): number;
  /**
   * The residual stream of the last token after `layer` layers (0: the embedding), dModel numbers. With
   * `attended`, the stream between that layer's attention and its feed-forward part. The array is reused.
   */
  residual(layer: number, attended?: boolean): Float64Array;
  /** What a head of the last token saw; with `query`, what it would have seen for that query. */
  attend(layer: number, head: number, query?: readonly [number, number]): Attention;
  /** Bytes that the KV cache and the trace hold. */
  keptBytes(): number;
}

/** The value of a linear form over a residual stream. */
export function readForm(form: LinearForm, residual: Float64Array): number {
  let sum = 0;
  for (const [slot, weight] of form) sum += weight * residual[slot];
  return sum;
}
