/**
 * The argmax over the vocabulary, for one case, without visiting it. Three steps, each with its proof:
 *
 * 1. Rows that cannot win are left out: the upper bound of a row over the ranges of the final residual stream
 *    lies below the lower bound of another. Bounds are computed with the operations of a score, and rounding
 *    is monotonic, so they bound rounded scores.
 * 2. If what is left depends on one small integer, the argmax is tabulated: every remaining row is scored as
 *    the dense pass scores it, for each value.
 * 3. Otherwise rows are sorted into families along which the score is concave whatever the stream holds (the
 *    second differences of the weights have the right sign). The maximum of a concave sequence is found by
 *    binary search for where it stops rising. Where scores are exact that is the argmax; where they are
 *    rounded it is so if the neighbours are lower by more than rounding can account for (see `Family.terms`).
 *
 * What fits none of these, or comes closer than rounding allows, is decided over all rows.
 */

import { groupBy } from '../executor/group';
import { denseRows } from '../executor/sparse';
import type { Model } from '../model/model';
import { constantOf, type Form, unitOf } from './forms';

/** Rows whose score is concave in their order. */
export interface Family {
  /** Token ids in order. */
  readonly ids: readonly number[];
  /** The final stream's slots on which the score depends, and their weights by row. */
  readonly columns: readonly { readonly form: Form; readonly weights: Float64Array }[];
  /** What the slots that are constant in this case contribute. */
  readonly constants: Float64Array;
  /** Whether every score is computed exactly. */
  readonly exact: boolean;
  /**
   * Terms that a score adds up. Scores e of exact arithmetic and f of float64 differ by at most
   * terms · 2⁻⁵³ · Σ|term|. Of the terms all but the largest column are bounded by M, and that one is
   * e - (the others), so Σ|term| ≤ 2M + |e|. Along a concave family e falls by at least `gap` on either side of
   * its maximum e*, so f of the maximum is the largest if gap exceeds terms · 2⁻⁵³ · (4M + 3|e*|).
   */
  readonly terms: number;
  /** The part of M that the slots which do not vary contribute. */
  readonly fixed: number;
  /** The column left out of M. */
  readonly largest: number;
  /** What no score exceeds. */
  readonly highest: number;
  /** Whether ids ascend, so that the first of several maximal rows is the one with the lowest id. */
  readonly ascending: boolean;
}

export type Decision =
  | { readonly kind: 'constant'; readonly token: number }
  /** The token for each value of an integer, from `low` on. */
  | {
      readonly kind: 'table';
      readonly form: Form;
      readonly low: number;
      readonly tokens: Int32Array;
    }
  | {
      readonly kind: 'families';
      readonly families: readonly Family[];
      /** Numbers that must lie within `LIKELY` for all this to hold. */
      readonly guards: readonly Form[];
      /** The best row that is the same for all streams. */
      readonly fixed: { readonly token: number; readonly score: number } | undefined;
    }
  /** All rows must be looked at. */
  | { readonly kind: 'open' };

/**
 * Bounds that the numbers of a decision keep in practice, though not provably: a machine of 32-bit words writes
 * words. They are checked at run time; beyond them the decision is open.
 */
export const LIKELY = 2 ** 32;
/** A table has no more entries than this. */
const TABLE = 1024;
/** Rows with fewer slots that are tried in a family. */
const GUESTS = 8;
/** A slot's weights are shared within a group if there are no more different ones than this. */
const FEW = 16;

interface Group {
  readonly ids: readonly number[];
  readonly slots: readonly number[];
  readonly least: readonly number[];
  readonly greatest: readonly number[];
}

/** The rows of an unembedding, in groups with the same slots. */
export interface Decoder {
  readonly model: Model;
  readonly rows: readonly (readonly (readonly [slot: number, weight: number])[])[];
  readonly groups: readonly Group[];
  /** Slots that any row reads. */
  readonly slots: readonly number[];
}

export function decoderOf(model: Model): Decoder {
  const rows = denseRows(model.unembedding, model.dModel);
  const bySlots = groupBy([...rows.keys()], (id) => rows[id].map(([slot]) => slot).join());
  const groups = bySlots.flatMap((ids) => {
    const slots = rows[ids[0]].map(([slot]) => slot);
    const column = (members: readonly number[], k: number) => members.map((id) => rows[id][k][1]);
    const shared = slots.flatMap((_, k) => (new Set(column(ids, k)).size <= FEW ? [k] : []));
    return groupBy(ids, (id) => shared.map((k) => rows[id][k][1]).join()).map((members) => ({
      ids: members,
      slots,
      least: slots.map((_, k) => column(members, k).reduce((a, b) => Math.min(a, b))),
      greatest: slots.map((_, k) => column(members, k).reduce((a, b) => Math.max(a, b))),
    }));
  });
  const slots = [...new Set(rows.flatMap((row) => row.map(([slot]) => slot)))];
  return { model, rows, groups, slots };
}

