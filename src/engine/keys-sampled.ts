/** Keys that the engine does not keep: those of some tokens, each from its own forward pass. */
import type { KeyPoint, Keys, KeysAsked } from '../executor/keys';

/** Tokens that are looked at. */
const SAMPLE = 192;
/** Of these the last ones, where a choice is mostly decided. */
const LAST = 64;

type KeyOf = (position: number) => readonly [number, number];

/** All positions of a range if they are few; or else the last of them and others in equal distances. */
function sampled(from: number, to: number, most: number): number[] {
  const count = to - from + 1;
  if (count <= most) return Array.from({ length: Math.max(0, count) }, (_, i) => from + i);
  const last = Math.min(LAST, most >> 1);
  const spread = most - last;
  const step = (count - last) / spread;
  return [
    ...Array.from({ length: spread }, (_, i) => from + Math.floor(i * step)),
    ...Array.from({ length: last }, (_, i) => to - last + 1 + i),
  ];
}

/** Keys across positions; `known`: tokens that won, which are looked at in any case. */
export function sampledFlatKeys(
  { asOf, from, to, most }: KeysAsked,
  keyOf: KeyOf,
  known: readonly number[],
): Keys {
  const begin = Math.max(0, Math.ceil(from));
  const end = Math.min(asOf, Math.floor(to));
  const positions = new Set(sampled(begin, end, Math.min(most, SAMPLE)));
  const points = [...positions].map((position) => pointOf(keyOf(position), position, position));
  const others = known
    .filter((position) => !positions.has(position))
    .map((position) => pointOf(keyOf(position), position, position));
  const all = positions.size === asOf + 1;
  const groups = grouped([...points, ...others], ({ x }) => x);
  const alike = new Map(groups.map(({ x, tokens }) => [x, tokens]));
  return {
    points: [
      ...points,
      ...others.filter(({ position }) => position >= begin && position <= end),
    ].map((point) => ({ ...point, tokens: alike.get(point.x) ?? 1 })),
    beyond: [],
    distinct: all ? groups.length : undefined,
    live: asOf + 1,
    whole: [0, asOf],
    nearest: undefined,
    sample: all ? undefined : positions.size + others.length,
    groups,
  };
}

/** Keys in the plane; `across` is the first coordinate. */
export function sampledKeys({ asOf, from, to, most }: KeysAsked, keyOf: KeyOf): Keys {
  const positions = sampled(0, asOf, Math.min(Math.max(most, 1), SAMPLE));
  const points = positions.map((position) => {
    const key = keyOf(position);
    return pointOf(key, key[0], position);
  });
  const groups = grouped(points, ({ x, y }) => `${x},${y}`).sort((a, b) => a.x - b.x || a.y - b.y);
  const all = positions.length === asOf + 1;
  return {
    points: groups.filter(({ across }) => across >= from && across <= to),
    beyond: [],
    distinct: all ? groups.length : undefined,
    live: asOf + 1,
    whole: [groups[0].across, groups[groups.length - 1].across],
    nearest: undefined,
    sample: all ? undefined : positions.length,
    groups: [],
  };
}

function pointOf(key: readonly [number, number], across: number, position: number): KeyPoint {
  return { across, x: key[0], y: key[1], keys: 1, tokens: 1, position };
}

/** Those that are the same by a name as one, which the latest is. */
function grouped(
  points: readonly KeyPoint[],
  name: (point: KeyPoint) => string | number,
): KeyPoint[] {
  const groups = new Map<string | number, KeyPoint>();
  for (const point of points) {
    const found = groups.get(name(point));
    const latest = found && found.position > point.position ? found : point;
    groups.set(name(point), { ...latest, tokens: (found?.tokens ?? 0) + 1 });
  }
  return [...groups.values()];
}
