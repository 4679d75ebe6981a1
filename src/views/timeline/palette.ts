/** Which function has which colour. */
import type { Timeline } from '../../protocol/travel';

/** So many functions have a colour of their own; the others share one. */
export const COLOURS = 7;
export const OTHER = COLOURS;

export interface Palette {
  /** Gives the busiest functions the colours that are left; those that have one keep it. */
  learn(timeline: Timeline): void;
  /** Place of a function's colour; `OTHER` for those without. */
  of(name: string): number;
  /** Functions with a colour, by place. */
  readonly names: readonly string[];
}

export function createPalette(): Palette {
  const names: string[] = [];
  return {
    names,
    learn({ busiest, functions }) {
      for (const index of byShare(busiest)) {
        if (names.length === COLOURS) return;
        if (!names.includes(functions[index])) names.push(functions[index]);
      }
    },
    of(name) {
      const place = names.indexOf(name);
      return place < 0 ? OTHER : place;
    },
  };
}

/** The functions of a timeline, those that are the busiest in most of its parts first. */
export function byShare(busiest: readonly number[]): number[] {
  const parts = new Map<number, number>();
  for (const index of busiest) if (index >= 0) parts.set(index, (parts.get(index) ?? 0) + 1);
  return [...parts].sort((a, b) => b[1] - a[1]).map(([index]) => index);
}
