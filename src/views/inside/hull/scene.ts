/** Where everything of a hull is drawn: from keys and scores to pixels. No number is computed here that is shown. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { Hull, HullKey } from '../../../protocol/hull-requests';

/**
 * scores: the plane of keys, sheared so that the query points straight up. Across lies what tells keys apart, and up
 * lies q·k, counted from the winner's. Such a map is affine, so what is a corner, an edge or a tangent stays one.
 * keys: the plane of keys as it is.
 */
export type Projection = 'scores' | 'keys';

export type Range = readonly [number, number];

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Mark {
  /** Which point of the answer it is. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly kind: 'corner' | 'inside' | 'several' | 'dead';
  /** Keys for which it stands, and tokens that have its key. */
  readonly keys: number;
  readonly tokens: number;
  readonly position: number;
}

export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Scene {
  readonly frame: Frame;
  readonly across: ScaleLinear<number, number>;
  readonly up: ScaleLinear<number, number>;
  readonly marks: readonly Mark[];
  /** The hull's edge from left to right; empty where points do not lie on a hull. */
  readonly edge: readonly (readonly [number, number])[];
  readonly winner: readonly [number, number] | undefined;
  readonly runnerUp: readonly [number, number] | undefined;
  /** Where all keys score as much as the winner, and as the runner-up. */
  readonly tangent: Line | undefined;
  readonly parallel: Line | undefined;
  /** Where the query points, a unit vector in pixels. */
  readonly direction: readonly [number, number];
}

/** Half a key's room, and a part of the whole, on either side of what is shown. */
const ROOM = 0.06;

export function withRoom([from, to]: Range): Range {
  const room = Math.max(0.75, (to - from) * ROOM);
  return [from - room, to + room];
}

export function frameOf(width: number, height: number): Frame {
  const narrow = width < 480;
  return {
    width,
    height,
    left: narrow ? 40 : 64,
    right: narrow ? 10 : 24,
    top: 74,
    bottom: 38,
  };
}

const onParabola = (a: number): Range => [2 * a, -a * a];

export function sceneOf(hull: Hull, domain: Range, projection: Projection, frame: Frame): Scene {
  const raw = projection === 'keys';
  const isFlatPlane = raw && hull.kind === 'flat';
  const { points } = hull;
  // A flat head's tokens lie across time; in the plane of its keys they are few points.
  const items = isFlatPlane
    ? hull.groups.map(({ key, below, tokens, position }) => ({
        key,
        below,
        keys: 1,
        tokens,
        position,
        across: key[0],
        corner: true,
      }))
    : points.across.map((across, i) => ({
        across,
        key: points.key?.[i] ?? onParabola(across),
        below: points.below[i],
        keys: points.keys[i],
        tokens: points.tokens[i],
        position: points.position[i],
        corner: points.corner?.[i] ?? true,
      }));
  const shown: Range = isFlatPlane ? withRoom(extent(items.map(({ across }) => across))) : domain;
  const visible = items.filter(({ across }) => across >= shown[0] && across <= shown[1]);
  const height = (item: { key: readonly number[]; below: number }) =>
    raw ? item.key[1] : -item.below;
  const inner: Range = [frame.left, frame.width - frame.right];
  const across = scaleLinear(shown, inner);
  const up = scaleLinear(heights(visible.map(height), raw), [
    frame.height - frame.bottom,
    frame.top,
  ]);
  const at = (item: { across: number; key: readonly number[]; below: number }) =>
    [across(item.across), up(height(item))] as const;
  const place = (key: HullKey | undefined) => {
    if (!key || key.parked) return undefined;
    const item = { ...key, across: isFlatPlane ? key.key[0] : key.across };
    return item.across >= shown[0] && item.across <= shown[1] ? at(item) : undefined;
  };
  const tangentAt = (key: HullKey | undefined) =>
    key && !key.parked && hull.kind !== 'mean'
      ? lineAt(hull, key, raw, across, up, isFlatPlane)
      : undefined;
  const beyond = hull.beyond.map(({ across, below }) =>
    at({ across, below, key: onParabola(across) }),
  );
  const corners = items.filter(({ corner }) => corner).map(at);
  const edge = [...beyond, ...corners].sort((a, b) => a[0] - b[0]);
  // Of a flat head's tokens with the same key all but the latest are dead.
  const latest = new Set(hull.groups.map(({ position }) => position));
  const isDead = (position: number) => hull.kind === 'flat' && !latest.has(position);
  return {
    frame,
    across,
    up,
    marks: items.flatMap((item, index) => {
      const [x, y] = at(item);
      if (item.across < shown[0] || item.across > shown[1]) return [];
      const { keys, tokens, position } = item;
      const kind = !item.corner
        ? 'inside'
        : isDead(position)
          ? 'dead'
          : keys > 1
            ? 'several'
            : 'corner';
      return [{ index, x, y, kind, keys, tokens, position }];
    }),
    edge: hull.kind === 'flat' ? [] : edge,
    winner: place(hull.winner),
    runnerUp: place(hull.runnerUp),
    tangent: tangentAt(hull.winner),
    parallel: tangentAt(hull.runnerUp),
    direction: raw ? directionOf(hull, across, up) : [0, -1],
  };
}

function extent(values: readonly number[]): Range {
  return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
}

/** What lies from bottom to top. The winner's score, 0, is at the top unless all that is seen lies far below. */
function heights(values: readonly number[], raw: boolean): Range {
  const [low, high] = extent(values);
  if (raw) return low === high ? [low - 1, high + 1] : [low, high];
  if (low === high && high === 0) return [-1, 0];
  return high > low / 2 ? [low, 0] : [low, high];
}

/** The line on which every key scores as much as one does. */
function lineAt(
  { kind, query: [qx, qy] }: Hull,
  { score, below, key }: HullKey,
  raw: boolean,
  across: Scene['across'],
  up: Scene['up'],
  isFlatPlane: boolean,
): Line | undefined {
  const [from, to] = across.domain();
  if (!raw) {
    const y = up(-below);
    return y >= up.range()[1] - 1 && y <= up.range()[0] + 1
      ? { x1: across(from), y1: y, x2: across(to), y2: y }
      : undefined;
  }
  if (qy === 0) {
    const x = across(isFlatPlane ? key[0] : from);
    const [y1, y2] = up.range();
    return isFlatPlane ? { x1: x, y1, x2: x, y2 } : undefined;
  }
  const y = (x: number) => up((score - qx * x * stretch(kind)) / qy);
  return { x1: across(from), y1: y(from), x2: across(to), y2: y(to) };
}

/** A key's first coordinate for each step across. */
const stretch = (kind: Hull['kind']): number =>
  kind === 'positions' || kind === 'addresses' ? 2 : 1;

function directionOf(
  { kind, query: [qx, qy] }: Hull,
  across: Scene['across'],
  up: Scene['up'],
): Range {
  const dx = (qx * (across(1) - across(0))) / stretch(kind);
  const dy = qy * (up(1) - up(0));
  const length = Math.hypot(dx, dy);
  return length === 0 ? [0, -1] : [dx / length, dy / length];
}

/** The mark nearest to a place, no farther off than `reach` pixels. */
export function nearestMark({ marks }: Scene, x: number, y: number, reach = 28): Mark | undefined {
  let best: Mark | undefined;
  let distance = reach * reach;
  for (const mark of marks) {
    const d = (mark.x - x) ** 2 + (mark.y - y) ** 2;
    if (d > distance) continue;
    distance = d;
    best = mark;
  }
  return best;
}
