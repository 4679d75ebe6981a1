/** Where the strip draws the tokens around the selection, and the arcs to what they attended to. */
import type { Arc } from '../../../protocol/trace-requests';

export type Heads = Arc['heads'];

/** Width of a token and of the gap behind it, in pixels. */
export const CHIP = 78;
export const CHIP_HEIGHT = 22;
/** Height of the label of a token beyond the edge. */
export const STUB = 18;
/** Labels for which there is room, unless all are wanted. */
const FEW_STUBS = 4;
/** Room for arcs above the tokens and below them: always the same, so that the list does not move. */
const ARCS = FEW_STUBS * STUB + 8;
const BELOW = 34;
const LOWEST_RISE = 18;

export interface StripWindow {
  /** Positions of the tokens that are shown: [first, last). */
  readonly first: number;
  readonly last: number;
  /** Where the tokens begin, in pixels; to the left of it are labels of what lies farther back. */
  readonly left: number;
}

export interface Bow {
  readonly path: string;
  readonly other: number;
  readonly heads: Heads;
  /** Whether it mattered for the token that came next. */
  readonly now: boolean;
}

export interface Stub extends Bow {
  readonly y: number;
}

export interface StripLayout {
  readonly height: number;
  /** Where the row of tokens begins. */
  readonly y: number;
  /** What the selected token attended to, within what is shown. */
  readonly reads: readonly Bow[];
  /** The same beyond it. */
  readonly stubs: readonly Stub[];
  /** Tokens beyond it for which there is no room. */
  readonly hidden: number;
  /** Tokens within what is shown that attended to the selected one. */
  readonly readers: readonly Bow[];
}

/** As many tokens as fit, more of them before the selected one than behind it. */
export function windowAround(position: number, width: number, recorded: number): StripWindow {
  const left = Math.min(240, Math.floor(width * 0.3));
  const count = Math.max(2, Math.floor((width - left) / CHIP));
  const before = Math.floor(count * 0.7);
  const first = Math.max(0, Math.min(position - before, recorded - count));
  return { first, last: Math.min(recorded, first + count), left };
}

export const middleOf = ({ first, left }: StripWindow, position: number): number =>
  left + (position - first) * CHIP + (CHIP - 4) / 2;

/** `all`: whether there is room for the labels of all that lies farther back. */
export function layOut(
  arcs: readonly Arc[],
  position: number,
  window: StripWindow,
  all: boolean,
): StripLayout {
  const own = arcs.filter(({ from }) => from === position);
  const within = ({ to }: Arc) => to >= window.first && to < window.last;
  const far = own.filter((arc) => !within(arc)).sort((a, b) => b.to - a.to);
  const shown = all ? far : far.slice(0, FEW_STUBS);
  const y = Math.max(ARCS, shown.length * STUB + 8);
  const bottom = y + CHIP_HEIGHT;
  const at = (p: number) => middleOf(window, p);
  const readers = arcs.filter(({ from, to }) => to === position && from < window.last);
  return {
    y,
    height: bottom + BELOW,
    reads: own.filter(within).map(({ to, heads, now }) => ({
      other: to,
      heads,
      now,
      path: bow(at(position), at(to), y, -rise(at(position) - at(to), y - 6)),
    })),
    stubs: shown.map(({ to, heads, now }, i) => {
      const level = y - STUB / 2 - 4 - i * STUB;
      return {
        other: to,
        heads,
        now,
        y: level,
        path: `M${at(position)},${y} C${at(position)},${level} ${at(position)},${level} ${Math.max(
          window.left,
          at(position) - 28,
        )},${level} L${window.left - 4},${level}`,
      };
    }),
    hidden: far.length - shown.length,
    readers: readers.map(({ from, heads, now }) => ({
      other: from,
      heads,
      now,
      path: bow(at(position), at(from), bottom, rise(at(from) - at(position), BELOW - 4)),
    })),
  };
}

const rise = (distance: number, most: number) =>
  Math.min(most, LOWEST_RISE + Math.abs(distance) * 0.12);

/** A curve from one token to another, which rises by some pixels in its middle. */
function bow(from: number, to: number, y: number, height: number): string {
  // The middle of a Bézier curve lies at three quarters of its control points.
  const control = y + (height * 4) / 3;
  return `M${from},${y} C${from},${control} ${to},${control} ${to},${y}`;
}