/** A slot of the final stream, and the range in which it is taken to lie. */
interface Slot {
  readonly form: Form;
  readonly low: number;
  readonly high: number;
}

/** How the token after a stream of these forms is found. */
export function decide(decoder: Decoder, x: readonly Form[]): Decision {
  const slots = x.map((form): Slot => {
    const [low, high] = [Math.max(form.low, -LIKELY), Math.min(form.high, LIKELY)];
    return low <= high ? { form, low, high } : { form, low: form.low, high: form.high };
  });
  const groups = candidates(decoder, slots);
  const varying = new Set<number>();
  for (const { slots: read } of groups)
    for (const slot of read) if (x[slot].atoms.length > 0) varying.add(slot);
  const guards = new Set<Form>();
  for (const slot of decoder.slots) {
    const { form, low, high } = slots[slot];
    if (low > form.low || high < form.high) guards.add(form);
  }
  const constants = x.map((form) => constantOf(form) ?? 0);
  const all = [...varying].sort((a, b) => a - b);
  if (guards.size === 0) {
    const moves = (group: Group) => group.slots.some((slot) => varying.has(slot));
    const still = idsOf(groups.filter((group) => !moves(group)));
    const fixed = still.length > 0 ? [best(decoder, still, constants)] : [];
    if (all.length === 0) return { kind: 'constant', token: fixed[0] };
    const [{ form, low: l, high: h }] = all.map((slot) => slots[slot]);
    if (all.every((slot) => x[slot] === form) && form.unit >= 1 && h - l < TABLE) {
      const low = Math.ceil(l);
      const ids = [...idsOf(groups.filter(moves)), ...fixed].sort((a, b) => a - b);
      const tokens = Int32Array.from({ length: Math.floor(h) - low + 1 }, (_, i) => {
        const stream = [...constants];
        for (const slot of all) stream[slot] = low + i;
        return best(decoder, ids, stream);
      });
      return { kind: 'table', form, low, tokens };
    }
  }
  return families(decoder, groups, slots, all, constants, [...guards]);
}

const idsOf = (groups: readonly Group[]) =>
  groups.flatMap((group) => group.ids).sort((a, b) => a - b);

/** The groups whose rows may win. */
function candidates({ rows, groups }: Decoder, x: readonly Slot[]): Group[] {
  const bounded = groups.map((group) => {
    let high = 0;
    group.slots.forEach((slot, k) => {
      const { low: l, high: h } = x[slot];
      const [a, b] = [group.least[k], group.greatest[k]];
      high += Math.max(a * l, a * h, b * l, b * h);
    });
    return { group, high };
  });
  bounded.sort((a, b) => b.high - a.high);
  let floor = Number.NEGATIVE_INFINITY;
  return bounded.flatMap(({ group, high }) => {
    if (high < floor) return [];
    for (const id of group.ids) {
      let low = 0;
      for (const [slot, weight] of rows[id])
        low += Math.min(weight * x[slot].low, weight * x[slot].high);
      floor = Math.max(floor, low);
    }
    return [group];
  });
}

/** The argmax over some rows for a given stream, as the dense pass computes it. */
function best({ rows }: Decoder, ids: readonly number[], x: readonly number[]): number {
  let token = ids[0];
  let top = Number.NEGATIVE_INFINITY;
  for (const id of ids) {
    const score = scoreOf(rows[id], x);
    if (score > top) {
      top = score;
      token = id;
    }
  }
  return token;
}

function scoreOf(row: Decoder['rows'][number], x: readonly number[]): number {
  let score = 0;
  for (const [slot, weight] of row) score += weight * x[slot];
  return score;
}

