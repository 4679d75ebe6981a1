/**
 * Who wrote a slot: what the token and its position, or each head, or each neuron, added to it. The terms and their sums
 * are those of the forward pass, in its order, so they add up to the last bit.
 */
import type { Model } from '../../model/model';
import type { Moment } from '../transformer';

/** A weight of a matrix times what it is applied to. */
interface Term {
  readonly weight: number;
  readonly value: number;
  readonly number: number;
}

export interface HeadTerm extends Term {
  readonly head: number;
  readonly dimension: 0 | 1;
}

export interface NeuronTerm extends Term {
  readonly neuron: number;
  /** Its gate; `value` is that times the other form. */
  readonly gate: number;
  /** Its other form. */
  readonly form: number;
}

/** What heads add to a slot of the token whose forward pass this is; zeros are left out. */
export function headTerms(model: Model, pass: Moment, layer: number, slot: number): HeadTerm[] {
  return model.layers[layer].heads.flatMap(({ output }, head) => {
    const weights = [output[2 * slot], output[2 * slot + 1]];
    if (weights[0] === 0 && weights[1] === 0) return [];
    const { value } = pass.attend(layer, head);
    return ([0, 1] as const).flatMap((dimension) => {
      const term = times(weights[dimension], value[dimension]);
      return term.number === 0 ? [] : [{ head, dimension, ...term }];
    });
  });
}

/** What neurons add to a slot; zeros are left out. */
export function neuronTerms(model: Model, pass: Moment, layer: number, slot: number): NeuronTerm[] {
  const { ffn } = model.layers[layer];
  const x = pass.residual(layer, true);
  const width = ffn.names.length;
  return entriesOf(ffn.output, slot, width).flatMap(([neuron, weight]) => {
    const gate = dot(ffn.gate, neuron, x);
    if (!(gate > 0)) return [];
    const form = dot(ffn.value, neuron, x);
    const term = times(weight, gate * form);
    return term.number === 0 ? [] : [{ neuron, gate, form, ...term }];
  });
}

/** What the position adds to a slot, beside the token's row: of position, position² and 1. */
export function positionTerms({ position: weights }: Model, position: number, slot: number) {
  const [linear, square, one] = weights.subarray(slot * 3, slot * 3 + 3);
  return { linear: linear * position, square: square * position * position, one };
}

/** The sum of terms as the forward pass forms it. */
export function sumOf(terms: readonly { readonly number: number }[]): number {
  let sum = 0;
  for (const { number } of terms) sum += number;
  return sum;
}

/** Row `row` of a matrix times x, summed over ascending slots. */
export function dot(matrix: Float64Array, row: number, x: Float64Array): number {
  let sum = 0;
  for (const [slot, weight] of entriesOf(matrix, row, x.length)) sum += weight * x[slot];
  return sum;
}

type Entries = readonly (readonly [column: number, weight: number])[];

/** Rows without their zeros, by matrix: a graph asks for the same ones again and again. */
const sparse = new WeakMap<Float64Array, Entries[]>();

/** The weights of a row that are not zero, by column. */
export function entriesOf(matrix: Float64Array, row: number, columns: number): Entries {
  let rows = sparse.get(matrix);
  if (!rows) {
    rows = [];
    sparse.set(matrix, rows);
  }
  rows[row] ??= nonzero(matrix.subarray(row * columns, (row + 1) * columns));
  return rows[row];
}

function nonzero(row: Float64Array): Entries {
  const entries: [number, number][] = [];
  row.forEach((weight, column) => {
    if (weight !== 0) entries.push([column, weight]);
  });
  return entries;
}

const times = (weight: number, value: number): Term => ({ weight, value, number: weight * value });
