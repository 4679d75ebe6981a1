/** Linear forms over the stream of a token, as terms that each come from a node. */
import type { UpstreamEdge } from '../../protocol/upstream-requests';
import { constantsOf } from './constants';
import { entriesOf, type NeuronTerm } from './contributions';
import type { Passes } from './passes';
import { sourceOf, zeroSourceOf } from './sources';

/** A term of a sum: what a node gives to it. */
export type Term = UpstreamEdge;

export interface Form {
  readonly terms: readonly Term[];
  readonly constant: number;
}

/**
 * A row of a matrix over the stream after `moment` parts. Of a slot that is 0 there is a term only where a head found the
 * 0; others are 0 since nothing was written to them, most of them by neurons that are shut. `scale` multiplies every term.
 */
export function formOf(
  passes: Passes,
  position: number,
  moment: number,
  entries: readonly (readonly [slot: number, weight: number])[],
  scale = 1,
): Form {
  const { model } = passes;
  const x = passes.stream(position, moment);
  const terms: Term[] = [];
  let constant = 0;
  for (const [slot, factor] of entries) {
    const weight = scale * factor;
    if (weight === 0) continue;
    const number = weight * x[slot];
    const from = constantsOf(model).slots.has(slot)
      ? undefined
      : x[slot] === 0
        ? zeroSourceOf(passes, position, moment, slot)
        : sourceOf(passes, position, moment, slot);
    if (from === undefined) {
      constant += number;
      continue;
    }
    const name = passes.slotName(moment, slot);
    const { plus = 0, control = false } = model.meanings[name] ?? {};
    // What a slot holds beyond its number is the same at every token.
    const value = x[slot] - plus;
    constant += weight * plus;
    // Not -0.
    terms.push({ from, name, weight, value, number: weight * value + 0, control });
  }
  return { terms, constant };
}

/** A row of a matrix. */
export const rowOf = (passes: Passes, matrix: Float64Array, row: number) =>
  entriesOf(matrix, row, passes.model.dModel);

/** Forms as one: terms from the same slot are added, even where nothing remains of them. */
export function merged(forms: readonly Form[]): Form {
  const terms = new Map<string, Term>();
  for (const term of forms.flatMap((form) => form.terms)) {
    const key = `${term.from} ${term.name}`;
    const { weight = 0, number = 0 } = terms.get(key) ?? {};
    terms.set(key, { ...term, weight: weight + term.weight, number: number + term.number });
  }
  return {
    terms: [...terms.values()],
    constant: forms.reduce((sum, { constant }) => sum + constant, 0),
  };
}

/** What open neurons add to a slot as one sum, and the gates that multiply it. */
export function neuronForms(
  passes: Passes,
  position: number,
  layer: number,
  terms: readonly NeuronTerm[],
) {
  const { ffn } = passes.model.layers[layer];
  const moment = 2 * layer + 1;
  const form = (matrix: Float64Array, neuron: number, scale = 1) =>
    formOf(passes, position, moment, rowOf(passes, matrix, neuron), scale);
  const sums: Form[] = [];
  const gates: { neuron: number; gate: number; form: Form }[] = [];
  for (const { neuron, weight, gate, form: value } of terms) {
    const opening = form(ffn.gate, neuron);
    if (form(ffn.value, neuron).terms.length === 0) {
      sums.push(form(ffn.gate, neuron, weight * value));
      continue;
    }
    sums.push(form(ffn.value, neuron, weight * gate));
    if (opening.terms.length > 0) gates.push({ neuron, gate, form: opening });
  }
  return { sum: merged(sums), gates };
}
