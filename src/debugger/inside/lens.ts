/** The logit lens: the unembedding applied to the residual stream before it is complete. */
import type { Model } from '../../model/model';
import type { Guess, Lens } from '../../protocol/residual-requests';
import type { Context, Moment } from '../transformer';
import { momentsOf, streamAt } from './residual';

export function lensOf(context: Context, position: number, top: number): Lens {
  const { model } = context;
  const pass = context.at(position);
  const last = logitsOf(model, finalStream(model, pass));
  const [chosen, next] = ranked(last, 2);
  const guess = (token: number, logits: Float64Array): Guess => ({
    token,
    text: model.tokens[token].text,
    logit: logits[token],
  });
  return {
    chosen: guess(chosen, last),
    margin: last[chosen] - last[next],
    came:
      position + 1 < context.recorded ? model.tokens[context.token(position + 1)].text : undefined,
    moments: momentsOf(model).map((when) => {
      const logits = logitsOf(model, streamAt(pass, when));
      return {
        ...when,
        top: ranked(logits, top).map((token) => guess(token, logits)),
        logit: logits[chosen],
        before: countBefore(logits, chosen),
      };
    }),
  };
}

/** What the unembedding reads. */
export function finalStream({ layers }: Model, pass: Moment): Float64Array {
  return pass.residual(layers.length);
}

/** The logits of all tokens, summed over ascending slots. */
export function logitsOf({ unembedding, dModel }: Model, x: Float64Array): Float64Array {
  const { starts, slots, weights } = packed(unembedding, dModel);
  const logits = new Float64Array(starts.length - 1);
  for (let token = 0; token < logits.length; token++) {
    let sum = 0;
    for (let i = starts[token]; i < starts[token + 1]; i++) sum += weights[i] * x[slots[i]];
    logits[token] = sum;
  }
  return logits;
}

/** The weights of an unembedding that are not zero: those of a token begin where `starts` says. */
interface Packed {
  readonly starts: Int32Array;
  readonly slots: Uint16Array;
  readonly weights: Float64Array;
}

/** There are thousands of rows, and most of their weights are zero. */
const known = new WeakMap<Float64Array, Packed>();

function packed(unembedding: Float64Array, dModel: number): Packed {
  const made = known.get(unembedding) ?? pack(unembedding, dModel);
  known.set(unembedding, made);
  return made;
}

function pack(unembedding: Float64Array, dModel: number): Packed {
  const starts = new Int32Array(unembedding.length / dModel + 1);
  const slots: number[] = [];
  const weights: number[] = [];
  unembedding.forEach((weight, i) => {
    if (weight !== 0) {
      slots.push(i % dModel);
      weights.push(weight);
    }
    starts[Math.floor(i / dModel) + 1] = weights.length;
  });
  return { starts, slots: Uint16Array.from(slots), weights: Float64Array.from(weights) };
}

/** Whether a token is preferred to another: by its logit, or else by its id. */
const isBefore = (logits: Float64Array, a: number, b: number) =>
  logits[a] > logits[b] || (logits[a] === logits[b] && a < b);

function countBefore(logits: Float64Array, chosen: number): number {
  let count = 0;
  for (let token = 0; token < logits.length; token++) if (isBefore(logits, token, chosen)) count++;
  return count;
}

/** The `most` tokens that are preferred, in order. */
export function ranked(logits: Float64Array, most: number): number[] {
  const best: number[] = [];
  for (let token = 0; token < logits.length; token++) {
    if (best.length === most && !isBefore(logits, token, best[most - 1])) continue;
    if (best.length === most) best.pop();
    let place = best.length;
    while (place > 0 && isBefore(logits, token, best[place - 1])) place--;
    best.splice(place, 0, token);
  }
  return best;
}
