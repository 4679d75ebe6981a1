/** Moments × slots as a drawing: each cell has the colour of its number, and the arrows move among them. */
import { useMemo } from 'preact/hooks';
import type { LensMoment, ResidualMoment } from '../../../protocol/residual-requests';
import { cellAt, cornerOf, type Grid, pathsOf } from './cells';
import { opacityOf } from './colours';
import { type Cell, momentMark, momentName, moved } from './moments';

/** Below this width slots do not fit across. */
const NARROW = 700;
const LENS = 120;

interface Props {
  readonly moments: readonly ResidualMoment[];
  /** The lens beside the moments, where there is room for it. */
  readonly lens: readonly LensMoment[] | undefined;
  /** The token that is chosen in the end. */
  readonly chosen: number | undefined;
  readonly width: number;
  readonly cell: Cell;
  /** Where the cursor is by now: keys can be faster than drawing. */
  readonly now: () => Cell;
  readonly move: (cell: Cell) => void;
  readonly choose: (cell: Cell) => void;
  readonly hover: (cell: Cell | undefined) => void;
}

export function HeatMap(props: Props) {
  const { moments, lens, chosen, width, cell, now, move, choose, hover } = props;
  const grid = useMemo(() => gridOf(moments, width), [moments, width]);
  const paths = useMemo(() => pathsOf(moments, grid), [moments, grid]);
  const isWide = grid.across === 'slots';
  const height = grid.top + (isWide ? grid.moments : grid.slots) * grid.height + (isWide ? 18 : 4);
  const at = cornerOf(grid, cell);
  const under = (event: MouseEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return cellAt(grid, event.clientX - box.left, event.clientY - box.top);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(now());
      return;
    }
    const { across, moments, slots } = grid;
    const next = moved(now(), event.key, { across, moments, slots });
    if (!next) return;
    event.preventDefault();
    move(next);
  };
  return (
    <svg
      class="heat-map"
      width={width}
      height={height}
      // Names of attributes are lower-case in a drawing.
      tabindex={0}
      role="application"
      aria-roledescription="heat map"
      aria-label="Residual stream: arrows move among moments and slots, Enter selects a slot"
      aria-describedby="residual-cell"
      onKeyDown={press}
      onClick={(event) => {
        const clicked = under(event);
        if (clicked) choose(clicked);
      }}
      onMouseMove={(event) => hover(under(event))}
      onMouseLeave={() => hover(undefined)}
    >
      <defs>
        <pattern id="residual-free" width="4" height="4" patternUnits="userSpaceOnUse">
          <path class="hatch" d="M0 4L4 0" />
        </pattern>
      </defs>
      <Axes grid={grid} moments={moments} cell={cell} />
      <path d={paths.free} fill="url(#residual-free)" />
      {paths.shades.map(({ shade, path }) => (
        <path
          key={shade}
          class={shade < 0 ? 'less' : 'more'}
          fill-opacity={opacityOf(shade)}
          d={path}
        />
      ))}
      <rect class="column" {...lineOf(grid, cell)} />
      <path class="sign" d={paths.negative} />
      <path class="written" d={paths.written} />
      {lens && isWide && <LensColumn grid={grid} lens={lens} chosen={chosen} />}
      <rect class="cursor" x={at.x} y={at.y} width={grid.width} height={grid.height} />
    </svg>
  );
}

function gridOf(moments: readonly ResidualMoment[], width: number): Grid {
  const slots = moments[0].names.length;
  const counts = { moments: moments.length, slots };
  if (width >= NARROW) {
    const left = 112;
    const cells = (width - left - LENS) / slots;
    return { across: 'slots', left, top: 4, width: cells, height: 16, ...counts };
  }
  const left = 26;
  const cells = (width - left - 4) / moments.length;
  return { across: 'moments', left, top: 18, width: cells, height: 8, ...counts };
}

/** The slot of the cursor at all moments. */
function lineOf(grid: Grid, { slot }: Cell) {
  const { across, width, height, moments } = grid;
  const at = cornerOf(grid, { moment: 0, slot });
  return across === 'slots'
    ? { ...at, width, height: height * moments }
    : { ...at, width: width * moments, height };
}

/** Names of the moments, and every tenth slot by its number. */
function Axes({ grid, moments, cell }: { grid: Grid; moments: Props['moments']; cell: Cell }) {
  const isWide = grid.across === 'slots';
  const slots = Array.from({ length: Math.ceil(grid.slots / 10) }, (_, i) => i * 10);
  return (
    <g>
      {moments.map((moment, m) => {
        const { x, y } = cornerOf(grid, { moment: m, slot: 0 });
        const chosen = m === cell.moment ? 'chosen' : undefined;
        if (isWide)
          return (
            <text key={m} class={chosen} x={x - 6} y={y + 12} text-anchor="end">
              {momentName(moment)}
            </text>
          );
        // Both parts of a layer stand under its number.
        return moment.part === 'attention' ? null : (
          <text key={m} class={chosen} x={x + grid.width / 2} y={y - 6} text-anchor="middle">
            {moment.part === 'embedding' ? momentMark(moment) : moment.layer}
          </text>
        );
      })}
      {slots.map((slot) => {
        const { x, y } = cornerOf(grid, { moment: isWide ? grid.moments : 0, slot });
        return isWide ? (
          <text key={slot} x={x} y={y + 12}>
            {slot}
          </text>
        ) : (
          <text key={slot} x={x - 4} y={y + 8} text-anchor="end">
            {slot}
          </text>
        );
      })}
    </g>
  );
}

/** What the unembedding makes of every moment: a mark where it is what is chosen in the end. */
function LensColumn({
  grid,
  lens,
  chosen,
}: {
  grid: Grid;
  lens: readonly LensMoment[];
  chosen: number | undefined;
}) {
  const x = grid.left + grid.slots * grid.width + 10;
  return (
    <g class="lens">
      {lens.map(({ top: [best] }, moment) => {
        const { y } = cornerOf(grid, { moment, slot: 0 });
        const isChosen = best.token === chosen;
        return (
          <text key={moment} class={isChosen ? 'chosen' : undefined} x={x} y={y + 12}>
            {isChosen ? '● ' : '○ '}
            {best.text}
          </text>
        );
      })}
    </g>
  );
}
