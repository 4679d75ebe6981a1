/**
 * The hull executor: the forward pass over the nonzero weights, with a convex hull in place of a scan over
 * all keys. Sums run over the same terms in the same order as in the dense pass, so the numbers are the same.
 */
import type { Head, Layer, Model } from '../model/model';
import type { Attention, Executor } from './executor';
import { type Directions, KeyStore, Selection } from './keyStore';
import { SparseRows } from './sparse';
import { Unembedding } from './unembedding';

/** A head, its store, and where its two values lie among those of the store. */
interface PreparedHead {
  readonly store: number;
  readonly dimensions: readonly [number, number];
  readonly average: boolean;
  /** What its last query selected. */
  readonly selection: Selection;
}

interface PreparedStore {
  readonly keys: KeyStore;
  readonly key: SparseRows;
  /** One row a value dimension. */
  readonly values: SparseRows;
  readonly scratch: Float64Array;
}

interface PreparedLayer {
  readonly stores: readonly PreparedStore[];
  readonly heads: readonly PreparedHead[];
  /** Two rows a head. */
  readonly query: SparseRows;
  /** Two rows a head: what each value dimension adds to the residual stream. */
  readonly output: SparseRows;
  readonly queries: Float64Array;
  readonly width: number;
  readonly gate: SparseRows;
  readonly value: SparseRows;
  /** One row a neuron. */
  readonly ffnOutput: SparseRows;
}

/** A slot that is 1 for every token in every layer; -1 where there is none. */
export function constantSlot({ dModel, tokens, embedding, position, layers }: Model): number {
  for (let slot = 0; slot < dModel; slot++) {
    const [linear, square, one] = position.subarray(slot * 3, slot * 3 + 3);
    if (linear !== 0 || square !== 0 || one !== 1) continue;
    const embedded = tokens.some((_, id) => embedding[id * dModel + slot] !== 0);
    const written = layers.some(({ heads, ffn }) => {
      const width = ffn.names.length;
      return (
        ffn.output.subarray(slot * width, (slot + 1) * width).some((w) => w !== 0) ||
        heads.some(({ output }) => output[slot * 2] !== 0 || output[slot * 2 + 1] !== 0)
      );
    });
    if (!embedded && !written) return slot;
  }
  return -1;
}

function directionsOf(heads: readonly Head[], dModel: number, one: number): Directions {
  const kinds = heads.map(({ query }): Directions => {
    const up = query.subarray(dModel);
    const flat = up.every((w) => w === 0);
    if (flat) return query.every((w) => w === 0) ? 'none' : 'flat';
    return up.every((w, slot) => (slot === one ? w > 0 : w === 0)) ? 'upward' : 'any';
  });
  const distinct = new Set(kinds);
  if (distinct.size === 1) return kinds[0];
  return distinct.has('any') || distinct.has('upward') ? 'any' : 'flat';
}

