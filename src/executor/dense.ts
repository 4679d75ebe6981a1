/**
 * The reference: the forward pass as plain loops over full matrices, and attention as a scan over all keys.
 * Every other executor must give the same tokens and the same numbers.
 */
import type { Head, Model } from '../model/model';
import type { Attention, Executor } from './executor';

/** Keys and values of one head, two numbers a token each. */
interface HeadCache {
  readonly keys: number[];
  readonly values: number[];
}

export class DenseExecutor implements Executor {
  private readonly tokens: number[] = [];
  private readonly caches: HeadCache[][];
  /** Snapshots of the residual stream: the embedding, then after each attention and feed-forward part. */
  private readonly snapshots: Float64Array[];
  private queries: [number, number][][] = [];

  constructor(readonly model: Model) {
    this.caches = model.layers.map((layer) => layer.heads.map(() => ({ keys: [], values: [] })));
    this.snapshots = Array.from(
      { length: 2 * model.layers.length + 1 },
      () => new Float64Array(model.dModel),
    );
  }

  get length(): number {
    return this.tokens.length;
  }

  token(position: number): number {
    return this.tokens[position];
  }

  append(token: number): void {
    const { dModel, embedding, position, layers } = this.model;
    const p = this.tokens.length;
    this.tokens.push(token);
    const x = new Float64Array(dModel);
    for (let i = 0; i < dModel; i++)
      x[i] =
        embedding[token * dModel + i] +
        (position[i * 3] * p + position[i * 3 + 1] * p * p + position[i * 3 + 2]);
    this.snapshots[0].set(x);
    this.queries = [];
    layers.forEach(({ heads, ffn }, l) => {
      const concatenated = heads.map((head, h) => this.head(head, this.caches[l][h], x, l));
      for (let i = 0; i < dModel; i++) {
        let sum = 0;
        heads.forEach(({ output }, h) => {
          sum += output[i * 2] * concatenated[h][0];
          sum += output[i * 2 + 1] * concatenated[h][1];
        });
        x[i] += sum;
      }
      this.snapshots[2 * l + 1].set(x);
      const width = ffn.names.length;
      const hidden = new Float64Array(width);
      for (let n = 0; n < width; n++)
        hidden[n] = Math.max(0, dot(ffn.gate, n, x)) * dot(ffn.value, n, x);
      for (let i = 0; i < dModel; i++) {
        let sum = 0;
        for (let n = 0; n < width; n++) sum += ffn.output[i * width + n] * hidden[n];
        x[i] += sum;
      }
      this.snapshots[2 * l + 2].set(x);
    });
  }

  private head(head: Head, cache: HeadCache, x: Float64Array, layer: number): readonly number[] {
    cache.keys.push(dot(head.key, 0, x), dot(head.key, 1, x));
    cache.values.push(dot(head.value, 0, x), dot(head.value, 1, x));
    const query: [number, number] = [dot(head.query, 0, x), dot(head.query, 1, x)];
    this.queries[layer] ??= [];
    this.queries[layer].push(query);
    return scan(cache, head, query).value;
  }

  predict(): number {
    const { unembedding, tokens } = this.model;
    const x = this.snapshots[this.snapshots.length - 1];
    let best = 0;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let id = 0; id < tokens.length; id++) {
      const score = dot(unembedding, id, x);
      if (score > bestScore) {
        best = id;
        bestScore = score;
      }
    }
    return best;
  }

  residual(layer: number, attended = false): Float64Array {
    return this.snapshots[2 * layer + (attended ? 1 : 0)];
  }

  attend(layer: number, head: number, query = this.queries[layer][head]): Attention {
    return scan(this.caches[layer][head], this.model.layers[layer].heads[head], query);
  }

  keptBytes(): number {
    const heads = this.model.layers.reduce((n, layer) => n + layer.heads.length, 0);
    return this.length * 8 * (1 + 4 * heads);
  }
}

/** Row `row` of a matrix times x. */
function dot(matrix: Float64Array, row: number, x: Float64Array): number {
  let sum = 0;
  const start = row * x.length;
  for (let i = 0; i < x.length; i++) sum += matrix[start + i] * x[i];
  return sum;
}

/** Hard attention by looking at every key. */
function scan(cache: HeadCache, head: Head, query: readonly [number, number]): Attention {
  const { keys, values } = cache;
  let score = Number.NEGATIVE_INFINITY;
  let winner = 0;
  let runnerUp: { position: number; score: number } | undefined;
  let tied = 0;
  let total: [number, number] = [0, 0];
  for (let i = 0; i < keys.length; i += 2) {
    const s = query[0] * keys[i] + query[1] * keys[i + 1];
    if (s > score) {
      if (i > 0) runnerUp = { position: winner, score };
      score = s;
      tied = 0;
      total = [0, 0];
    } else if (s < score) {
      if (!runnerUp || s >= runnerUp.score) runnerUp = { position: i / 2, score: s };
      continue;
    }
    winner = i / 2;
    tied++;
    total = [total[0] + values[i], total[1] + values[i + 1]];
  }
  const value: [number, number] =
    head.tie === 'average'
      ? [total[0] / tied, total[1] / tied]
      : [values[2 * winner], values[2 * winner + 1]];
  const key: [number, number] = [keys[2 * winner], keys[2 * winner + 1]];
  return { query, winner, score, key, value, runnerUp };
}
