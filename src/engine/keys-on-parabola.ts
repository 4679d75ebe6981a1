/** Keys (2a, -a²): those of all positions, or of the addresses that were written. Each is a corner of the hull. */
import type { KeyPoint, Keys, KeysAsked } from '../executor/keys';
import { writesOf, writesUpTo } from './key-pages';
import type { StoreLayout } from './layout';
import type { LinearMemory } from './memory';
import type { Past } from './past';

/** Keys on either side of the query that are told each by itself. */
const NEAR = 24;
/** Of these, how many the nearest range holds. */
const NEAREST = 8;

/** Index of the first of ascending keys that is no less than a number. */
function firstFrom(keys: Int32Array, number: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first of ascending keys that is greater than a number. */
const firstBeyond = (keys: Int32Array, number: number): number =>
  firstFrom(keys, Math.floor(number) + 1);

/** A key that is told, by its index, and for how many it stands. */
interface Told {
  readonly index: number;
  readonly standsFor: number;
}

/** Of the keys [from, to) one for each part of a width, the nearest to a query, which lies on one side of them all. */
function thinned(keys: Int32Array, from: number, to: number, width: number, query: number): Told[] {
  const told: Told[] = [];
  const base = keys[from];
  for (let i = from; i < to; ) {
    const part = Math.floor((keys[i] - base) / width);
    const end = Math.min(to, Math.max(i + 1, firstFrom(keys, base + (part + 1) * width)));
    told.push({ index: keys[i] <= query ? end - 1 : i, standsFor: end - i });
    i = end;
  }
  return told;
}

/** `keys`: all that were written up to the token, ascending. */
export function addressKeys(
  memory: LinearMemory,
  past: Past,
  layout: StoreLayout,
  keys: Int32Array,
  { asOf, from, to, most, near }: KeysAsked,
): Keys {
  const { length } = keys;
  const begin = firstFrom(keys, from);
  const end = Math.max(begin, firstBeyond(keys, to));
  const beside = firstBeyond(keys, near);
  const nearest = (count: number) =>
    [Math.max(0, beside - count), Math.min(length, beside + count)] as const;
  const within = (i: number) => Math.min(Math.max(i, begin), end);
  const [left, right] = end - begin <= most ? [begin, end] : nearest(NEAR).map(within);
  const width = end > begin ? (keys[end - 1] - keys[begin] + 1) / Math.max(1, most) : 1;
  const each = Array.from({ length: right - left }, (_, i) => ({ index: left + i, standsFor: 1 }));
  const told = [
    ...thinned(keys, begin, left, width, near),
    ...each,
    ...thinned(keys, right, end, width, near),
  ];
  const tell = ({ index, standsFor }: Told) => {
    const event = past.event(layout, keys[index], asOf);
    return point(keys[index], standsFor, writesOf(memory, event), past.eventPosition(event));
  };
  const [first, last] = nearest(NEAREST);
  return {
    points: told.map(tell),
    beyond: [begin - 1, end]
      .filter((index) => index >= 0 && index < length)
      .map((index) => tell({ index, standsFor: 1 })),
    distinct: length,
    live: writesUpTo(memory, layout, asOf),
    whole: length > 0 ? [keys[0], keys[length - 1]] : undefined,
    nearest: length > 0 ? [keys[first], keys[last - 1]] : undefined,
    sample: undefined,
    groups: [],
  };
}

export function positionKeys({ asOf, from, to, most, near }: KeysAsked): Keys {
  const [begin, end] = [Math.max(0, Math.ceil(from)), Math.min(asOf, Math.floor(to))];
  const middle = Math.min(Math.max(Math.floor(near), 0), asOf);
  const around = (count: number) =>
    [Math.max(0, middle - count + 1), Math.min(asOf, middle + count)] as const;
  const single = end - begin < most ? ([begin, end] as const) : around(NEAR);
  const points: KeyPoint[] = [];
  // A part is a run of positions, so that there is nothing to walk over.
  const parts = (a: number, b: number, last: boolean) => {
    const width = Math.max(1, (end - begin + 1) / most);
    for (let p = a; p <= b; ) {
      const next = Math.min(b + 1, Math.max(p + 1, Math.ceil(p + width)));
      points.push(point(last ? next - 1 : p, next - p, 1, last ? next - 1 : p));
      p = next;
    }
  };
  parts(begin, Math.min(end, single[0] - 1), true);
  for (let p = Math.max(begin, single[0]); p <= Math.min(end, single[1]); p++)
    points.push(point(p, 1, 1, p));
  parts(Math.max(begin, single[1] + 1), end, false);
  return {
    points,
    beyond: [begin - 1, end + 1].filter((p) => p >= 0 && p <= asOf).map((p) => point(p, 1, 1, p)),
    distinct: asOf + 1,
    live: asOf + 1,
    whole: [0, asOf],
    nearest: around(NEAREST),
    sample: undefined,
    groups: [],
  };
}

function point(a: number, keys: number, tokens: number, position: number): KeyPoint {
  return { across: a, x: 2 * a, y: -a * a, keys, tokens, position };
}
