/** What is added up of a head over all exported tokens. */
import { DECISION, LATER } from '../../inside/relevance';
import type { HeadRow, Weights } from './attention';
import type { Histogram, Metric, TokenWeight } from './format';

/** Tokens of a table. */
const MOST = 50;

export class HeadTotals {
  rows = 0;
  private self = 0;
  private previous = 0;
  private entropy = 0;
  private distance = 0;
  private distanceSquared = 0;
  private margins = 0;
  private margin = 0;
  private now = 0;
  private later = 0;
  /** By token: the weights with which it asks, with which it is attended to, and of asking where that matters. */
  private readonly queries = new Map<string, number>();
  private readonly keys = new Map<string, number>();
  private readonly mattering = new Map<string, number>();
  /** Of distances from 2^(n-1) up to 2^n, the first from 0 to 1: keys that are told. */
  private readonly distances: number[] = [];

  add(row: HeadRow, weights: Weights, textOf: (position: number) => string): void {
    const { position, matters, score, runnerUp } = row;
    const { count, weight, keys, all } = weights;
    const text = textOf(position);
    this.rows++;
    this.entropy += Math.log(count);
    add(this.queries, text, 1);
    if (matters) add(this.mattering, text, 1);
    if (matters & DECISION) this.now++;
    if (matters & LATER) this.later++;
    if (runnerUp) {
      this.margins++;
      this.margin += score - runnerUp.score;
    }
    for (const key of keys) {
      const distance = position - key;
      if (distance === 0) this.self += weight;
      if (distance === 1) this.previous += weight;
      add(this.keys, textOf(key), weight);
      const bin = distance === 0 ? 0 : 1 + Math.floor(Math.log2(distance));
      this.distances[bin] = (this.distances[bin] ?? 0) + 1;
    }
    // Of all tokens from this one back to the first, not only of those that are told.
    const told = all ? undefined : keys.map((key) => position - key);
    this.distance += told ? mean(told) : position / 2;
    this.distanceSquared += told
      ? mean(told.map((distance) => distance ** 2))
      : (position * (2 * position + 1)) / 6;
  }

  /** What is not known of any token is absent. */
  metrics(): { readonly [M in Metric]?: number } {
    const { rows } = this;
    const distance = this.distance / rows;
    return {
      self_attention_score: this.self / rows,
      previous_token_score: this.previous / rows,
      pattern_entropy: this.entropy / rows,
      qk_distance: distance,
      qk_distance_variance: Math.max(0, this.distanceSquared / rows - distance ** 2),
      top_logit_margin: this.margins > 0 ? this.margin / this.margins : undefined,
      query_token_entropy: entropyOf(this.queries),
      key_token_entropy: entropyOf(this.keys),
      matters_now: this.now / rows,
      matters_later: this.later / rows,
    };
  }

  distanceHistogram(): Histogram {
    const bins = Array.from(this.distances, (count) => count ?? 0);
    return { bin_edges: [0, ...bins.map((_, i) => 2 ** i)], bin_values: bins };
  }

  topQueries = () => topOf(this.queries);
  topKeys = () => topOf(this.keys);
  topMattering = () => topOf(this.mattering);
}

function add(sums: Map<string, number>, text: string, weight: number): void {
  sums.set(text, (sums.get(text) ?? 0) + weight);
}

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
const mean = (numbers: readonly number[]) => sumOf(numbers) / numbers.length;

/** Shares of the whole, the largest first. */
function topOf(sums: Map<string, number>): TokenWeight[] {
  const total = sumOf(sums.values());
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([token, weight]) => ({ token, weight: weight / total }));
}

function entropyOf(sums: Map<string, number>): number {
  const total = sumOf(sums.values());
  return sumOf([...sums.values()].map((weight) => (-weight / total) * Math.log(weight / total)));
}
