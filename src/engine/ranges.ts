/**
 * The range of a form. Bounding each atom by itself is not enough: relu(a + 1) - relu(a) is a step between 0
 * and 1 however large a may be. So terms that depend on the same quantity are bounded together: such a sum is
 * piecewise linear, and so largest and least where its pieces meet or at the ends of the quantity's range.
 */
import type { Atom, Form } from './forms';

export interface Kinked {
  readonly constant: number;
  readonly atoms: readonly Atom[];
  readonly weights: readonly number[];
}

/** One relu of a group: weight · relu(slope · t + offset), or without relu a linear term. */
interface Piece {
  readonly weight: number;
  readonly slopes: readonly number[];
  readonly offset: number;
  readonly relu: boolean;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Where no part of a group exceeds this, rounding errors in its corners stay below `SLACK`. */
const PRECISE = 2 ** 43;
const SLACK = 2 ** -5;
/** Sums of integers below this have no rounding errors at all. */
const EXACT = 2 ** 52;

/** The least and greatest value of constant + Σ weightᵢ·atomᵢ. */
export function rangeOf(
  constant: number,
  atoms: readonly Atom[],
  weights: readonly number[],
  unit: number,
): { low: number; high: number; tight: boolean } {
  let tight = false;
  let low = constant;
  let high = constant;
  const add = (interval: Interval) => {
    low += interval.low;
    high += interval.high;
  };
  const relus: number[] = [];
  const plain: number[] = [];
  for (let i = 0; i < atoms.length; i++) (atoms[i].kind.op === 'relu' ? relus : plain).push(i);
  if (relus.length === 0 || atoms.length === 1) {
    for (let i = 0; i < atoms.length; i++) add(scaled(atoms[i], weights[i]));
    return { low, high, tight };
  }
  for (const group of components(atoms, relus, plain)) {
    const together =
      group.length > 1
        ? (alongOne(group, atoms, weights) ?? overTwo(group, atoms, weights))
        : undefined;
    const apart = group.map((i) => scaled(atoms[i], weights[i]));
    const sum = { low: 0, high: 0 };
    for (const interval of apart) {
      sum.low += interval.low;
      sum.high += interval.high;
    }
    if (!together) add(sum);
    else {
      // The corners are rounded; a multiple of the unit cannot exceed the one below the true bound.
      const bound = {
        low: unit >= 1 ? Math.ceil(together.low - SLACK) : together.low - SLACK,
        high: unit >= 1 ? Math.floor(together.high + SLACK) : together.high + SLACK,
      };
      const [l, h] = [Math.max(sum.low, bound.low), Math.min(sum.high, bound.high)];
      if (l > sum.low || h < sum.high) tight = true;
      add({ low: l, high: h });
    }
  }
  return { low, high, tight };
}

function scaled(atom: Interval, weight: number): Interval {
  return weight > 0
    ? { low: weight * atom.low, high: weight * atom.high }
    : { low: weight * atom.high, high: weight * atom.low };
}

/** What a term depends on: the atoms within a relu, or the atom itself. */
function bases(atom: Atom): readonly Atom[] {
  return atom.kind.op === 'relu' ? atom.kind.form.atoms : [atom];
}

/** Terms that share a base, and those that share one with them, and so on. */
function components(
  atoms: readonly Atom[],
  relus: readonly number[],
  plain: readonly number[],
): number[][] {
  const groups: { members: number[]; bases: Set<Atom> }[] = [];
  for (const i of [...relus, ...plain]) {
    const own = bases(atoms[i]);
    const touching = groups.filter((group) => own.some((atom) => group.bases.has(atom)));
    const merged = { members: [i], bases: new Set(own) };
    for (const group of touching) {
      merged.members.push(...group.members);
      for (const atom of group.bases) merged.bases.add(atom);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.map(({ members }) => members);
}

/** All terms are relus of one quantity, up to factor and offset. */
function alongOne(
  group: readonly number[],
  atoms: readonly Atom[],
  weights: readonly number[],
): Interval | undefined {
  let first: Form | undefined;
  const pieces: Piece[] = [];
  for (const i of group) {
    const { kind } = atoms[i];
    if (kind.op !== 'relu') return undefined;
    const { form } = kind;
    first ??= form;
    const ratio = ratioOf(form, first);
    if (ratio === undefined) return undefined;
    const offset = form.constant - ratio * first.constant;
    pieces.push({ weight: weights[i], slopes: [ratio], offset, relu: true });
  }
  return first && extremes(pieces, [first]);
}

/** form = ratio · other + constant; undefined where there is no such ratio. */
function ratioOf(form: Form, other: Form): number | undefined {
  if (form.atoms.length !== other.atoms.length) return undefined;
  const ratio = form.weights[0] / other.weights[0];
  if (Math.abs(ratio) !== 1) return undefined;
  for (let i = 0; i < form.atoms.length; i++)
    if (form.atoms[i] !== other.atoms[i] || form.weights[i] !== ratio * other.weights[i])
      return undefined;
  return ratio;
}

/** All terms depend on one or two quantities: two atoms, or the inside of a relu and an atom. */
function overTwo(
  group: readonly number[],
  atoms: readonly Atom[],
  weights: readonly number[],
): Interval | undefined {
  if (group.length > 10) return undefined;
  const axes = [...new Set(group.flatMap((i) => bases(atoms[i])))];
  if (axes.length <= 2)
    return extremes(
      group.map((i) =>
        pieceOver(atoms[i], weights[i], (f) => axes.map((axis) => weightOf(f, axis))),
      ),
      axes,
    );
  const relus = group.flatMap((i) => {
    const { kind } = atoms[i];
    return kind.op === 'relu' && kind.form.atoms.length > 1 ? [kind.form] : [];
  });
  for (const main of relus) {
    let other: Atom | undefined;
    let fits = true;
    const slopes = (f: { atoms: readonly Atom[]; weights: readonly number[] }): number[] => {
      const ratio = weightOf(f, main.atoms[0]) / main.weights[0];
      const rest = new Map(f.atoms.map((atom, i) => [atom, f.weights[i]]));
      main.atoms.forEach((atom, i) => {
        rest.set(atom, (rest.get(atom) ?? 0) - ratio * main.weights[i]);
      });
      const left = [...rest].filter(([, weight]) => weight !== 0);
      other ??= left[0]?.[0];
      fits &&= left.length === 0 || (left.length === 1 && left[0][0] === other);
      return [ratio, left[0]?.[1] ?? 0];
    };
    const pieces = group.map((i) => pieceOver(atoms[i], weights[i], slopes));
    const { constant, low, high } = main;
    if (fits && other)
      return extremes(pieces, [{ low: low - constant, high: high - constant }, other]);
  }
  return undefined;
}

function weightOf(
  { atoms, weights }: { atoms: readonly Atom[]; weights: readonly number[] },
  atom: Atom,
): number {
  const at = atoms.indexOf(atom);
  return at < 0 ? 0 : weights[at];
}

function pieceOver(
  atom: Atom,
  weight: number,
  slopes: (form: { atoms: readonly Atom[]; weights: readonly number[] }) => readonly number[],
): Piece {
  const { kind } = atom;
  if (kind.op === 'relu')
    return { weight, slopes: slopes(kind.form), offset: kind.form.constant, relu: true };
  return { weight, slopes: slopes({ atoms: [atom], weights: [1] }), offset: 0, relu: false };
}

/** The extremes of a sum of pieces over a box of one or two dimensions. */
function extremes(pieces: readonly Piece[], box: readonly Interval[]): Interval | undefined {
  const common = commonFactor(pieces);
  const size = pieces.reduce((sum, piece) => sum + Math.abs(piece.weight) * reach(piece, box), 0);
  const integers = pieces.every((piece) => Number.isInteger(piece.offset));
  const limit = box.length === 1 && integers ? EXACT : PRECISE;
  if (size > limit * common) return undefined;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const visit = (at: readonly number[]) => {
    const point = at.map((t, d) => Math.min(Math.max(t, box[d].low), box[d].high));
    // A corner that rounding moved out of the box is moved back; others are not in it.
    if (at.some((t, d) => !(Math.abs(t - point[d]) <= 1e-9 * Math.max(1, Math.abs(t))))) return;
    let sum = 0;
    for (const { weight, slopes, offset, relu } of pieces) {
      let value = offset;
      for (let d = 0; d < slopes.length; d++) value += slopes[d] * point[d];
      sum += weight * (relu ? Math.max(0, value) : value);
    }
    low = Math.min(low, sum);
    high = Math.max(high, sum);
  };
  const kinks = pieces.filter(({ relu }) => relu);
  if (box.length === 1) {
    for (const end of [box[0].low, box[0].high]) visit([end]);
    for (const { slopes, offset } of kinks) visit([-offset / slopes[0]]);
    return { low, high };
  }
  // Lines a·s + b·t = c: the sides of the box, and where a relu turns on.
  const lines = [
    ...box.flatMap(({ low: l, high: h }, d) =>
      [l, h].map((end) => [d === 0 ? 1 : 0, d === 1 ? 1 : 0, end] as const),
    ),
    ...kinks.map(({ slopes, offset }) => [slopes[0], slopes[1], -offset] as const),
  ];
  for (let i = 0; i < lines.length; i++)
    for (let j = i + 1; j < lines.length; j++) {
      const [a, b, c] = lines[i];
      const [d, e, f] = lines[j];
      const det = a * e - b * d;
      if (det !== 0) visit([(c * e - b * f) / det, (a * f - c * d) / det]);
    }
  return { low, high };
}

/** The largest absolute value of a piece without its weight. */
function reach({ slopes, offset }: Piece, box: readonly Interval[]): number {
  return slopes.reduce(
    (sum, slope, d) => sum + Math.abs(slope) * Math.max(-box[d].low, box[d].high),
    Math.abs(offset),
  );
}

/** A number of which all weights are multiples, at least 1: rounding errors are relative to it. */
function commonFactor(pieces: readonly Piece[]): number {
  const sizes = pieces.map(({ weight }) => Math.abs(weight));
  const least = Math.min(...sizes);
  const common = sizes.every((size) => Number.isInteger(size / least)) ? least : 1;
  return Math.max(1, common);
}
