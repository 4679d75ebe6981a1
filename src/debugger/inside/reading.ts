/** What a head reads, with the token that it reads from. */
import type { TokenPlace } from '../../protocol/inside';
import type { HeadReading } from '../../protocol/origin-requests';
import type { Stopped } from '../stopped';
import type { Moment } from '../transformer';
import { placeOf } from './place';

export interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

/** Reads heads, and remembers the places of tokens that several of them read from. */
export class HeadReader {
  private readonly places = new Map<number, TokenPlace>();
  private readonly moments = new Map<number, Moment>();

  constructor(private readonly stopped: Stopped) {}

  /** At a token; with `query`, what the head would find there for that query. */
  read(
    { layer, head }: HeadPlace,
    at: number,
    query?: readonly [number, number],
  ): { readonly reading: HeadReading; readonly key: readonly [number, number] } {
    const seen = this.moment(at).attend(layer, head, query);
    const { score, winner, runnerUp, value, key } = seen;
    const { name } = this.stopped.context.model.layers[layer].heads[head];
    const reading: HeadReading = {
      layer,
      head,
      name,
      at,
      query: seen.query,
      winner: this.place(winner),
      score,
      runnerUp: runnerUp?.position,
      margin: runnerUp && score - runnerUp.score,
      value,
    };
    return { reading, key };
  }

  private moment(at: number): Moment {
    const known = this.moments.get(at) ?? this.stopped.context.at(at);
    this.moments.set(at, known);
    return known;
  }

  private place(position: number): TokenPlace {
    const known = this.places.get(position) ?? placeOf(this.stopped, position);
    this.places.set(position, known);
    return known;
  }
}
