/**
 * The forward pass of any token of the past, as it was: the residual stream at every layer, and what every head
 * saw. Sums run as in the dense pass; heads read the history that the engine keeps.
 */
import type { Attention } from '../executor/executor';
import type { General } from './general';
import type { Layout } from './layout';
import type { Past } from './past';
import type { Plan } from './plan';
import type { Row } from './sparse-model';

/** A past token. */
export interface Moment {
  readonly position: number;
  /** As `Executor.residual`; the array is this moment's own. */
  residual(layer: number, attended?: boolean): Float64Array;
  /** As `Executor.attend`. */
  attend(layer: number, head: number, query?: readonly [number, number]): Attention;
}

/** A forward pass that has come as far as some layer. */
interface Stream {
  readonly position: number;
  /** The embedding, then after each attention and feed-forward part. */
  readonly snapshots: Float64Array[];
  /** By layer: two numbers a head. */
  readonly queries: Float64Array[];
}

/** Forward passes that are kept in case they are asked for again. */
const REMEMBERED = 8;

export class Inspection {
  private readonly streams = new Map<number, Stream>();
  /** Slots of the final stream that any logit reads. */
  private decoded: readonly number[] | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly layout: Layout,
    private readonly past: Past,
    private readonly general: General,
  ) {}

  /** Forgets what was computed: the tokens from some position on are others now. */
  forget(): void {
    this.streams.clear();
    this.general.forget();
  }

  at(position: number): Moment {
    if (!(position >= 0 && position < this.past.length))
      throw new RangeError(`there is no token ${position}`);
    const { layers } = this.plan.sparse;
    const stream = this.stream(position, layers.length);
    return {
      position,
      residual: (layer, attended = false) => stream.snapshots[2 * layer + (attended ? 1 : 0)],
      attend: (layer, head, query) => {
        const own = stream.queries[layer];
        return this.see(stream, layer, head, query ?? [own[2 * head], own[2 * head + 1]]);
      },
    };
  }

  /** The key of a past token in one head: of its forward pass only the layers below are run. */
  keyOf(layer: number, head: number, position: number): [number, number] {
    const { key } = this.plan.sparse.layers[layer].heads[head];
    const x = this.stream(position, layer).snapshots[2 * layer];
    return both((d) => dot(key[d], x));
  }

  /** The argmax over all rows after a token. It is asked for seldom, so it prepares next to nothing. */
  predict(position: number): number {
    const { model, layers } = this.plan.sparse;
    const { unembedding, dModel, tokens } = model;
    this.decoded ??= Array.from({ length: dModel }, (_, slot) => slot).filter((slot) =>
      tokens.some((_, id) => unembedding[id * dModel + slot] !== 0),
    );
    const x = this.stream(position, layers.length).snapshots[2 * layers.length];
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let id = 0; id < tokens.length; id++) {
      let score = 0;
      for (const slot of this.decoded) score += unembedding[id * dModel + slot] * x[slot];
      if (score > most) {
        most = score;
        best = id;
      }
    }
    return best;
  }

  /** The forward pass of a token through the first `layers` layers. */
  private stream(position: number, layers: number): Stream {
    let stream = this.streams.get(position);
    if (!stream) {
      const { model } = this.plan.sparse;
      const x = new Float64Array(model.dModel);
      const token = this.past.token(position);
      for (let i = 0; i < x.length; i++)
        x[i] =
          model.embedding[token * x.length + i] +
          (model.position[i * 3] * position +
            model.position[i * 3 + 1] * position * position +
            model.position[i * 3 + 2]);
      stream = { position, snapshots: [x], queries: [] };
      if (this.streams.size >= REMEMBERED)
        this.streams.delete(this.streams.keys().next().value as number);
      this.streams.set(position, stream);
    }
    while (stream.queries.length < layers) this.advance(stream);
    return stream;
  }

  /** Runs the next layer. */
  private advance(stream: Stream): void {
    const l = stream.queries.length;
    const layer = this.plan.sparse.layers[l];
    const x = stream.snapshots[2 * l];
    const queries = Float64Array.from(
      layer.heads.flatMap(({ query }) => [dot(query[0], x), dot(query[1], x)]),
    );
    const found = layer.heads.flatMap((_, h) =>
      this.read(stream, l, h, queries[2 * h], queries[2 * h + 1]),
    );
    const attended = x.slice();
    for (const { slot, from } of layer.attention) {
      let sum = 0;
      for (const [i, weight] of from) sum += weight * found[i];
      attended[slot] += sum;
    }
    const hidden = layer.gates.map((gate, n) => {
      const g = dot(gate, attended);
      return g > 0 ? g * dot(layer.values[n], attended) : 0;
    });
    const out = attended.slice();
    for (const { slot, from } of layer.feedForward) {
      let sum = 0;
      for (const [i, weight] of from) sum += weight * hidden[i];
      out[slot] += sum;
    }
    stream.snapshots.push(attended, out);
    stream.queries.push(queries);
  }

  /** What a head returns for a query. */
  private read(stream: Stream, l: number, h: number, qx: number, qy: number): number[] {
    return [...this.see(stream, l, h, [qx, qy], false).value];
  }

  /** What a head of a token sees for a query. */
  private see(
    stream: Stream,
    l: number,
    h: number,
    query: readonly [number, number],
    withKey = true,
  ): Attention {
    const place = this.plan.places[l][h];
    const { position } = stream;
    if (place.store >= 0) {
      const seen = this.kept(position, l, h, query, withKey);
      if (seen) return seen;
    } else if (query[0] === 0 && query[1] === 0) {
      // Every key ties, and the latest is the token's own.
      const { key, value } = this.plan.sparse.layers[l].heads[h];
      const x = stream.snapshots[2 * l];
      return {
        query,
        winner: position,
        score: 0,
        key: [dot(key[0], x), dot(key[1], x)],
        value: [dot(value[0], x), dot(value[1], x)],
      };
    }
    return this.general.replayed((p) => this.past.token(p), position).attend(l, h, query);
  }

  /**
   * The answer as of a token from the history that is kept; undefined where there is none of the kind. `withKey`: whether the key that won is
   * wanted even where that takes another forward pass.
   */
  kept(
    position: number,
    l: number,
    h: number,
    query: readonly [number, number],
    withKey: boolean,
  ): Attention | undefined {
    const place = this.plan.places[l][h];
    if (place.store < 0) return undefined;
    const layout = this.layout.stores[place.store];
    const { past } = this;
    const [qx, qy] = query;
    const scoreOf = (x: number, y: number) => qx * x + qy * y;
    switch (layout.store.kind) {
      case 'position': {
        const keyOf = (p: number): [number, number] => [2 * p, -p * p];
        // Of two positions as near, the later.
        const winner = Math.min(Math.max(Math.floor(qx + 0.5), 0), position);
        if (qy !== 1 || !isExact(qx, [winner])) return undefined;
        const others = [winner - 1, winner + 1]
          .filter((p) => p >= 0 && p <= position)
          .map((p) => ({ position: p, score: scoreOf(...keyOf(p)) }))
          .sort((a, b) => b.score - a.score || b.position - a.position);
        return {
          query,
          winner,
          score: scoreOf(...keyOf(winner)),
          key: keyOf(winner),
          value: both((d) => past.kept(place.store, place.dimensions[d], winner)),
          runnerUp: others.find(({ score }) => score < scoreOf(...keyOf(winner))),
        };
      }
      case 'keyed': {
        if (qy !== 1) return undefined;
        const hit = Number.isInteger(qx) ? past.event(layout, qx, position) : 0;
        const beside = past.around(layout, qx, position);
        const keys = beside.map(({ key }) => key);
        if (!isExact(qx, hit ? [...keys, qx] : keys)) return undefined;
        // Where no key is hit, the two best may lie on the same side.
        const beyond = hit ? [] : beside.flatMap(({ key }) => past.around(layout, key, position));
        const near = [...beside, ...beyond].map(({ key, event }) => ({
          key,
          event,
          position: past.eventPosition(event),
          score: scoreOf(2 * key, -key * key),
        }));
        near.sort((a, b) => b.score - a.score || b.position - a.position);
        const best = hit
          ? {
              key: qx,
              event: hit,
              position: past.eventPosition(hit),
              score: scoreOf(2 * qx, -qx * qx),
            }
          : near.shift();
        if (!best) return undefined;
        const lower = near.find(({ score }) => score < best.score);
        return {
          query,
          winner: best.position,
          score: best.score,
          key: [2 * best.key, -best.key * best.key],
          value: both((d) => past.eventValue(layout, best.event, place.dimensions[d])),
          runnerUp: lower && { position: lower.position, score: lower.score },
        };
      }
      case 'flat': {
        if (qy !== 0) return undefined;
        const { key, value } = this.plan.sparse.layers[l].heads[h];
        const { store } = layout;
        if (qx > 0 ? !store.greatest : qx < 0 && !store.least) return undefined;
        const winner = qx === 0 ? undefined : past.winner(layout, qx > 0, position);
        const at = winner?.position ?? position;
        const from = () => this.stream(at, l).snapshots[2 * l];
        const known = [store.tokenKey, store.tokenKeyUp].map((keys) => keys?.[past.token(at)]);
        const keyOf = both((d) => known[d] ?? (withKey ? dot(key[d], from()) : Number.NaN));
        return {
          query,
          winner: at,
          score: qx * keyOf[0],
          key: keyOf,
          value: both((d) => winner?.value(place.dimensions[d]) ?? dot(value[d], from())),
        };
      }
      case 'totals': {
        if (qx !== 0 || qy !== 0) return undefined;
        const { key } = this.plan.sparse.layers[l].heads[h];
        const x = this.stream(position, l).snapshots[2 * l];
        return {
          query,
          winner: position,
          score: 0,
          key: both((d) => dot(key[d], x)),
          value: both((d) => past.total(layout, place.dimensions[d], position) / (position + 1)),
        };
      }
      default:
        return undefined;
    }
  }
}

/**
 * Whether the nearest key has the largest rounded score: scores are exact for queries in the range of keys, and
 * far beyond it one key is so much nearer than the next that rounding does not matter. `nearest`: the keys beside
 * the query; those farther off have smaller products, or lie so far off that they cannot win by rounding.
 */
export function isExact(query: number, nearest: readonly number[]): boolean {
  const size = Math.abs(query);
  if (size >= 2 ** 27) return true;
  // A score is a multiple of the query's unit, and at most 2^53 of these.
  const unit = [1, 1 / 2, 1 / 4, 1 / 8].find((u) => Number.isInteger(query / u));
  if (unit === undefined) return false;
  const largest = Math.max(0, ...nearest.map(Math.abs));
  return size <= 2 ** 26 * unit || Math.max(2 * size, largest) * largest <= 2 ** 52 * unit;
}

const both = (of: (dimension: number) => number): [number, number] => [of(0), of(1)];

function dot(row: Row, x: Float64Array): number {
  let sum = 0;
  for (const [slot, weight] of row) sum += weight * x[slot];
  return sum;
}
