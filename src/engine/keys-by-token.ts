/** Keys and values that are functions of the token alone: what is told of them follows from counting the tokens. */
import type { AveragedValue, KeyPoint, Keys, KeysAsked } from '../executor/keys';
import type { Past } from './past';
import type { Dimension, Store } from './plan';

/** Tokens up to one by their ids: how many, and the latest. */
export interface Census {
  readonly counts: Float64Array;
  readonly latest: Int32Array;
}

/** Tokens from one census that is kept to the next: so many are counted in a few milliseconds. */
const STRETCH = 2 ** 18;

/** Counts tokens by their ids up to any one. Each is counted once; later on only those behind a census that is kept. */
export class TokenCounts {
  /** Of the first 0, `stretch`, 2 `stretch` … tokens, as far as they were counted. */
  private readonly kept: Census[];
  private known: Census;
  /** Tokens that are counted in `known`. */
  private counted = 0;

  constructor(
    private readonly past: Pick<Past, 'tokensOfPage'>,
    private readonly vocabulary: number,
    private readonly stretch = STRETCH,
  ) {
    this.known = this.none();
    this.kept = [this.none()];
  }

  private none(): Census {
    return {
      counts: new Float64Array(this.vocabulary),
      latest: new Int32Array(this.vocabulary).fill(-1),
    };
  }

  /** To be called when tokens were dropped. */
  forget(): void {
    this.known = this.none();
    this.kept.splice(1);
    this.counted = 0;
  }

  /** Of all tokens up to one; good until the next is asked for. */
  upTo(asOf: number): Census {
    const end = asOf + 1;
    const nearest = Math.min(this.kept.length - 1, Math.floor(end / this.stretch));
    if (this.counted > end || this.counted < nearest * this.stretch) {
      this.known = copyOf(this.kept[nearest]);
      this.counted = nearest * this.stretch;
    }
    while (this.counted < end) {
      const full = (Math.floor(this.counted / this.stretch) + 1) * this.stretch;
      this.count(Math.min(end, full));
      if (this.counted === this.kept.length * this.stretch) this.kept.push(copyOf(this.known));
    }
    return this.known;
  }

  private count(end: number): void {
    const { counts, latest } = this.known;
    while (this.counted < end) {
      const begin = this.counted;
      const tokens = this.past.tokensOfPage(begin, end);
      for (let i = 0; i < tokens.length; i++) {
        counts[tokens[i]]++;
        latest[tokens[i]] = begin + i;
      }
      this.counted += tokens.length;
    }
  }
}

function copyOf({ counts, latest }: Census): Census {
  return { counts: counts.slice(), latest: latest.slice() };
}

/** The different first coordinates of the keys of a flat store, and for each token id which of them it has. */
function groupsOf({ tokenKey }: Store): { readonly keys: number[]; readonly of: Int32Array } {
  const ids = new Map<number, number>();
  const of = Int32Array.from(tokenKey as Float64Array, (x) => {
    const id = ids.get(x) ?? ids.size;
    ids.set(x, id);
    return id;
  });
  return { keys: [...ids.keys()], of };
}

/** Keys of a flat store across positions; `up` tells the second part of a token's key, which decides nothing. */
export function tokenKeys(
  past: Past,
  census: Census,
  store: Store,
  asked: KeysAsked,
  up: (position: number) => number,
): Keys {
  const { asOf, most } = asked;
  const { keys, of } = groupsOf(store);
  const from = Math.max(0, Math.ceil(asked.from));
  const to = Math.min(asOf, Math.floor(asked.to));
  const tokens = new Float64Array(keys.length);
  const latest = new Int32Array(keys.length).fill(-1);
  census.counts.forEach((n, token) => {
    tokens[of[token]] += n;
    latest[of[token]] = Math.max(latest[of[token]], census.latest[token]);
  });
  const present = keys.flatMap((_, group) => (tokens[group] > 0 ? [group] : []));
  const upOf = new Map(present.map((group) => [group, up(latest[group])]));
  const point = (group: number, keysHere: number, position: number): KeyPoint => ({
    across: position,
    x: keys[group],
    y: upOf.get(group) ?? 0,
    keys: keysHere,
    tokens: tokens[group],
    position,
  });
  const parts = Math.max(1, Math.floor(most / Math.max(1, present.length)));
  const width = Math.max(1, (to - from + 1) / parts);
  const points: KeyPoint[] = [];
  const counted = new Int32Array(keys.length);
  const last = new Int32Array(keys.length);
  for (let part = 1, begin = from; begin <= to; part++) {
    const end = Math.min(to + 1, Math.max(begin + 1, Math.ceil(from + part * width)));
    while (begin < end) {
      const page = past.tokensOfPage(begin, end);
      for (let i = 0; i < page.length; i++) {
        const group = of[page[i]];
        counted[group]++;
        last[group] = begin + i;
      }
      begin += page.length;
    }
    for (const group of present)
      if (counted[group] > 0) points.push(point(group, counted[group], last[group]));
    counted.fill(0);
  }
  return {
    points,
    beyond: [],
    distinct: present.length,
    live: asOf + 1,
    whole: [0, asOf],
    nearest: undefined,
    sample: undefined,
    groups: present.map((group) => point(group, tokens[group], latest[group])),
  };
}

/** How many tokens have the key that one has. */
export function tokensWithKey({ counts }: Census, store: Store, token: number): number {
  const { of } = groupsOf(store);
  const group = of[token];
  return counts.reduce((sum, n, token) => (of[token] === group ? sum + n : sum), 0);
}

/** The values of a dimension of an average by how often they occur, in ascending order. */
export function averagedValues(
  { counts, latest }: Census,
  dimension: Dimension,
  asOf: number,
): AveragedValue[] {
  if (dimension.source === 'constant')
    return [{ value: dimension.value, tokens: asOf + 1, position: asOf }];
  if (dimension.source !== 'token') throw new Error('totals are functions of the token');
  const byValue = new Map<number, { value: number; tokens: number; position: number }>();
  counts.forEach((tokens, token) => {
    if (tokens === 0) return;
    const value = dimension.values[token];
    const found = byValue.get(value) ?? { value, tokens: 0, position: -1 };
    found.tokens += tokens;
    found.position = Math.max(found.position, latest[token]);
    byValue.set(value, found);
  });
  return [...byValue.values()].sort((a, b) => a.value - b.value);
}
