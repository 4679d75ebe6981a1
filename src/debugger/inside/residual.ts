/** The residual stream at a token: what each slot holds after each part of the forward pass, and what that means. */
import type { Model } from '../../model/model';
import type { Part, Residual, Moment as When } from '../../protocol/residual-requests';
import type { Stopped } from '../stopped';
import type { Moment } from '../transformer';
import { createDecode } from './meaning';
import { placeOf } from './place';

/** The moments of a forward pass, in order: the embedding, then both parts of each layer. */
export function momentsOf({ layers }: Model): When[] {
  const parts = ['attention', 'feed-forward'] as const;
  return [
    { layer: 0, part: 'embedding' },
    ...layers.flatMap((_, layer) => parts.map((part) => ({ layer, part }))),
  ];
}

/** The stream at a moment. */
export function streamAt(pass: Moment, { layer, part }: When): Float64Array {
  return part === 'feed-forward'
    ? pass.residual(layer + 1)
    : pass.residual(layer, part !== 'embedding');
}

/** What the slots are called at a moment; the empty string where one is free. */
export function slotNames({ layers }: Model, { layer, part }: When): readonly string[] {
  const stage: Record<Part, number> = { embedding: 0, attention: 1, 'feed-forward': 2 };
  return layers[layer].slots[stage[part]];
}

export function residualOf(stopped: Stopped, position: number, against?: number): Residual {
  const { context } = stopped;
  const { model } = context;
  const decode = createDecode(stopped);
  const told = (at: number, when: When) => {
    const values = [...streamAt(context.at(at), when)];
    const names = slotNames(model, when);
    return { values, meanings: values.map((value, slot) => decode(names[slot], value)) };
  };
  let before: readonly number[] | undefined;
  return {
    token: placeOf(stopped, position),
    against: against === undefined ? undefined : placeOf(stopped, against),
    moments: momentsOf(model).map((when) => {
      const here = told(position, when);
      const written = here.values.flatMap((value, slot) =>
        value === (before?.[slot] ?? 0) ? [] : [slot],
      );
      before = here.values;
      return {
        ...when,
        names: slotNames(model, when),
        ...here,
        written,
        against: against === undefined ? undefined : told(against, when),
      };
    }),
  };
}
