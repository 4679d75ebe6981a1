/** Which instruction each generated token belongs to, as the model itself knows it. */

import { readForm } from '../executor/executor';
import type { Tap } from '../model/model';
import { tapNamed } from '../model/names';
import type { ProgramMap } from './program-map';
import type { Context } from './transformer';

export interface History {
  /** Machine address of the instruction to which a generated token belongs. */
  instructionOf(position: number): number;
  /** Machine address of the instruction that a generated token executes or follows, or before which it stands. */
  instructionAt(position: number): number;
}

export function createHistory(context: Context, map: ProgramMap): History {
  const operation = tapNamed(context.model, 'pc of operation');
  const next = tapNamed(context.model, 'pc');
  const read = ({ layer, form }: Tap, position: number) =>
    readForm(form, context.at(position).residual(layer));
  const instructionOf = (position: number) => map.prompt.ends[read(operation, position)] ?? -1;
  return {
    instructionOf,
    instructionAt(position) {
      const begins = map.addressAt(read(next, position - 1));
      const isNext =
        position >= context.recorded || context.model.tokens[context.token(position)].operation;
      return isNext && begins >= 0 ? begins : instructionOf(position);
    },
  };
}
