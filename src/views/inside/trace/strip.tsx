/** The tokens around the selection, and what the selected one attended to. */
import { signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { grouped } from '../../../protocol/numbers';
import type { TraceRow } from '../../../protocol/trace-requests';
import { outline, selection, selectMore } from '../store';
import { useAnswer } from '../use-answer';
import { headName } from '../words';
import { filtered } from './filter';
import { rowsBy } from './rows';
import {
  type Bow,
  CHIP,
  CHIP_HEIGHT,
  type Heads,
  layOut,
  middleOf,
  type StripLayout,
  type StripWindow,
  windowAround,
} from './strip-layout';
import { valueText, WRITERS } from './words';

/** Whether everything that lies farther back has a label. */
const expanded = signal(false);

/** Left and right of what is drawn, in pixels. */
const MARGIN = 8;
/** Width of an entry of the legend. */
const LEGEND = 74;
/** Characters of a token that fit. */
const FIT = 10;

export function Strip() {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useEffect(() => {
    const element = box.current as HTMLDivElement;
    const sizes = new ResizeObserver(() => {
      width.value = element.clientWidth - 2 * MARGIN;
    });
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  const position = selection.value?.position;
  const tokens = rowsBy.token;
  const recorded = tokens.total.value || (position ?? 0) + 1;
  const window = windowAround(position ?? 0, width.value, recorded);
  const { first, last } = window;
  const heads = filtered.value && [filtered.value];
  const { answer, asks } = useAnswer(
    'stepformer.arcs',
    position === undefined || width.value === 0 ? undefined : { first, last: last - 1, heads },
  );
  const arcs =
    asks && asks.first <= (position ?? 0) && (position ?? 0) <= asks.last ? answer?.arcs : [];
  const layout = layOut(arcs ?? [], position ?? 0, window, expanded.value);
  useEffect(() => {
    if (position === undefined || width.value === 0) return;
    tokens.want('strip', first, last);
    layout.stubs.forEach(({ other }, i) => {
      tokens.want(`stub ${i}`, other, other + 1);
    });
  });
  return (
    <div
      class="strip"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move along the tokens.
      tabIndex={0}
      role="group"
      aria-label="Tokens around the selection, and what it attends to"
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (by === undefined || position === undefined) return;
        event.preventDefault();
        selectMore({ position: Math.max(0, Math.min(position + by, recorded - 1)) });
      }}
    >
      {position !== undefined && width.value > 0 && (
        <Drawing position={position} width={width.value} window={window} layout={layout} />
      )}
    </div>
  );
}

interface DrawingProps {
  readonly position: number;
  readonly width: number;
  readonly window: StripWindow;
  readonly layout: StripLayout;
}

function Drawing({ position, width, window, layout }: DrawingProps) {
  const { height, y, reads, stubs, hidden, readers } = layout;
  const { first, last, left } = window;
  return (
    <svg width={width} height={height} role="group" aria-label={summary(position, layout)}>
      <g class="arcs">
        {reads.map((bow) => (
          <Arc
            key={`to ${bow.other}`}
            bow={bow}
            kind="reads"
            x={middleOf(window, bow.other)}
            y={y}
          />
        ))}
        {readers.map((bow) => (
          <Arc
            key={`from ${bow.other}`}
            bow={bow}
            kind="readers"
            x={middleOf(window, bow.other)}
            y={y + CHIP_HEIGHT}
          />
        ))}
        {stubs.map((bow) => (
          <Arc key={`far ${bow.other}`} bow={bow} kind="reads" x={left - 4} y={bow.y} />
        ))}
      </g>
      {stubs.map(({ other, heads, y: level }) => (
        <Choice key={other} position={other} label={`token ${grouped(other)}, ${headsText(heads)}`}>
          <rect class="stub" x={0} y={level - 8} width={left - 6} height={16} rx={3} />
          <text class="stub-text" x={left - 10} y={level + 4} text-anchor="end">
            {stubText(other, heads, left)}
          </text>
        </Choice>
      ))}
      {left >= 3 * LEGEND && <Legend layout={layout} y={y + CHIP_HEIGHT} />}
      {(hidden > 0 || expanded.value) && (
        <Act
          label={hidden > 0 ? `${hidden} more` : 'fewer'}
          act={() => {
            expanded.value = !expanded.peek();
          }}
        >
          <rect class="stub" x={left - 70} y={y + 3} width={64} height={16} rx={3} />
          <text class="more" x={left - 10} y={y + 15} text-anchor="end">
            {hidden > 0 ? `${hidden} more ▴` : 'fewer ▾'}
          </text>
        </Act>
      )}
      {Array.from({ length: last - first }, (_, i) => {
        const at = first + i;
        const row = rowsBy.token.row(at);
        return (
          <Choice key={at} position={at} label={`token ${grouped(at)}: ${row?.text ?? ''}`}>
            <Chip x={left + i * CHIP} y={y} row={row} selected={at === position} />
          </Choice>
        );
      })}
    </svg>
  );
}

interface ArcProps {
  readonly bow: Bow;
  readonly kind: 'reads' | 'readers';
  /** Where it ends. */
  readonly x: number;
  readonly y: number;
}

function Arc({ bow: { path, heads, now }, kind, x, y }: ArcProps) {
  const { layer, head } = selection.value ?? {};
  const chosen = heads.some(([l, h]) => l === layer && h === head);
  return (
    <g class={`arc ${kind} role-${roleOf(heads)} ${chosen ? 'chosen' : ''} ${now ? 'now' : ''}`}>
      <title>
        {headsText(heads)}
        {now ? '' : ': matters for later tokens only'}
      </title>
      <path class="wide" d={path} />
      <path class="line" d={path} />
      <circle cx={x} cy={y} r={3} />
    </g>
  );
}

interface ChipProps {
  readonly x: number;
  readonly y: number;
  readonly row: TraceRow | undefined;
  readonly selected: boolean;
}

function Chip({ x, y, row, selected }: ChipProps) {
  const text = row?.text ?? '…';
  const short = text.length > FIT ? `${text.slice(0, FIT - 1)}…` : text;
  return (
    <g class={`chip ${row?.by ?? ''} ${selected ? 'selected' : ''}`}>
      <title>
        {row
          ? `${grouped(row.position)}: ${text}, written by the ${WRITERS[row.by].name}${
              row.value === undefined ? '' : `; the number ${valueText(row.value)} ends here`
            }`
          : ''}
      </title>
      <rect x={x} y={y} width={CHIP - 4} height={CHIP_HEIGHT} rx={3} />
      {row?.begins && <path class="begin" d={`M${x - 2},${y + 2} v${CHIP_HEIGHT - 4}`} />}
      <text x={x + (CHIP - 4) / 2} y={y + 15} text-anchor="middle">
        {short}
      </text>
    </g>
  );
}

interface ChoiceProps {
  readonly position: number;
  readonly label: string;
  readonly children: ComponentChildren;
}

/** Selects a token. */
function Choice({ position, label, children }: ChoiceProps) {
  return (
    <Act label={label} act={() => selectMore({ position })}>
      {children}
    </Act>
  );
}

interface ActProps {
  readonly label: string;
  readonly act: () => void;
  readonly children: ComponentChildren;
}

/** A button: there are none within SVG. */
function Act({ label, act, children }: ActProps) {
  return (
    <g
      class="choice"
      role="button"
      tabIndex={-1}
      aria-label={label}
      onClick={act}
      onKeyDown={({ key }) => {
        if (key === 'Enter') act();
      }}
    >
      {children}
    </g>
  );
}

/** What kinds of things the heads do that are drawn. */
function Legend({ layout: { reads, stubs, readers }, y }: { layout: StripLayout; y: number }) {
  const roles = [...new Set([...reads, ...stubs, ...readers].map(({ heads }) => roleOf(heads)))];
  return (
    <g class="legend">
      {roles.map((role, i) => {
        const [x, line] = [(i % 3) * LEGEND, y + 9 + Math.floor(i / 3) * 14];
        return (
          <g key={role} class={`arc now role-${role}`}>
            <path class="line" d={`M${x},${line} h14`} />
            <text class="legend-text" x={x + 18} y={line + 4}>
              {role}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** The role of the first of some heads. */
function roleOf([[layer, head]]: Heads): string {
  return outline.value?.layers[layer]?.heads[head]?.role || 'other';
}

/** `L3H2 memory 0`, and how many others. */
function headsText(heads: Heads): string {
  const names = heads.map(([layer, head]) => {
    const name = outline.value?.layers[layer]?.heads[head]?.name;
    return name ? `${headName(layer, head)} ${name}` : headName(layer, head);
  });
  return names.join(', ');
}

/** Pixels of a character of a label. */
const CHARACTER = 6.8;

function stubText(position: number, heads: Heads, width: number): string {
  const token = rowsBy.token.row(position)?.text ?? '';
  const [first] = heads;
  const by = headsText([first]) + (heads.length > 1 ? ` +${heads.length - 1}` : '');
  const fit = Math.floor((width - 16) / CHARACTER);
  const [short, long] = [`${grouped(position)} ${token}`, `${by} → ${grouped(position)} ${token}`];
  if (long.length <= fit) return long;
  return short.length <= fit ? short : grouped(position);
}

function summary(position: number, { reads, stubs, hidden }: StripLayout): string {
  const read = [...reads, ...stubs]
    .slice(0, 12)
    .map(({ other, heads }) => `token ${grouped(other)} by ${headsText(heads)}`);
  const more = hidden > 0 ? `, and ${hidden} more` : '';
  return `Token ${grouped(position)} attends to ${read.join('; ') || 'nothing but itself'}${more}`;
}
