/** Which instruction each generated token belongs to, as the model itself knows it. */
import { readForm } from '../executor/executor';
import type { ProgramMap } from './program-map';
import { tapOf } from './state';
import type { Context } from './transformer';

export interface History {
  /** Machine address of the instruction to which a generated token belongs. */
  instructionOf(position: number): number;
}

export function createHistory(context: Context, map: ProgramMap): History {
  const { layer, form } = tapOf(context.model, 'pc of operation');
  return {
    instructionOf: (position) =>
      map.prompt.ends[readForm(form, context.at(position).residual(layer))] ?? -1,
  };
}
