/** The nonzero weights of a model, by rows, as the symbolic pass walks over them. */
import { constantSlot } from '../executor/hull';
import { denseRows } from '../executor/sparse';
import type { Head, Model } from '../model/model';

export type Row = readonly (readonly [slot: number, weight: number])[];

export interface SparseHead {
  readonly head: Head;
  readonly query: readonly [Row, Row];
  readonly key: readonly [Row, Row];
  readonly value: readonly [Row, Row];
}

/** What the parts of a layer add to a slot, in the order in which they are added. */
export interface Output {
  readonly slot: number;
  /** Indices of what is added: twice the head plus the dimension, or the neuron. */
  readonly from: readonly (readonly [index: number, weight: number])[];
}

export interface SparseLayer {
  readonly heads: readonly SparseHead[];
  readonly attention: readonly Output[];
  readonly gates: readonly Row[];
  readonly values: readonly Row[];
  readonly feedForward: readonly Output[];
  readonly neurons: readonly string[];
  /** Names of the slots when the layer begins, after its attention and after its feed-forward part. */
  readonly slots: readonly (readonly string[])[];
}

export interface SparseModel {
  readonly model: Model;
  /** The slot that is always 1; -1 where there is none. */
  readonly one: number;
  readonly layers: readonly SparseLayer[];
}

const pairOf = (matrix: Float64Array, columns: number) =>
  denseRows(matrix, columns) as unknown as readonly [Row, Row];

/** Takes the zeros out of a model. */
export function sparsify(model: Model): SparseModel {
  const { dModel } = model;
  const outputs = (rows: readonly Row[]): Output[] =>
    rows.flatMap((from, slot) => (from.length > 0 ? [{ slot, from }] : []));
  return {
    model,
    one: constantSlot(model),
    layers: model.layers.map(({ heads, ffn, slots }) => ({
      heads: heads.map((head) => ({
        head,
        query: pairOf(head.query, dModel),
        key: pairOf(head.key, dModel),
        value: pairOf(head.value, dModel),
      })),
      attention: outputs(
        Array.from({ length: dModel }, (_, slot) =>
          heads.flatMap(({ output }, h) =>
            [0, 1].flatMap((d) => {
              const weight = output[slot * 2 + d];
              return weight === 0 ? [] : [[2 * h + d, weight] as const];
            }),
          ),
        ),
      ),
      gates: denseRows(ffn.gate, dModel),
      values: denseRows(ffn.value, dModel),
      feedForward: ffn.names.length > 0 ? outputs(denseRows(ffn.output, ffn.names.length)) : [],
      neurons: ffn.names,
      slots,
    })),
  };
}
