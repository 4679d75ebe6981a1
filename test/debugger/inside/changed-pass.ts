/** The dense pass of a token in which a head returns another number, while the others return what they did. */
import type { SmallRun } from './small-run';

export interface Change {
  readonly layer: number;
  readonly head: number;
  readonly dimension: 0 | 1;
  readonly by: number;
}

export interface ChangedPass {
  /** The token that is chosen, the runner-up, and the margin between them. */
  readonly decision: readonly [chosen: number, next: number, margin: number];
  /** By layer and head: two numbers each. */
  readonly queries: readonly (readonly number[])[][];
  /** Key and value, four numbers, likewise. */
  readonly left: readonly (readonly number[])[][];
}

export function changedPass(run: SmallRun, at: number, change?: Change): ChangedPass {
  const { model } = run;
  const pass = run.dense(at);
  const x = Float64Array.from(pass.residual(0));
  const queries: number[][][] = [];
  const left: number[][][] = [];
  const dot = (matrix: Float64Array, row: number) => {
    let sum = 0;
    for (let slot = 0; slot < x.length; slot++) sum += matrix[row * x.length + slot] * x[slot];
    return sum;
  };
  const both = (matrix: Float64Array) => [dot(matrix, 0), dot(matrix, 1)];
  model.layers.forEach(({ heads, ffn }, l) => {
    queries.push(heads.map(({ query }) => both(query)));
    left.push(heads.map(({ key, value }) => [...both(key), ...both(value)]));
    const values = heads.map((_, h) => {
      const value = [...pass.attend(l, h).value];
      if (change?.layer === l && change.head === h) value[change.dimension] += change.by;
      return value;
    });
    x.forEach((_, slot) => {
      let sum = 0;
      heads.forEach(({ output }, h) => {
        sum += output[2 * slot] * values[h][0];
        sum += output[2 * slot + 1] * values[h][1];
      });
      x[slot] += sum;
    });
    const neurons = ffn.names.map((_, n) => Math.max(0, dot(ffn.gate, n)) * dot(ffn.value, n));
    x.forEach((_, slot) => {
      let sum = 0;
      neurons.forEach((value, n) => {
        sum += ffn.output[slot * neurons.length + n] * value;
      });
      x[slot] += sum;
    });
  });
  const logits = model.tokens.map((_, id) => dot(model.unembedding, id));
  const [chosen, next] = logits.map((_, id) => id).sort((a, b) => logits[b] - logits[a] || a - b);
  return { decision: [chosen, next, logits[chosen] - logits[next]], queries, left };
}
