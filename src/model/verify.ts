/** Checks that a model is whole: its shapes fit, its weights are numbers, and all that does something has a name. */
import type { Head, Layer, Matrix, Model } from './model';

/** What is wrong with `model`, a sentence each; empty if nothing is. */
export function verifyModel(model: Model): string[] {
  const { dModel, tokens, layers } = model;
  const shapes = [
    ...shape('the embedding', model.embedding, tokens.length * dModel),
    ...shape('the position weights', model.position, dModel * 3),
    ...shape('the unembedding', model.unembedding, tokens.length * dModel),
    ...layers.flatMap((layer, l) => layerShapes(layer, l, dModel)),
  ];
  // What follows looks into the matrices, which it can only where they have their shapes.
  if (shapes.length > 0) return shapes;
  const last = layers[layers.length - 1]?.slots[2];
  return [
    ...repeated(
      'token',
      model.tokens.map(({ text }) => text),
    ),
    ...layers.flatMap((layer, l) => [
      ...layer.heads.flatMap((head) => headNames(head, l, layer.slots[0], dModel)),
      ...neuronNames(layer, l, dModel),
      ...(l > 0 ? handOver(layers[l - 1].slots[2], layer.slots[0], l) : []),
    ]),
    ...(last ? reads('the unembedding', model.unembedding, last) : []),
    ...tapProblems(model),
    ...lookupProblems(model),
  ];
}

function shape(what: string, matrix: Matrix, size: number): string[] {
  if (matrix.length !== size)
    return [`${what} has ${matrix.length} weights and should have ${size}`];
  const odd = matrix.findIndex((weight) => !Number.isFinite(weight));
  return odd < 0 ? [] : [`${what} has the weight ${matrix[odd]} at ${odd}, which is no number`];
}

function layerShapes({ heads, ffn, slots }: Layer, l: number, dModel: number): string[] {
  const width = ffn.names.length;
  const named = slots.length === 3 && slots.every((names) => names.length === dModel);
  return [
    ...heads.flatMap(({ query, key, value, output }, h) =>
      Object.entries({ query, key, value, output }).flatMap(([part, matrix]) =>
        shape(`the ${part} of head ${h} in layer ${l}`, matrix, 2 * dModel),
      ),
    ),
    ...Object.entries({ gate: ffn.gate, value: ffn.value, output: ffn.output }).flatMap(
      ([part, matrix]) => shape(`the feed-forward ${part} of layer ${l}`, matrix, width * dModel),
    ),
    ...(named ? [] : [`layer ${l} does not name ${dModel} slots at each of its three stages`]),
  ];
}

const repeated = (what: string, names: readonly string[]) =>
  names
    .filter((name, i) => names.indexOf(name) !== i)
    .map((name) => `more than one ${what} is called "${name}"`);

/** A matrix that reads slots which have no name at that stage. */
function reads(what: string, matrix: Matrix, names: readonly string[]): string[] {
  const slots = new Set<number>();
  matrix.forEach((weight, i) => {
    if (weight !== 0) slots.add(i % names.length);
  });
  return [...slots]
    .filter((slot) => names[slot] === '')
    .map((slot) => `${what} reads slot ${slot}, which is free at that stage`);
}

function headNames(head: Head, l: number, slots: readonly string[], dModel: number): string[] {
  const { name, purpose, values, query, key, value, output } = head;
  const title = `the head "${name}" of layer ${l}`;
  const unnamed = [0, 1].filter((d) => {
    const column = Array.from({ length: dModel }, (_, slot) => output[2 * slot + d]);
    return column.some((weight) => weight !== 0) && values[d] === '';
  });
  return [
    ...(name && purpose ? [] : [`${title} has no name or no purpose`]),
    ...unnamed.map((d) => `${title} returns a value ${d} that has no name`),
    ...[query, key, value].flatMap((matrix) => reads(title, matrix, slots)),
  ];
}

function neuronNames({ ffn, slots }: Layer, l: number, dModel: number): string[] {
  const title = `the feed-forward part of layer ${l}`;
  const width = ffn.names.length;
  const unnamed = ffn.names.flatMap((name, n) => (name === '' ? [n] : []));
  const written = Array.from({ length: dModel }, (_, slot) => slot).filter((slot) =>
    ffn.output.subarray(slot * width, (slot + 1) * width).some((weight) => weight !== 0),
  );
  return [
    ...unnamed.map((n) => `neuron ${n} of layer ${l} has no name`),
    ...reads(title, ffn.gate, slots[1]),
    ...reads(title, ffn.value, slots[1]),
    ...written
      .filter((slot) => slots[1][slot] === '' && slots[2][slot] === '')
      .map((slot) => `${title} writes slot ${slot}, which is free before and after it`),
  ];
}

const handOver = (before: readonly string[], after: readonly string[], l: number) =>
  before.flatMap((name, slot) =>
    name === after[slot]
      ? []
      : [`slot ${slot} is called "${name}" after layer ${l - 1} and "${after[slot]}" before ${l}`],
  );

function tapProblems({ taps, layers, dModel }: Model): string[] {
  return [
    ...repeated(
      'tap',
      taps.map(({ name }) => name),
    ),
    ...taps.flatMap(({ name, layer, form }) => {
      if (!(Number.isInteger(layer) && layer >= 0 && layer <= layers.length))
        return [`the tap "${name}" is read after layer ${layer} of ${layers.length}`];
      const names = layer < layers.length ? layers[layer].slots[0] : layers[layer - 1]?.slots[2];
      return form.flatMap(([slot, weight]) => {
        if (!(Number.isInteger(slot) && slot >= 0 && slot < dModel && Number.isFinite(weight)))
          return [`the tap "${name}" reads ${weight} times slot ${slot} of ${dModel}`];
        return names?.[slot] === '' ? [`the tap "${name}" reads slot ${slot}, which is free`] : [];
      });
    }),
  ];
}

const lookupProblems = ({ lookups, layers }: Model) => [
  ...repeated(
    'lookup',
    lookups.map(({ name }) => name),
  ),
  ...lookups
    .filter(({ layer, head }) => !layers[layer]?.heads[head])
    .map(
      ({ name, layer, head }) =>
        `the lookup "${name}" is head ${head} of layer ${layer}, which is none`,
    ),
];
