/**
 * Which heads bear on what a token does: on the decision, whether the token that it chose comes before the runner-up;
 * and on what it leaves in the KV cache for later tokens. A number bears on another if a path leads from it there on
 * which nothing is multiplied by 0:
 *
 * - a slot bears on the decision if the two rows of the unembedding differ there;
 * - what a head's key and value read bears on what is left, if some query finds that key at this token;
 * - through an open neuron (gate > 0) what its value form reads bears on what it writes;
 * - what its gate reads does too, if the value form is not 0 and the gate is not below 0: at 0 it would open at once;
 * - a neuron whose gate is below 0 writes nothing, whatever else were a little different, so nothing bears through it;
 * - what a neuron erases from a slot bears on nothing through that slot;
 * - through a head that bears on something, so does what its query reads, which chose the token that it found.
 *
 * Paths whose effects cancel are counted: they are told apart by no single number.
 */
import type { Model } from '../../model/model';
import { once } from '../once';
import type { Context, Moment } from '../transformer';
import { readsConstants } from './constants';
import { entriesOf } from './contributions';
import { logitsOf, ranked } from './lens';

/** What something bears on, as bits. */
export const DECISION = 1;
export const LATER = 2;

/** By layer and head. */
export type Relevance = readonly Uint8Array[];

type Asked = Pick<Context, 'model' | 'at' | 'keys'>;

export function relevanceAt(context: Asked, position: number): Relevance {
  const { model } = context;
  const pass = context.at(position);
  const { dModel, unembedding, layers } = model;
  const [chosen, next] = ranked(logitsOf(model, pass.residual(layers.length)), 2);
  const bears = new Uint8Array(dModel);
  for (let slot = 0; slot < dModel; slot++)
    if (unembedding[chosen * dModel + slot] !== unembedding[next * dModel + slot])
      bears[slot] = DECISION;
  const links = linksOf(model);
  const used = layers.map(({ heads }) => new Uint8Array(heads.length));
  for (let l = layers.length - 1; l >= 0; l--) {
    throughNeurons(links[l], bears, pass.residual(l, true));
    throughHeads(links[l], bears, used[l]);
    const x = pass.residual(l);
    links[l].heads.forEach(({ key, value }, head) => {
      if (isFound(context, pass, [l, head], [apply(key[0], x), apply(key[1], x)], position))
        for (const row of [...key, ...value]) mark(row, bears, LATER);
    });
  }
  return used;
}

/** Whether a query finds the key of the token among all up to it; of a flat head, the query (1, 0). */
function isFound(
  { keys }: Asked,
  pass: Moment,
  [layer, head]: readonly [number, number],
  [x, y]: readonly [number, number],
  position: number,
): boolean {
  switch (keys.kind(layer, head)) {
    case 'addresses':
      return y >= -((x / 2) ** 2);
    case 'flat':
      return pass.attend(layer, head, [1, 0]).winner === position;
    default:
      return true;
  }
}

/** Turns the slots that bear on something after the feed-forward part into those before it. */
function throughNeurons({ neurons }: Links, bears: Uint8Array, x: Float64Array): void {
  const masks = new Map<number, number>();
  neurons.bySlot.forEach((writers, slot) => {
    if (bears[slot] === 0) return;
    for (const neuron of writers) masks.set(neuron, (masks.get(neuron) ?? 0) | bears[slot]);
    if (neurons.erased[slot]) bears[slot] = 0;
  });
  for (const [neuron, mask] of masks) {
    const gate = apply(neurons.gates[neuron], x);
    if (gate < 0) continue;
    if (gate > 0) mark(neurons.values[neuron], bears, mask);
    if (apply(neurons.values[neuron], x) !== 0) mark(neurons.gates[neuron], bears, mask);
  }
}

/** Notes the heads that write to these slots, and adds those that their queries read. */
function throughHeads({ heads }: Links, bears: Uint8Array, used: Uint8Array): void {
  heads.forEach(({ writes }, head) => {
    for (const slot of writes) used[head] |= bears[slot];
  });
  heads.forEach(({ query }, head) => {
    for (const row of query) mark(row, bears, used[head]);
  });
}

type Row = readonly (readonly [slot: number, weight: number])[];

function apply(row: Row, x: Float64Array): number {
  let sum = 0;
  for (const [slot, weight] of row) sum += weight * x[slot];
  return sum;
}

function mark(row: Row, bears: Uint8Array, mask: number): void {
  for (const [slot] of row) bears[slot] |= mask;
}

/** What of a layer is linked to what: its weights without their zeros. */
interface Links {
  readonly neurons: {
    readonly gates: readonly Row[];
    readonly values: readonly Row[];
    /** By slot: the neurons that write to it, without one that erases it. */
    readonly bySlot: readonly (readonly number[])[];
    /** By slot: whether a neuron takes away what it held. */
    readonly erased: readonly boolean[];
  };
  readonly heads: readonly {
    /** Slots. */
    readonly writes: readonly number[];
    readonly query: readonly Row[];
    readonly key: readonly Row[];
    readonly value: readonly Row[];
  }[];
}

const linksOf = once((model: Model): readonly Links[] =>
  model.layers.map((_, layer) => linksOfLayer(model, layer)),
);

function linksOfLayer(model: Model, layer: number): Links {
  const { dModel } = model;
  const { heads, ffn } = model.layers[layer];
  const rows = (matrix: Float64Array) =>
    ffn.names.map((_, neuron) => entriesOf(matrix, neuron, dModel));
  const [gates, values] = [rows(ffn.gate), rows(ffn.value)];
  const slots = Array.from({ length: dModel }, (_, slot) =>
    entriesOf(ffn.output, slot, ffn.names.length),
  );
  const erases = (slot: number, neuron: number, weight: number) =>
    weight === -1 &&
    values[neuron].length === 1 &&
    values[neuron][0][0] === slot &&
    values[neuron][0][1] === 1 &&
    readsConstants(model, ffn.gate, neuron);
  return {
    neurons: {
      gates,
      values,
      bySlot: slots.map((writers, slot) =>
        writers.filter(([neuron, weight]) => !erases(slot, neuron, weight)).map(([n]) => n),
      ),
      erased: slots.map((writers, slot) => writers.some(([n, weight]) => erases(slot, n, weight))),
    },
    heads: heads.map(({ query, key, value, output }) => {
      const both = (matrix: Float64Array) => [0, 1].map((row) => entriesOf(matrix, row, dModel));
      return {
        writes: slots.flatMap((_, slot) =>
          output[2 * slot] !== 0 || output[2 * slot + 1] !== 0 ? [slot] : [],
        ),
        ...{ query: both(query), key: both(key), value: both(value) },
      };
    }),
  };
}
