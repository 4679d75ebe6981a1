/** Whether what is asked about exists, so that an answer is about nothing else. Throws a `UserError` if not. */
import type { Model } from '../../model/model';
import { PARTS, type Part } from '../../protocol/residual-requests';
import { problem } from '../errors';
import type { Context } from '../transformer';

/** The position of a token that is recorded. */
export function recordedToken({ recorded }: Context, position: number): number {
  if (!(position >= 0 && position < recorded)) throw problem.noToken(position, recorded);
  return position;
}

export function layerOf({ layers }: Model, layer: number): number {
  return within('layer', layer, layers.length);
}

export function slotOf({ dModel }: Model, slot: number): number {
  return within('slot', slot, dModel);
}

export function tokenOf({ tokens }: Model, token: number): number {
  return within('token', token, tokens.length);
}

export function partOf(part: string): Part {
  const known = PARTS.find((each) => each === part);
  if (!known) throw problem.noChoice(part, PARTS);
  return known;
}

/** A head of a layer, both of which exist. */
export function headOf(model: Model, layer: number, head: number): number {
  return within(`head in layer ${layer}`, head, model.layers[layerOf(model, layer)].heads.length);
}

function within(what: string, index: number, count: number): number {
  if (!(index >= 0 && index < count)) throw problem.noPart(what, index, count);
  return index;
}
