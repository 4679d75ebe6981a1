/** The nonzero weights of one layer, as a forward pass in JavaScript runs through them. */
import { SparseRows } from '../executor/sparse';
import type { Layer } from '../model/model';

export interface PreparedLayer {
  readonly heads: number;
  /** Two rows a head each. */
  readonly query: SparseRows;
  readonly key: SparseRows;
  readonly value: SparseRows;
  /** A row for each slot, over the two numbers of each head. */
  readonly output: SparseRows;
  readonly width: number;
  /** A row for each neuron. */
  readonly gate: SparseRows;
  readonly neuron: SparseRows;
  /** A row for each slot, over the neurons. */
  readonly written: SparseRows;
}

const known = new WeakMap<Layer, PreparedLayer>();

export function preparedLayer(layer: Layer, dModel: number): PreparedLayer {
  let prepared = known.get(layer);
  if (!prepared) {
    prepared = prepare(layer, dModel);
    known.set(layer, prepared);
  }
  return prepared;
}

function prepare({ heads, ffn }: Layer, dModel: number): PreparedLayer {
  const rowsOf = (matrix: 'query' | 'key' | 'value') => {
    const rows = new Float64Array(heads.length * 2 * dModel);
    heads.forEach((head, h) => {
      rows.set(head[matrix], h * 2 * dModel);
    });
    return SparseRows.from(rows, dModel);
  };
  const columns = 2 * heads.length;
  const output = new Float64Array(dModel * columns);
  heads.forEach((head, h) => {
    for (let slot = 0; slot < dModel; slot++)
      output.set(head.output.subarray(slot * 2, slot * 2 + 2), slot * columns + 2 * h);
  });
  const width = ffn.names.length;
  const none = () => new SparseRows(Array.from({ length: dModel }, () => []));
  return {
    heads: heads.length,
    query: rowsOf('query'),
    key: rowsOf('key'),
    value: rowsOf('value'),
    output: columns > 0 ? SparseRows.from(output, columns) : none(),
    width,
    gate: SparseRows.from(ffn.gate, dModel),
    neuron: SparseRows.from(ffn.value, dModel),
    written: width > 0 ? SparseRows.from(ffn.output, width) : none(),
  };
}
