/** What every head does at a token. */
import type { HeadAt, Heads } from '../../protocol/heads-requests';
import type { TokenPlace } from '../../protocol/inside';
import type { Stopped } from '../stopped';
import { createDecode } from './meaning';
import { placeOf } from './place';
import { DECISION, LATER, relevanceAt } from './relevance';

export function headsAt(stopped: Stopped, position: number): Heads {
  const { context } = stopped;
  const { model } = context;
  const pass = context.at(position);
  const relevance = relevanceAt(context, position);
  const decode = createDecode(stopped);
  const places = new Map<number, TokenPlace>();
  const place = (at: number): TokenPlace => {
    const known = places.get(at) ?? placeOf(stopped, at);
    places.set(at, known);
    return known;
  };
  return {
    token: place(position),
    layers: model.layers.map(({ heads, slots }, l) =>
      heads.map((head, h): HeadAt => {
        const { query, winner, key, score, runnerUp, value } = pass.attend(l, h);
        const slotOf = (dimension: 0 | 1) =>
          slots[1].findIndex((_, slot) => head.output[2 * slot + dimension] !== 0);
        const meaning = (dimension: 0 | 1) => {
          const name = slots[1][slotOf(dimension)] ?? '';
          return decode(name, value[dimension] + (model.meanings[name]?.plus ?? 0));
        };
        return {
          query,
          winner: place(winner),
          key,
          score,
          runnerUp: runnerUp && place(runnerUp.position),
          margin: runnerUp && score - runnerUp.score,
          value,
          meanings: [meaning(0), meaning(1)],
          ...mattersFor(relevance[l][h]),
        };
      }),
    ),
  };
}

export const mattersFor = (bits: number) => ({
  now: (bits & DECISION) !== 0,
  later: (bits & LATER) !== 0,
});
