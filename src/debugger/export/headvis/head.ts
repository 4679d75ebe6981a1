/** One head over all stretches, and the file that is made of it. */
import type { Context } from '../../transformer';
import { type HeadRow, weightsOf } from './attention';
import type { HeadPlace } from './config';
import type { HeadFile, HeadSequence, ScatterRow } from './format';
import { sequenceOf } from './sequence';
import { HeadTotals } from './totals';

export class ExportedHead {
  private readonly sequences: Omit<HeadSequence, 'interval'>[] = [];
  private readonly totals = new HeadTotals();
  private rows: HeadRow[] = [];

  constructor(
    private readonly context: Context,
    readonly place: HeadPlace,
  ) {}

  /** The next token of a stretch. */
  add(row: HeadRow): void {
    this.rows.push(row);
  }

  /** Ends a stretch. */
  endWindow(): void {
    const { context, place, rows } = this;
    const textOf = (position: number) => context.model.tokens[context.token(position)].text;
    const weights = rows.map((row) => weightsOf(context, place, row));
    this.sequences.push(sequenceOf(rows, weights, textOf));
    rows.forEach((row, i) => {
      this.totals.add(row, weights[i], textOf);
    });
    this.rows = [];
  }

  scatter(): ScatterRow {
    const [layer, head] = this.place;
    return { layer, head, ...this.totals.metrics() };
  }

  file(intervals: number): HeadFile {
    const { totals } = this;
    return {
      sequences: this.ranked(intervals),
      qk_distance_histogram: totals.distanceHistogram(),
      top_query_tokens: totals.topQueries(),
      top_key_tokens: totals.topKeys(),
      histogram: {},
      statistics: { tokens: totals.rows, ...totals.metrics() },
      matters_query_tokens: totals.topMattering(),
    };
  }

  /**
   * HeadVis ranks sequences by their largest weight, which is 1 in all of them where attention is hard. So they are
   * ranked by at how many of their tokens it matters what the head returned.
   */
  private ranked(intervals: number): HeadSequence[] {
    const { sequences } = this;
    const uses = sequences.map(({ rows }) => {
      const mattering = rows.position.filter(
        (_, i) => rows.matters_now[i] || rows.matters_later[i],
      );
      return mattering.length / rows.position.length;
    });
    const order = sequences.map((_, i) => i).sort((a, b) => uses[a] - uses[b] || a - b);
    return order.map((i, rank) => ({
      ...sequences[i],
      interval: 1 + Math.floor((rank * intervals) / order.length),
    }));
  }
}