function families(
  decoder: Decoder,
  groups: readonly Group[],
  slots: readonly Slot[],
  varying: readonly number[],
  constants: readonly number[],
  guards: readonly Form[],
): Decision {
  const all: FamilyRow[] = groups
    .flatMap(({ ids }, group) => ids.map((id) => ({ id, group })))
    .sort((a, b) => a.id - b.id)
    .map(({ id, group }) => {
      const weights = new Map(decoder.rows[id]);
      const constant = scoreOf(decoder.rows[id], constants);
      const size = decoder.rows[id].reduce(
        (sum, [slot, w]) => sum + Math.abs(w * constants[slot]),
        0,
      );
      const terms = decoder.rows[id].length;
      return {
        id,
        group,
        constant,
        size,
        terms,
        weights: varying.map((slot) => weights.get(slot) ?? 0),
      };
    });
  const columns = varying.map((slot) => slots[slot]);
  // Of rows that always score the same only the first can win.
  const seen = new Set<string>();
  const rows = all.filter(({ weights, constant }) => {
    const key = `${constant}:${weights}`;
    return !seen.has(key) && seen.add(key);
  });
  const pattern = (row: FamilyRow) =>
    row.weights.map((weight) => (weight === 0 ? '-' : 'x')).join('');
  const none = varying.map(() => '-').join('');
  let loose = rows;
  const found: Family[] = [];
  // The widest families first; each takes in the rows with fewer slots that fit into it.
  const patterns = groupBy(rows, pattern).filter((members) => pattern(members[0]) !== none);
  for (const members of patterns.sort((a, b) => b.length - a.length)) {
    const left = members.filter((row) => loose.includes(row));
    if (left.length === 0) continue;
    const wide = pattern(left[0]);
    const fits = (row: FamilyRow) =>
      row.weights.every((weight, k) => weight === 0 || wide[k] === 'x') && !left.includes(row);
    const guests = loose.filter(fits).slice(0, GUESTS);
    const attempts = [
      [withGuests(left, guests, columns)],
      groupBy(left, (row) => `${row.group}`).map((part) => withGuests(part, guests, columns)),
    ];
    const made = attempts
      .map((parts) => parts.map((part) => familyOf(part, columns)))
      .find((parts) => parts.every((family) => family !== undefined));
    if (!made) return { kind: 'open' };
    for (const family of made as Family[]) {
      found.push(family);
      const taken = new Set(family.ids);
      loose = loose.filter((row) => !taken.has(row.id));
    }
  }
  const token =
    loose.length > 0
      ? best(
          decoder,
          loose.map(({ id }) => id),
          constants,
        )
      : -1;
  const fixed = token < 0 ? undefined : { token, score: scoreOf(decoder.rows[token], constants) };
  // A family that can at best equal the fixed row, and has the higher ids, never wins.
  const families = found.filter(
    ({ highest, ids }) =>
      !fixed ||
      highest > fixed.score ||
      (highest === fixed.score && ids.some((id) => id < fixed.token)),
  );
  return { kind: 'families', families, fixed, guards };
}

/** A family, and as many of the rows with fewer slots as fit into it. */
function withGuests(
  rows: readonly FamilyRow[],
  guests: readonly FamilyRow[],
  slots: readonly Slot[],
): readonly FamilyRow[] {
  let family = rows;
  for (const guest of guests) {
    const larger = [...family, guest];
    if (familyOf(larger, slots)) family = larger;
  }
  return family;
}

interface FamilyRow {
  readonly id: number;
  readonly group: number;
  /** What the slots that do not vary contribute, the sum of its terms' absolute values, and all terms. */
  readonly constant: number;
  readonly size: number;
  readonly terms: number;
  /** One a varying slot. */
  readonly weights: readonly number[];
}

/** The rows as a concave family, if they are one in the order of some slot's weights. */
function familyOf(rows: readonly FamilyRow[], slots: readonly Slot[]): Family | undefined {
  for (let k = 0; k < slots.length; k++) {
    if (new Set(rows.map((row) => row.weights[k])).size < rows.length) continue;
    const sorted = [...rows].sort((a, b) => a.weights[k] - b.weights[k]);
    const family = concave(sorted, slots);
    if (family) return family;
  }
  return undefined;
}

function concave(sorted: readonly FamilyRow[], slots: readonly Slot[]): Family | undefined {
  const constants = Float64Array.from(sorted, (row) => row.constant);
  const columns = slots.flatMap((slot, k) => {
    const weights = Float64Array.from(sorted, (row) => row.weights[k]);
    return weights.some((weight) => weight !== 0) ? [{ ...slot, weights }] : [];
  });
  for (let r = 0; r + 2 < sorted.length; r++) {
    const bend = (w: Float64Array) => w[r + 2] - w[r + 1] - (w[r + 1] - w[r]);
    if (bend(constants) > 0) return undefined;
    for (const { low, high, weights } of columns)
      if (bend(weights) * low > 0 || bend(weights) * high > 0) return undefined;
  }
  const largestOf = (w: Float64Array) => w.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const sizes = columns.map(({ low, high, weights }) => largestOf(weights) * Math.max(-low, high));
  const fixed = sorted.reduce((most, { size }) => Math.max(most, size), 0);
  const total = sizes.reduce((a, b) => a + b, fixed);
  let unit = constants.reduce((least, c) => Math.min(least, unitOf(c)), 1);
  for (const { form, weights } of columns)
    for (const weight of weights) unit = Math.min(unit, unitOf(weight) * form.unit);
  const ids = sorted.map(({ id }) => id);
  const highest = sorted.reduce((most, _, r) => {
    let high = constants[r];
    for (const { low, high: h, weights } of columns)
      high += Math.max(weights[r] * low, weights[r] * h);
    return Math.max(most, high);
  }, Number.NEGATIVE_INFINITY);
  return {
    highest,
    ids,
    columns,
    constants,
    exact: total <= 2 ** 52 * unit,
    terms: sorted.reduce((most, { terms }) => Math.max(most, terms), 0),
    fixed,
    largest: sizes.reduce((most, size, k) => (size > sizes[most] ? k : most), 0),
    ascending: ids.every((id, r) => r === 0 || id > ids[r - 1]),
  };
}