function prepare(
  { heads, ffn }: Layer,
  dModel: number,
  asked: (group: readonly Head[]) => Directions,
): PreparedLayer {
  const byKey = new Map<string, Head[]>();
  for (const head of heads) {
    const key = head.key.join();
    byKey.set(key, [...(byKey.get(key) ?? []), head]);
  }
  const groups = [...byKey.values()];
  const valueRows = groups.map((group) => {
    const rows = new Map<string, Float64Array>();
    for (const { value } of group)
      for (const row of [value.subarray(0, dModel), value.subarray(dModel)])
        rows.set(row.join(), row);
    return rows;
  });
  const stores = groups.map((group, i) => ({
    keys: new KeyStore(
      asked(group),
      valueRows[i].size,
      group.some((head) => head.tie === 'average'),
    ),
    key: SparseRows.from(group[0].key, dModel),
    values: SparseRows.from(concatenate([...valueRows[i].values()]), dModel),
    scratch: new Float64Array(valueRows[i].size),
  }));
  const prepared = heads.map((head) => {
    const store = groups.findIndex((group) => group.includes(head));
    const rows = [...valueRows[store].keys()];
    return {
      store,
      dimensions: [
        rows.indexOf(head.value.subarray(0, dModel).join()),
        rows.indexOf(head.value.subarray(dModel).join()),
      ] as const,
      average: head.tie === 'average',
      selection: new Selection(),
    };
  });
  const width = ffn.names.length;
  return {
    stores,
    heads: prepared,
    query: SparseRows.from(concatenate(heads.map((head) => head.query)), dModel),
    output: new SparseRows(
      heads.flatMap((head) => {
        const columns = SparseRows.transposed(head.output, 2);
        return [0, 1].map((d) =>
          Array.from(
            { length: columns.start[d + 1] - columns.start[d] },
            (_, i) =>
              [columns.column[columns.start[d] + i], columns.weight[columns.start[d] + i]] as const,
          ),
        );
      }),
    ),
    queries: new Float64Array(2 * heads.length),
    width,
    gate: SparseRows.from(ffn.gate, dModel),
    value: SparseRows.from(ffn.value, dModel),
    ffnOutput: SparseRows.transposed(ffn.output, width),
  };
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

class HullExecutor implements Executor {
  private tokens = new Int32Array(1024);
  length = 0;
  private readonly layers: readonly PreparedLayer[];
  private readonly unembedding: Unembedding;
  /** The embedding, then the stream after each attention and each feed-forward part. */
  private readonly snapshots: readonly Float64Array[];
  private readonly sum: Float64Array;

  constructor(
    readonly model: Model,
    anyQuery: boolean,
  ) {
    const one = constantSlot(model);
    const asked = (group: readonly Head[]) =>
      anyQuery ? 'any' : directionsOf(group, model.dModel, one);
    this.layers = model.layers.map((layer) => prepare(layer, model.dModel, asked));
    this.unembedding = new Unembedding(model);
    this.snapshots = Array.from(
      { length: 2 * model.layers.length + 1 },
      () => new Float64Array(model.dModel),
    );
    this.sum = new Float64Array(model.dModel);
  }

  token(position: number): number {
    return this.tokens[position];
  }

  append(token: number): void {
    const position = this.length;
    if (position === this.tokens.length) {
      const larger = new Int32Array(position * 2);
      larger.set(this.tokens);
      this.tokens = larger;
    }
    this.tokens[position] = token;
    this.length++;
    this.embed(token, position);
    for (let l = 0; l < this.layers.length; l++) {
      this.attention(this.layers[l], position, this.snapshots[2 * l], this.snapshots[2 * l + 1]);
      this.feedForward(this.layers[l], this.snapshots[2 * l + 1], this.snapshots[2 * l + 2]);
    }
  }

  private embed(token: number, p: number): void {
    const { dModel, embedding, position } = this.model;
    const x = this.snapshots[0];
    for (let i = 0; i < dModel; i++)
      x[i] =
        embedding[token * dModel + i] +
        (position[i * 3] * p + position[i * 3 + 1] * p * p + position[i * 3 + 2]);
  }

  private attention(layer: PreparedLayer, position: number, x: Float64Array, out: Float64Array) {
    for (const { keys, key, values, scratch } of layer.stores) {
      for (let d = 0; d < scratch.length; d++) scratch[d] = values.dot(d, x);
      keys.insert(key.dot(0, x), key.dot(1, x), position, scratch);
    }
    const { sum } = this;
    sum.fill(0);
    for (let h = 0; h < layer.heads.length; h++) {
      const { store, dimensions, average, selection } = layer.heads[h];
      const qx = layer.query.dot(2 * h, x);
      const qy = layer.query.dot(2 * h + 1, x);
      layer.queries[2 * h] = qx;
      layer.queries[2 * h + 1] = qy;
      layer.stores[store].keys.select(qx, qy, selection);
      for (let d = 0; d < 2; d++) {
        const k = dimensions[d];
        const value = average ? selection.average(k) : selection.latest(k);
        layer.output.scatter(2 * h + d, value, sum);
      }
    }
    for (let i = 0; i < x.length; i++) out[i] = x[i] + sum[i];
  }

  private feedForward(layer: PreparedLayer, x: Float64Array, out: Float64Array): void {
    const { sum } = this;
    const { width, value, ffnOutput } = layer;
    const { start, column, weight } = layer.gate;
    sum.fill(0);
    let i = 0;
    for (let n = 0; n < width; n++) {
      let gate = 0;
      for (const end = start[n + 1]; i < end; i++) gate += weight[i] * x[column[i]];
      if (gate > 0) ffnOutput.scatter(n, gate * value.dot(n, x), sum);
    }
    for (let i = 0; i < x.length; i++) out[i] = x[i] + sum[i];
  }

  predict(): number {
    return this.unembedding.argmax(this.snapshots[this.snapshots.length - 1]);
  }

  residual(layer: number, attended = false): Float64Array {
    return this.snapshots[2 * layer + (attended ? 1 : 0)];
  }

  attend(layer: number, head: number, query?: readonly [number, number]): Attention {
    const { stores, heads, queries } = this.layers[layer];
    const { store, dimensions, average } = heads[head];
    const asked = query ?? ([queries[2 * head], queries[2 * head + 1]] as const);
    const { keys } = stores[store];
    const selection = new Selection();
    keys.select(asked[0], asked[1], selection);
    const valueAt = (k: number) => (average ? selection.average(k) : selection.latest(k));
    return {
      query: asked,
      winner: selection.winner,
      score: selection.score,
      key: [selection.keyX, selection.keyY],
      value: [valueAt(dimensions[0]), valueAt(dimensions[1])],
      runnerUp: keys.runnerUp(asked[0], asked[1]),
    };
  }

  keptBytes(): number {
    const stores = this.layers.flatMap((layer) => layer.stores);
    return this.tokens.byteLength + stores.reduce((n, { keys }) => n + keys.bytes, 0);
  }
}

/**
 * An executor with a convex-hull KV cache. `anyQuery`: it is to answer queries that the model's own weights never ask.
 */
export function createHullExecutor(model: Model, anyQuery = false): Executor {
  return new HullExecutor(model, anyQuery);
}
