/** The model by its names. */
import type { Model } from '../../model/model';
import type { ModelOutline } from '../../protocol/inside-model';

export function outlineOf(model: Model): ModelOutline {
  const { name, dModel, tokens, layers } = model;
  return {
    name,
    dModel,
    vocabulary: tokens.length,
    parameters: parametersOf(model),
    layers: layers.map(({ heads, ffn, slots }) => ({
      heads: heads.map(({ name, purpose, role, tie, values }) => ({
        name,
        purpose,
        role,
        tie,
        values,
      })),
      neurons: ffn.names,
      slots,
    })),
  };
}

function parametersOf({ embedding, position, unembedding, layers }: Model): number {
  const matrices = layers.flatMap(({ heads, ffn }) => [
    ...heads.flatMap(({ query, key, value, output }) => [query, key, value, output]),
    ...[ffn.gate, ffn.value, ffn.output],
  ]);
  return [embedding, position, unembedding, ...matrices].reduce(
    (sum, { length }) => sum + length,
    0,
  );
}
