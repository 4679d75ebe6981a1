/** Forward passes of several tokens, by the number of parts that have written to the stream: 0 is the embedding. */
import type { Model } from '../../model/model';
import type { Context, Moment } from '../transformer';

export class Passes {
  readonly model: Model;
  private readonly known = new Map<number, Moment>();

  constructor(private readonly context: Context) {
    this.model = context.model;
  }

  token(position: number): number {
    return this.context.token(position);
  }

  /** The forward pass of a token. */
  at(position: number): Moment {
    let pass = this.known.get(position);
    if (!pass) {
      pass = this.context.at(position);
      this.known.set(position, pass);
    }
    return pass;
  }

  /** The stream after `moment` parts: layer l begins after 2 · l of them. */
  stream(position: number, moment: number): Float64Array {
    return this.at(position).residual(moment >> 1, moment % 2 === 1);
  }

  /** What a slot is called after so many parts. */
  slotName(moment: number, slot: number): string {
    const { layers } = this.model;
    if (moment === 0) return layers[0]?.slots[0][slot] ?? '';
    return layers[(moment - 1) >> 1].slots[moment % 2 === 1 ? 1 : 2][slot];
  }
}
