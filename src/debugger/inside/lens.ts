/** The logit lens: the unembedding applied to the residual stream before it is complete. */
import type { Model } from '../../model/model';
import type { Guess, Lens } from '../../protocol/residual-requests';
import type { Context, Moment } from '../transformer';
import { entriesOf } from './contributions';
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
export function logitsOf({ tokens, unembedding, dModel }: Model, x: Float64Array): Float64Array {
  const logits = new Float64Array(tokens.length);
  for (let token = 0; token < logits.length; token++) {
    const row = entriesOf(unembedding, token, dModel);
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += row[i][1] * x[row[i][0]];
    logits[token] = sum;
  }
  return logits;
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
    const place = best.findIndex((other) => isBefore(logits, token, other));
    best.splice(place < 0 ? best.length : place, 0, token);
    if (best.length > most) best.pop();
  }
  return best;
}
