/** Where the cells of the heat map lie, and what is drawn in them: one path for each kind of cell. */
import type { ResidualMoment } from '../../../protocol/residual-requests';
import { shadeOf } from './colours';
import type { Cell } from './moments';

/** Cells lie with slots across and moments down, or the other way round. */
export interface Grid {
  readonly across: 'slots' | 'moments';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly moments: number;
  readonly slots: number;
}

export interface Paths {
  /** By shade, where there are cells of it. */
  readonly shades: readonly { readonly shade: number; readonly path: string }[];
  readonly free: string;
  /** A bar in cells of negative numbers. */
  readonly negative: string;
  /** Outlines of what was written. */
  readonly written: string;
}

export function cornerOf({ across, left, top, width, height }: Grid, { moment, slot }: Cell) {
  const [column, row] = across === 'slots' ? [slot, moment] : [moment, slot];
  return { x: left + column * width, y: top + row * height };
}

/** The cell at a point; undefined beside the grid. */
export function cellAt(grid: Grid, x: number, y: number): Cell | undefined {
  const column = Math.floor((x - grid.left) / grid.width);
  const row = Math.floor((y - grid.top) / grid.height);
  const [slot, moment] = grid.across === 'slots' ? [column, row] : [row, column];
  const isInside = slot >= 0 && slot < grid.slots && moment >= 0 && moment < grid.moments;
  return isInside ? { slot, moment } : undefined;
}

/** The number that a cell shows: the value, or how far it is from that of the other token. */
export function shownIn({ values, against }: ResidualMoment, slot: number): number {
  return against ? values[slot] - against.values[slot] : values[slot];
}

export function pathsOf(moments: readonly ResidualMoment[], grid: Grid): Paths {
  const { width, height } = grid;
  const shades = new Map<number, string>();
  let [free, negative, written] = ['', '', ''];
  moments.forEach((shown, moment) => {
    shown.names.forEach((name, slot) => {
      const { x, y } = cornerOf(grid, { moment, slot });
      const number = shownIn(shown, slot);
      const cell = `M${x} ${y}h${width}v${height}h${-width}z`;
      // A slot without a name may hold what is left over, which nobody reads.
      if (name === '') free += cell;
      else if (number !== 0) {
        const shade = shadeOf(number);
        shades.set(shade, (shades.get(shade) ?? '') + cell);
        if (number < 0) negative += `M${x + width * 0.2} ${y + height / 2}h${width * 0.6}`;
      }
    });
    if (moment > 0)
      for (const slot of shown.written)
        if (shown.names[slot] !== '') {
          const { x, y } = cornerOf(grid, { moment, slot });
          written += `M${x + 0.75} ${y + 0.75}h${width - 1.5}v${height - 1.5}h${1.5 - width}z`;
        }
  });
  return {
    shades: [...shades].map(([shade, path]) => ({ shade, path })),
    free,
    negative,
    written,
  };
}
