/** The heads as a drawing: a row for each layer, and in it a cell for each head. */
import { useRef } from 'preact/hooks';
import type { HeadAt, Heads, HeadUse } from '../../../protocol/heads-requests';
import type { HeadOutline, ModelOutline } from '../../../protocol/inside-model';
import { grouped } from '../../../protocol/numbers';
import { select, selection } from '../store';
import { headName } from '../words';
import { isLookedFor } from './filter';
import { roleLook } from './roles';

const LABEL = 26;
const GAP = 3;
const HEIGHT = 34;
/** Of the bar that tells how often a head matters. */
const BAR = 4;

interface GridProps {
  readonly model: ModelOutline;
  readonly heads: Heads | undefined;
  readonly use: HeadUse | undefined;
  /** Pixels across. */
  readonly width: number;
}

export function Grid({ model, heads, use, width }: GridProps) {
  const drawing = useRef<SVGSVGElement>(null);
  const rows = model.layers.flatMap(({ heads }, layer) =>
    heads.length > 0 ? [{ layer, heads }] : [],
  );
  const columns = Math.max(1, ...rows.map(({ heads }) => heads.length));
  const pitch = Math.max(16, Math.min(58, (width - LABEL) / columns));
  const { layer, head } = selection.value ?? {};
  const chosen = head === undefined ? -1 : rows.findIndex((row) => row.layer === layer);
  /** The cell that Tab reaches. */
  const [row, column] = chosen < 0 ? [0, 0] : [chosen, head as number];

  function go(to: number, at: number): void {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    const index = Math.max(0, Math.min(next.heads.length - 1, at));
    choose(next.layer, index);
    drawing.current
      ?.querySelector<SVGGElement>(`[data-head="${headName(next.layer, index)}"]`)
      ?.focus();
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const end = rows[row].heads.length - 1;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: event.ctrlKey ? [0, 0] : [row, 0],
      End: event.ctrlKey ? [rows.length - 1, Number.POSITIVE_INFINITY] : [row, end],
      Enter: [row, column],
      ' ': [row, column],
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    go(...moves[event.key]);
  };

  const height = rows.length * (HEIGHT + GAP);
  return (
    <div role="grid" aria-label="Heads by layer" tabIndex={-1} onKeyDown={onKeyDown}>
      <svg
        ref={drawing}
        class="heads-grid"
        data-picture="heads"
        role="presentation"
        width={LABEL + columns * pitch}
        height={height}
        viewBox={`0 0 ${LABEL + columns * pitch} ${height}`}
      >
        {rows.map(({ layer, heads: outlines }, y) => (
          <g key={layer} role="row" transform={`translate(0 ${y * (HEIGHT + GAP)})`}>
            <text role="rowheader" class="layer" x={0} y={HEIGHT / 2}>
              L{layer}
            </text>
            {outlines.map((outline, x) => (
              <Cell
                key={outline.name}
                {...{ outline, layer, use }}
                head={x}
                at={heads?.layers[layer]?.[x]}
                x={LABEL + x * pitch}
                width={pitch - GAP}
                reached={y === row && x === column}
                chosen={y === chosen && x === head}
              />
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

function choose(layer: number, head: number): void {
  const position = selection.value?.position;
  if (position !== undefined) select({ position, layer, head });
}

interface CellProps {
  readonly outline: HeadOutline;
  readonly layer: number;
  readonly head: number;
  readonly at: HeadAt | undefined;
  readonly use: HeadUse | undefined;
  readonly x: number;
  readonly width: number;
  readonly reached: boolean;
  readonly chosen: boolean;
}

function Cell({ outline, layer, head, at, use, x, width, reached, chosen }: CellProps) {
  const { sign, colour, name: role } = roleLook(outline.role);
  const tokens = use ? use.to - use.from : 0;
  const [now, later] = [use?.now[layer][head] ?? 0, use?.later[layer][head] ?? 0];
  const share = (count: number) => (tokens > 0 ? count / tokens : 0);
  const state = at?.now ? 'now' : at?.later ? 'later' : 'idle';
  const words = { now: 'matters now', later: 'matters for later tokens', idle: 'unused now' }[
    state
  ];
  const title = [
    `${headName(layer, head)} ${outline.name} (${role})`,
    outline.purpose,
    at && words,
    use &&
      `matters now at ${grouped(now)}, for later at ${grouped(later)} of ${grouped(tokens)} tokens`,
  ].filter(Boolean);
  const found = isLookedFor(outline, layer, head);
  return (
    <g
      role="gridcell"
      class={`cell ${at ? state : ''} ${found ? '' : 'other'}`}
      data-head={headName(layer, head)}
      tabIndex={reached ? 0 : -1}
      aria-selected={chosen}
      aria-label={title.join(', ')}
      transform={`translate(${x} 0)`}
      style={{ color: colour }}
      onClick={() => choose(layer, head)}
    >
      <title>{title.join('\n')}</title>
      <rect class="ground" width={width} height={HEIGHT} rx={3} />
      <rect
        class="fill"
        width={width}
        height={HEIGHT}
        rx={3}
        fill-opacity={0.1 + 0.5 * share(Math.max(now, later))}
      />
      <text class="sign" x={width / 2} y={HEIGHT / 2 - BAR / 2}>
        {sign}
      </text>
      <rect class="bar-later" y={HEIGHT - BAR} width={width * share(later)} height={BAR / 2} />
      <rect class="bar-now" y={HEIGHT - BAR / 2} width={width * share(now)} height={BAR / 2} />
      {state === 'now' && <circle class="mark" cx={width - 5} cy={5} r={2.5} />}
      {state === 'later' && <circle class="mark hollow" cx={width - 5} cy={5} r={2} />}
      <rect class="border" x={0.5} y={0.5} width={width - 1} height={HEIGHT - 1} rx={3} />
    </g>
  );
}
