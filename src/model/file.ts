/**
 * The model file: one JSON header with everything that has a name, and the nonzero weights as numbers.
 *
 *     "STEPFORM"  8 bytes
 *     length      of the header, uint32 little-endian
 *     header      JSON in UTF-8; each matrix is given by its shape and its place among the entries
 *     padding     to a multiple of 8
 *     entries     float64 weights of all matrices, then their uint32 indices within the dense matrix
 */
import type { FeedForward, Head, Layer, Matrix, Model } from './model';

const MAGIC = 'STEPFORM';

interface StoredMatrix {
  readonly size: number;
  /** Range of its entries. */
  readonly from: number;
  readonly to: number;
}

type Stored<T> = {
  [K in keyof T]: T[K] extends Matrix
    ? StoredMatrix
    : T[K] extends FeedForward
      ? Stored<FeedForward>
      : T[K] extends readonly Layer[]
        ? { heads: Stored<Head>[]; ffn: Stored<FeedForward>; slots: Layer['slots'] }[]
        : T[K];
};

/** Writes a model to the bytes of its file. */
export function writeModel(model: Model): Uint8Array {
  const weights: number[] = [];
  const indices: number[] = [];
  const store = (matrix: Matrix): StoredMatrix => {
    const from = weights.length;
    matrix.forEach((weight, i) => {
      if (weight === 0) return;
      weights.push(weight);
      indices.push(i);
    });
    return { size: matrix.length, from, to: weights.length };
  };
  const header: Stored<Model> = {
    ...model,
    embedding: store(model.embedding),
    position: store(model.position),
    unembedding: store(model.unembedding),
    layers: model.layers.map(({ heads, ffn, slots }) => ({
      heads: heads.map((head) => ({
        ...head,
        query: store(head.query),
        key: store(head.key),
        value: store(head.value),
        output: store(head.output),
      })),
      ffn: {
        names: ffn.names,
        gate: store(ffn.gate),
        value: store(ffn.value),
        output: store(ffn.output),
      },
      slots,
    })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((12 + json.length) / 8) * 8;
  const bytes = new Uint8Array(start + weights.length * 12);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(8, json.length, true);
  bytes.set(json, 12);
  new Float64Array(bytes.buffer, start, weights.length).set(weights);
  new Uint32Array(bytes.buffer, start + weights.length * 8, weights.length).set(indices);
  return bytes;
}

/** Reads a model file. Throws an `Error` that says so where the bytes are not one. */
export function readModel(file: Uint8Array): Model {
  // A copy begins at a multiple of 8, which the typed arrays below need.
  const bytes = new Uint8Array(file);
  if (new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC)
    throw new Error('this is not a Stepformer model file; run "npm run build" to make one');
  const length = new DataView(bytes.buffer).getUint32(8, true);
  const header: Stored<Model> = JSON.parse(
    new TextDecoder().decode(bytes.subarray(12, 12 + length)),
  );
  const start = Math.ceil((12 + length) / 8) * 8;
  const count = (bytes.length - start) / 12;
  const weights = new Float64Array(bytes.buffer, start, count);
  const indices = new Uint32Array(bytes.buffer, start + count * 8, count);
  const load = ({ size, from, to }: StoredMatrix): Matrix => {
    const matrix = new Float64Array(size);
    for (let i = from; i < to; i++) matrix[indices[i]] = weights[i];
    return matrix;
  };
  return {
    ...header,
    embedding: load(header.embedding),
    position: load(header.position),
    unembedding: load(header.unembedding),
    layers: header.layers.map(({ heads, ffn, slots }) => ({
      heads: heads.map((head) => ({
        ...head,
        query: load(head.query),
        key: load(head.key),
        value: load(head.value),
        output: load(head.output),
      })),
      ffn: {
        names: ffn.names,
        gate: load(ffn.gate),
        value: load(ffn.value),
        output: load(ffn.output),
      },
      slots,
    })),
  };
}
