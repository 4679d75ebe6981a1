/** What can be changed of a forward pass, to see what depends on it. */
import type { Head, Layer, Matrix, Model } from './model';

/** A matrix of a model, by where it stands. */
export type MatrixPlace =
  | { readonly matrix: 'embedding' | 'unembedding' }
  | {
      readonly matrix: 'query' | 'key' | 'value' | 'output';
      readonly layer: number;
      readonly head: number;
    }
  | { readonly matrix: 'gate' | 'neuron value' | 'neuron output'; readonly layer: number };

export type Intervention =
  /** A head adds nothing: its output is 0. */
  | { readonly kind: 'ablate'; readonly layer: number; readonly head: number }
  /** A head takes the value of a given token, whatever its query is. */
  | {
      readonly kind: 'attend';
      readonly layer: number;
      readonly head: number;
      readonly position: number;
    }
  /** A slot holds a given number when a layer begins (`layers.length`: at the end), or after its attention. */
  | {
      readonly kind: 'slot';
      readonly layer: number;
      readonly attended: boolean;
      readonly slot: number;
      readonly value: number;
    }
  | {
      readonly kind: 'weight';
      readonly place: MatrixPlace;
      readonly row: number;
      readonly column: number;
      readonly value: number;
    }
  /** A given token follows, whatever the logits are. */
  | { readonly kind: 'token'; readonly token: number };

/** An intervention in one token, or in it and all after it. */
export interface Change {
  readonly intervention: Intervention;
  readonly lasting: boolean;
}

export interface MatrixShape {
  readonly entries: Matrix;
  readonly rows: number;
  readonly columns: number;
}

const HEAD_ROWS = 2;

/** A matrix, with its shape. The layer and the head must exist. */
export function matrixAt(model: Model, place: MatrixPlace): MatrixShape {
  const { dModel, tokens, layers } = model;
  switch (place.matrix) {
    case 'embedding':
    case 'unembedding':
      return { entries: model[place.matrix], rows: tokens.length, columns: dModel };
    case 'query':
    case 'key':
    case 'value': {
      const entries = layers[place.layer].heads[place.head][place.matrix];
      return { entries, rows: HEAD_ROWS, columns: dModel };
    }
    case 'output': {
      const entries = layers[place.layer].heads[place.head].output;
      return { entries, rows: dModel, columns: HEAD_ROWS };
    }
    default: {
      const { ffn } = layers[place.layer];
      const width = ffn.names.length;
      const entries = ffn[FEED_FORWARD[place.matrix]];
      return place.matrix === 'neuron output'
        ? { entries, rows: dModel, columns: width }
        : { entries, rows: width, columns: dModel };
    }
  }
}

const FEED_FORWARD = { gate: 'gate', 'neuron value': 'value', 'neuron output': 'output' } as const;

/** The model with the weights that interventions change; what they do not change is shared. */
export function withWeights(model: Model, interventions: readonly Intervention[]): Model {
  return interventions.reduce((changed, intervention) => {
    if (intervention.kind !== 'weight') return changed;
    const { place, row, column, value } = intervention;
    const { entries, columns } = matrixAt(changed, place);
    const matrix = entries.slice();
    matrix[row * columns + column] = value;
    return withMatrix(changed, place, matrix);
  }, model);
}

function withMatrix(model: Model, place: MatrixPlace, matrix: Matrix): Model {
  switch (place.matrix) {
    case 'embedding':
    case 'unembedding':
      return { ...model, [place.matrix]: matrix };
    case 'gate':
    case 'neuron value':
    case 'neuron output': {
      const name = FEED_FORWARD[place.matrix];
      const change = (layer: Layer) => ({ ...layer, ffn: { ...layer.ffn, [name]: matrix } });
      return { ...model, layers: replaced(model.layers, place.layer, change) };
    }
    default: {
      const change = (head: Head) => ({ ...head, [place.matrix]: matrix });
      const inLayer = (layer: Layer) => ({
        ...layer,
        heads: replaced(layer.heads, place.head, change),
      });
      return { ...model, layers: replaced(model.layers, place.layer, inLayer) };
    }
  }
}

const replaced = <T>(items: readonly T[], at: number, change: (item: T) => T): T[] =>
  items.map((item, i) => (i === at ? change(item) : item));
