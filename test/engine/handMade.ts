/** Models made by hand, of few parts. */
import type { Head, Layer, Model, ModelToken } from '../../src/model/model';

export interface Parts {
  readonly tokens: readonly ModelToken[];
  /** A function of the token, or of its position: the weights of position, position² and 1. */
  readonly slots: readonly ((token: number) => number)[];
  readonly position: readonly (readonly [linear: number, square: number, one: number])[];
  readonly layers?: readonly Layer[];
  /** By token: the weights of the slots. */
  readonly unembedding: readonly (readonly number[])[];
  readonly taps?: Model['taps'];
}

/** A matrix of these rows. */
export function matrix(rows: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(rows.flat());
}

/** A row with the given weights by slot. */
export function row(dModel: number, weights: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: dModel }, (_, slot) => weights[slot] ?? 0);
}

export function handMade(parts: Parts): Model {
  const { tokens, slots, position, layers = [], unembedding, taps = [] } = parts;
  return {
    name: 'made by hand',
    dModel: slots.length,
    tokens,
    embedding: matrix(tokens.map((_, id) => slots.map((slot) => slot(id)))),
    position: matrix(position),
    layers,
    unembedding: matrix(unembedding),
    taps,
    lookups: [],
    meanings: {},
  };
}

/** A layer of heads and no neurons. */
export function attention(dModel: number, heads: readonly Head[]): Layer {
  const none = new Float64Array(0);
  const names = Array.from({ length: dModel }, () => '');
  return {
    heads,
    ffn: { names: [], gate: none, value: none, output: none },
    slots: [names, names, names],
  };
}
