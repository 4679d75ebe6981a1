/**
 * The argmax of the logits without visiting rows that cannot be it. Rows are grouped so that a group shares
 * the weights of slots which have few different ones; a group's score cannot exceed the sum, over its slots,
 * of the largest product of a weight with the slot. That bound is computed with the same operations in the
 * same order as a score, and rounding is monotonic, so it holds for the rounded numbers too: a group whose
 * bound is below the best score so far is skipped, for any model.
 */
import type { Model } from '../model/model';
import { groupBy } from './group';
import { denseRows } from './sparse';

/** A slot's weights count as shared within a group if there are no more different ones than this. */
const FEW = 16;

interface Group {
  readonly ids: Int32Array;
  readonly slots: readonly number[];
  /** For each slot the weights of the rows, their least and their greatest. */
  readonly columns: readonly Float64Array[];
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly scores: Float64Array;
}

function groupsOf(model: Model): Group[] {
  const rows = denseRows(model.unembedding, model.dModel);
  const bySlots = groupBy([...rows.keys()], (id) => rows[id].map(([slot]) => slot).join());
  return bySlots.flatMap((ids) => {
    const slots = rows[ids[0]].map(([slot]) => slot);
    const shared = slots.flatMap((_, k) =>
      new Set(ids.map((id) => rows[id][k][1])).size <= FEW ? [k] : [],
    );
    return groupBy(ids, (id) => shared.map((k) => rows[id][k][1]).join()).map((members) => {
      const columns = slots.map((_, k) => Float64Array.from(members, (id) => rows[id][k][1]));
      return {
        ids: Int32Array.from(members),
        slots,
        columns,
        least: Float64Array.from(columns, (column) => column.reduce((a, b) => Math.min(a, b))),
        greatest: Float64Array.from(columns, (column) => column.reduce((a, b) => Math.max(a, b))),
        scores: new Float64Array(members.length),
      };
    });
  });
}

export class Unembedding {
  private readonly groups: readonly Group[];
  private readonly bounds: Float64Array;

  constructor(model: Model) {
    this.groups = groupsOf(model);
    this.bounds = new Float64Array(this.groups.length);
  }

  /** The id of the largest logit, the lowest where several are. */
  argmax(x: Float64Array): number {
    const { groups, bounds } = this;
    let first = 0;
    for (let g = 0; g < groups.length; g++) {
      bounds[g] = bound(groups[g], x);
      if (bounds[g] > bounds[first]) first = g;
    }
    let row = bestRow(groups[first], x);
    let best = groups[first].ids[row];
    let bestScore = groups[first].scores[row];
    for (let g = 0; g < groups.length; g++) {
      if (g === first || bounds[g] < bestScore) continue;
      row = bestRow(groups[g], x);
      const score = groups[g].scores[row];
      const id = groups[g].ids[row];
      if (score > bestScore || (score === bestScore && id < best)) {
        best = id;
        bestScore = score;
      }
    }
    return best;
  }
}

function bound({ slots, least, greatest }: Group, x: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < slots.length; k++) {
    const factor = x[slots[k]];
    sum += factor < 0 ? least[k] * factor : greatest[k] * factor;
  }
  return sum;
}

function bestRow({ slots, columns, scores }: Group, x: Float64Array): number {
  scores.fill(0);
  for (let k = 0; k < slots.length; k++) {
    const factor = x[slots[k]];
    if (factor === 0) continue;
    const column = columns[k];
    for (let r = 0; r < column.length; r++) scores[r] += column[r] * factor;
  }
  let best = 0;
  for (let r = 1; r < scores.length; r++) if (scores[r] > scores[best]) best = r;
  return best;
}
