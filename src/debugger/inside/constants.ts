/** What of a model is the same at every token. */
import type { Model } from '../../model/model';
import { once } from '../once';
import { entriesOf } from './contributions';

export interface Constants {
  /** Slots whose embedding neither token nor position changes. */
  readonly embedded: ReadonlySet<number>;
  /** Those of them that nobody writes to afterwards. */
  readonly slots: ReadonlySet<number>;
}

export const constantsOf = once(find);

/** Whether a row of a matrix reads nothing but constant slots. */
export function readsConstants(model: Model, matrix: Float64Array, row: number): boolean {
  const { slots } = constantsOf(model);
  return entriesOf(matrix, row, model.dModel).every(([slot]) => slots.has(slot));
}

function find({ dModel, tokens, embedding, position, layers }: Model): Constants {
  const all = Array.from({ length: dModel }, (_, slot) => slot);
  const embedded = all.filter(
    (slot) =>
      position[slot * 3] === 0 &&
      position[slot * 3 + 1] === 0 &&
      tokens.every((_, token) => embedding[token * dModel + slot] === embedding[slot]),
  );
  const isWritten = (slot: number) =>
    layers.some(
      ({ heads, ffn }) =>
        heads.some(({ output }) => output[2 * slot] !== 0 || output[2 * slot + 1] !== 0) ||
        entriesOf(ffn.output, slot, ffn.names.length).length > 0,
    );
  return {
    embedded: new Set(embedded),
    slots: new Set(embedded.filter((slot) => !isWritten(slot))),
  };
}
