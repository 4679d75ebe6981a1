/** Who wrote what a slot holds: the embedding, heads and neurons since it was last erased. */
import { constantsOf, readsConstants } from './constants';
import { entriesOf, headTerms, type NeuronTerm, neuronTerms } from './contributions';
import type { Passes } from './passes';

/** One that wrote to a slot, by its id as a node, and what it added: weight × value. */
export interface Writer {
  readonly id: string;
  readonly weight: number;
  readonly value: number;
}

export interface Written {
  readonly writers: readonly Writer[];
  /** What was added to it that is the same at every token. */
  readonly constant: number;
  /** Number of parts after which it was written last. */
  readonly moment: number;
}

/** Nodes by id: what a slot held, what neurons of a layer added to it, one value of a head, the embedding. */
export const ids = {
  sum: (position: number, moment: number, slot: number) => `s.${position}.${moment}.${slot}`,
  neurons: (position: number, layer: number, slot: number) => `n.${position}.${layer}.${slot}`,
  head: (position: number, layer: number, head: number, dimension: 0 | 1) =>
    `h.${position}.${layer}.${head}.${dimension}`,
  embedding: (position: number, slot: number) => `e.${position}.${slot}`,
};

/** Who wrote what a slot of a token holds after so many parts. */
export function writtenTo(passes: Passes, position: number, until: number, slot: number): Written {
  const { model } = passes;
  const writers: Writer[] = [];
  let constant = 0;
  let moment = -1;
  for (let at = until; at >= 0; at--) {
    const after = passes.stream(position, at)[slot];
    const before = at > 0 ? passes.stream(position, at - 1)[slot] : 0;
    if (after === before) continue;
    if (moment < 0) moment = at;
    let erased = false;
    if (at === 0) {
      if (constantsOf(model).embedded.has(slot)) constant += after;
      else writers.push({ id: ids.embedding(position, slot), weight: 1, value: after });
    } else if (at % 2 === 1) {
      const layer = at >> 1;
      for (const { head, dimension, weight, value } of headTerms(
        model,
        passes.at(position),
        layer,
        slot,
      ))
        writers.push({ id: ids.head(position, layer, head, dimension), weight, value });
    } else {
      const layer = at / 2 - 1;
      const neurons = neuronsOn(passes, position, layer, slot);
      erased = neurons.erased;
      constant += neurons.constant;
      if (neurons.terms.length > 0) {
        const id = ids.neurons(position, layer, slot);
        writers.push({ id, weight: 1, value: neurons.value });
      }
    }
    // What came before is gone, or is all 0.
    if (erased || before === 0) break;
  }
  return { writers, constant, moment: Math.max(moment, 0) };
}

export interface NeuronsOn {
  /** Open neurons that tell something of the token, and what they add together. */
  readonly terms: readonly NeuronTerm[];
  readonly value: number;
  /** What neurons add that read nothing of the token. */
  readonly constant: number;
  /** Whether one takes away what the slot held. */
  readonly erased: boolean;
}

/** The open neurons of a layer that write to a slot. */
export function neuronsOn(
  passes: Passes,
  position: number,
  layer: number,
  slot: number,
): NeuronsOn {
  const { model } = passes;
  const { ffn } = model.layers[layer];
  const erases = ({ neuron, weight }: NeuronTerm) => {
    const entries = entriesOf(ffn.value, neuron, model.dModel);
    return (
      weight === -1 &&
      entries.length === 1 &&
      entries[0][0] === slot &&
      entries[0][1] === 1 &&
      readsConstants(model, ffn.gate, neuron)
    );
  };
  const isConstant = ({ neuron }: NeuronTerm) =>
    readsConstants(model, ffn.gate, neuron) && readsConstants(model, ffn.value, neuron);
  const terms: NeuronTerm[] = [];
  let value = 0;
  let constant = 0;
  let erased = false;
  for (const term of neuronTerms(model, passes.at(position), layer, slot))
    if (erases(term)) erased = true;
    else if (isConstant(term)) constant += term.number;
    else {
      terms.push(term);
      value += term.number;
    }
  return { terms, value, constant, erased };
}

/** The node that tells what a slot held; undefined where that is the same at every token, or 0. */
export function sourceOf(
  passes: Passes,
  position: number,
  until: number,
  slot: number,
): string | undefined {
  const { writers, constant, moment } = writtenTo(passes, position, until, slot);
  const [only] = writers;
  if (!only) return undefined;
  const isAll = writers.length === 1 && constant === 0 && only.weight === 1;
  return isAll && only.value === passes.stream(position, moment)[slot]
    ? only.id
    : ids.sum(position, moment, slot);
}

/** The node of the head that found the 0 which a slot holds; undefined where no head wrote it. */
export function zeroSourceOf(
  passes: Passes,
  position: number,
  until: number,
  slot: number,
): string | undefined {
  const writer = headOn(passes, until, slot);
  if (!writer) return undefined;
  const { layer, head, dimension } = writer;
  if (passes.at(position).attend(layer, head).value[dimension] !== 0) return undefined;
  return ids.head(position, layer, head, dimension);
}

/** The last head that writes to what a slot is called after so many parts. */
function headOn(passes: Passes, until: number, slot: number) {
  const name = passes.slotName(until, slot);
  for (let at = until; at > 0 && passes.slotName(at, slot) === name; at--) {
    if (at % 2 === 0) continue;
    const layer = at >> 1;
    for (const [head, { output }] of passes.model.layers[layer].heads.entries())
      for (const dimension of [0, 1] as const)
        if (output[2 * slot + dimension] !== 0) return { layer, head, dimension };
  }
  return undefined;
}
