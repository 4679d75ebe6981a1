/** Which heads bear on what, remembered: it takes a forward pass a token, and one asks for the same tokens again. */
import type { Context } from '../transformer';
import { type Relevance, relevanceAt } from './relevance';

/** Tokens that are remembered. */
const MOST = 20_000;

export interface KnownRelevance {
  /** Whether it is told of a token at once. */
  has(position: number): boolean;
  at(position: number): Relevance;
}

interface Known {
  readonly version: number;
  readonly tokens: Map<number, Relevance>;
}

const knownOf = new WeakMap<object, Known>();

/** Good until recorded tokens are dropped. */
export function knownRelevance(context: Context): KnownRelevance {
  const { tokens } = rememberedOf(context);
  return {
    has: (position) => tokens.has(position),
    at(position) {
      const relevance = tokens.get(position) ?? relevanceAt(context, position);
      tokens.set(position, relevance);
      return relevance;
    },
  };
}

/** What is known of tokens, as long as they are recorded. */
function rememberedOf({ keys, version }: Context): Known {
  let known = knownOf.get(keys);
  if (!known || known.version !== version || known.tokens.size > MOST) {
    known = { version, tokens: new Map() };
    knownOf.set(keys, known);
  }
  return known;
}
