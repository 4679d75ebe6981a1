/** What the KV cache answers as of a token to a run that goes its own way from there. */
import type { Attention, Executor } from '../executor/executor';
import { createHullExecutor } from '../executor/hull';
import { type Inspection, isExact } from './inspect';
import type { Layout } from './layout';
import type { Past } from './past';
import type { Plan } from './plan';

/** The best of some keys. */
export interface Best {
  readonly position: number;
  readonly score: number;
  /** The value of the latest that has the score; for averaging heads the sum over all that have it. */
  readonly value: readonly [number, number];
  /** For averaging heads: how many have it. */
  readonly tied: number;
}

/** Thrown where neither the history nor reading few enough tokens again tells what a head finds. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';

  constructor(
    readonly layer: number,
    readonly head: number,
    readonly query: readonly [number, number],
  ) {
    super(`no index of head ${head} of layer ${layer} answers the query (${query.join(', ')})`);
  }
}

/** Tokens that are read again at most to answer a query that no index serves, a few seconds. */
const REREAD = 2 ** 15;
/** Positions that are looked at to find which score is largest once it is rounded. */
const NEAR = 2 ** 12;

export class Before {
  /** Answers of flat stores, which depend on the sign of the query alone: by layer, head and sign. */
  private readonly ends = new Map<string, Best & { readonly key: readonly [number, number] }>();

  private reader: Executor | undefined;

  /** `position`: the last token that is seen. */
  constructor(
    private readonly plan: Plan,
    private readonly layout: Layout,
    private readonly past: Past,
    private readonly inspection: Inspection,
    private readonly position: number,
  ) {}

  /** The best of the keys of the past; undefined where there is no past. Throws `Unanswered`. */
  best(l: number, h: number, qx: number, qy: number): Best | undefined {
    if (this.position < 0) return undefined;
    const { tie } = this.plan.sparse.layers[l].heads[h].head;
    return tie === 'average' ? this.tied(l, h, qx, qy) : this.latest(l, h, qx, qy);
  }

  /** What a head takes from a token of the past. */
  value(l: number, h: number, position: number): [number, number] {
    const { value } = this.plan.sparse.layers[l].heads[h];
    const x = this.inspection.at(position).residual(l);
    return [0, 1].map((d) => value[d].reduce((sum, [slot, w]) => sum + w * x[slot], 0)) as [
      number,
      number,
    ];
  }

  private latest(l: number, h: number, qx: number, qy: number): Best {
    const { store } = this.plan.places[l][h];
    const kind = this.plan.stores[store]?.kind;
    if (kind === 'position') {
      const position = this.nearest(qx, qy);
      if (position !== undefined) return this.atPosition(l, h, position, qx, qy);
    }
    if (kind === 'flat' && qy === 0 && qx !== 0) return this.end(l, h, qx);
    const seen =
      this.inspection.kept(this.position, l, h, [qx, qy], false) ?? this.reread(l, h, qx, qy);
    return { position: seen.winner, score: seen.score, value: seen.value, tied: 1 };
  }

  /** Asks an executor that reads all the tokens again. */
  private reread(l: number, h: number, qx: number, qy: number): Attention {
    if (this.position >= REREAD) throw new Unanswered(l, h, [qx, qy]);
    this.reader ??= createHullExecutor(this.plan.sparse.model, true);
    while (this.reader.length <= this.position)
      this.reader.append(this.past.token(this.reader.length));
    return this.reader.attend(l, h, [qx, qy]);
  }

  private atPosition(l: number, h: number, position: number, qx: number, qy: number): Best {
    const { store, dimensions } = this.plan.places[l][h];
    return {
      position,
      score: scoreAt(position, qx, qy),
      value: [
        this.past.kept(store, dimensions[0], position),
        this.past.kept(store, dimensions[1], position),
      ],
      tied: 1,
    };
  }

  /** Which of the keys (2p, -p²) has the largest rounded score; undefined where too many come close. */
  private nearest(qx: number, qy: number): number | undefined {
    const last = this.position;
    if (qy === 0) return qx > 0 ? last : qx < 0 ? 0 : last;
    if (qy < 0) return undefined;
    const best = Math.min(Math.max(Math.floor(qx / qy + 0.5), 0), last);
    if (qy === 1 && isExact(qx, [best])) return best;
    // The score falls with the square of the distance; rounding hides no more than this.
    const hidden = (Math.abs(qx) * 2 * last + qy * last * last) * 2 ** -51;
    const reach = Math.ceil(Math.sqrt(hidden / qy)) + 1;
    if (!(reach <= NEAR)) return undefined;
    let winner = best;
    let most = Number.NEGATIVE_INFINITY;
    for (let p = Math.max(0, best - reach); p <= Math.min(last, best + reach); p++) {
      const score = scoreAt(p, qx, qy);
      if (score < most) continue;
      most = score;
      winner = p;
    }
    return winner;
  }

  private end(l: number, h: number, qx: number): Best {
    const name = `${l}/${h}/${qx > 0}`;
    let end = this.ends.get(name);
    if (!end) {
      const query = [Math.sign(qx), 0] as const;
      const { winner, key, value, score } =
        this.inspection.kept(this.position, l, h, query, true) ?? this.reread(l, h, ...query);
      end = { position: winner, score, key, value, tied: 1 };
      this.ends.set(name, end);
    }
    return { ...end, score: qx * end.key[0] };
  }

  private tied(l: number, h: number, qx: number, qy: number): Best {
    const { store, dimensions } = this.plan.places[l][h];
    const { key } = this.plan.sparse.layers[l].heads[h];
    const isZero = key.every((row) => row.length === 0);
    const allTie = isZero || (qx === 0 && qy === 0);
    if (this.plan.stores[store]?.kind !== 'totals' || !allTie) throw new Unanswered(l, h, [qx, qy]);
    const layout = this.layout.stores[store];
    return {
      position: this.position,
      score: 0,
      value: [
        this.past.total(layout, dimensions[0], this.position),
        this.past.total(layout, dimensions[1], this.position),
      ],
      tied: this.position + 1,
    };
  }
}

const scoreAt = (p: number, qx: number, qy: number) => qx * 2 * p + qy * (-p * p);
