/**
 * The argmax of the logits without visiting rows that cannot be it: rows that read the same slots form a
 * group, and while all of these but the constant one are 0, the scores of a group are its constants. This
 * holds for any model; nothing is assumed about the weights.
 */
import type { Model } from '../model/model';
import { denseRows } from './sparse';

interface Group {
  readonly ids: Int32Array;
  readonly slots: readonly number[];
  /** For each slot, the weights of the rows. */
  readonly columns: readonly Float64Array[];
  readonly scores: Float64Array;
  /** The best row when all slots but the constant one are 0, and its score. */
  readonly idleId: number;
  readonly idleScore: number;
}

export class Unembedding {
  private readonly groups: Group[];

  constructor(
    model: Model,
    private readonly constantSlot: number,
  ) {
    const rows = denseRows(model.unembedding, model.dModel);
    const bySlots = new Map<string, number[]>();
    rows.forEach((row, id) => {
      const key = row.map(([slot]) => slot).join();
      const ids = bySlots.get(key) ?? [];
      ids.push(id);
      bySlots.set(key, ids);
    });
    this.groups = [...bySlots.values()].map((ids) => {
      const slots = rows[ids[0]].map(([slot]) => slot);
      const columns = slots.map((_, k) => Float64Array.from(ids, (id) => rows[id][k][1]));
      const at = slots.indexOf(constantSlot);
      const constants = ids.map((_, r) => (at < 0 ? 0 : columns[at][r]));
      const idleScore = constants.reduce((a, b) => Math.max(a, b));
      return {
        ids: Int32Array.from(ids),
        slots,
        columns,
        scores: new Float64Array(ids.length),
        idleId: ids[constants.indexOf(idleScore)],
        idleScore,
      };
    });
  }

  /** The id of the largest logit, the lowest where several are. */
  argmax(x: Float64Array): number {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const group of this.groups) {
      let id = group.idleId;
      let score = group.idleScore * (this.constantSlot < 0 ? 0 : x[this.constantSlot]);
      if (group.slots.some((slot) => slot !== this.constantSlot && x[slot] !== 0)) {
        const row = bestRow(group, x);
        id = group.ids[row];
        score = group.scores[row];
      }
      if (score > bestScore || (score === bestScore && id < best)) {
        best = id;
        bestScore = score;
      }
    }
    return best;
  }
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
