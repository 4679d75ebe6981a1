/** The long runs as pictures: speed and memory over the length of the trace. */
import { type Figures, type LongRun, rates } from './figures';

interface Series {
  readonly name: string;
  readonly color: string;
  /** A line that is not measured but aimed at. */
  readonly dashed?: boolean;
  readonly points: readonly (readonly [number, number])[];
}

interface Axis {
  readonly title: string;
  readonly ticks: readonly number[];
  readonly scale: 'linear' | 'logarithmic';
}

export interface Plot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const KEPT = '#2563eb';
const DROPPED = '#d97706';
const GOAL = '#6b7280';
const MEGA = 1e6;

/** The plots of the long runs by file name; none if these were not measured. */
export function plots({ long }: Figures): Map<string, string> {
  if (!long) return new Map();
  const longest = Math.max(...long.runs.map(({ tokens }) => tokens)) / MEGA;
  const runs = long.runs.filter(({ tokens }) => tokens === longest * MEGA);
  const x: Axis = {
    title: 'million tokens generated',
    ticks: Array.from({ length: 6 }, (_, i) => (i * longest) / 5),
    scale: 'linear',
  };
  return new Map([
    ['speed.svg', draw(speedPlot(runs, x, longest))],
    ['memory.svg', draw(memoryPlot(runs, x, longest))],
  ]);
}

const nameOf = ({ history }: LongRun) => (history ? 'history kept' : 'history dropped');
const colorOf = ({ history }: LongRun) => (history ? KEPT : DROPPED);
const level = (value: number, end: number): [number, number][] => [
  [0, value],
  [end, value],
];

function speedPlot(runs: readonly LongRun[], x: Axis, end: number): Plot {
  const series = runs.map((run) => ({
    name: nameOf(run),
    color: colorOf(run),
    points: rates(run.points).map((rate, i): [number, number] => [
      run.points[i + 1].tokens / MEGA,
      rate / MEGA,
    ]),
  }));
  const top = Math.max(...series.flatMap(({ points }) => points.map(([, rate]) => rate)));
  const step = top > 10 ? 4 : 2;
  const ticks = Array.from({ length: Math.ceil(top / step) + 1 }, (_, i) => i * step);
  const goal = { name: 'goal: at least 3', color: GOAL, dashed: true, points: level(3, end) };
  return {
    title: 'Speed over the length of the trace',
    x,
    y: { title: 'million tokens a second', ticks, scale: 'linear' },
    series: [...series, goal],
  };
}

function memoryPlot(runs: readonly LongRun[], x: Axis, end: number): Plot {
  const MEBI = 2 ** 20;
  const series = runs.map((run) => ({
    name: nameOf(run),
    color: colorOf(run),
    points: run.points.map(({ tokens, rssBytes }): [number, number] => [
      tokens / MEGA,
      rssBytes / MEBI,
    ]),
  }));
  const goals = [4096, 300].map((limit) => ({
    name: `goal: ${number(limit)} MiB`,
    color: GOAL,
    dashed: true,
    points: level(limit, end),
  }));
  return {
    title: 'Memory of the process over the length of the trace',
    x,
    y: { title: 'MiB', ticks: [10, 100, 1000, 10_000], scale: 'logarithmic' },
    series: [...series, ...goals],
  };
}

const WIDTH = 720;
const HEIGHT = 420;
const MARGIN = { left: 72, right: 136, top: 76, bottom: 56 };
const TEXT = '#1f2937';
const GRID = '#e5e7eb';

/** A plot as SVG, on a card of its own so that it reads on light and dark pages. */
export function draw({ title, x, y, series }: Plot): string {
  const [left, right] = [MARGIN.left, WIDTH - MARGIN.right];
  const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom];
  const across = place(x, left, right);
  const up = place(y, bottom, top);
  const text = (px: number, py: number, content: string, more = '') =>
    `<text x="${round(px)}" y="${round(py)}"${more}>${content}</text>`;
  const lines = y.ticks.map(
    (tick) =>
      `<path stroke="${GRID}" d="M${left} ${round(up(tick))}H${right}"/>` +
      text(left - 10, up(tick) + 4, number(tick), ' text-anchor="end"'),
  );
  const marks = x.ticks.map((tick) =>
    text(across(tick), bottom + 22, number(tick), ' text-anchor="middle"'),
  );
  const ys = labelHeights(series.map(({ points }) => up(points[points.length - 1][1])));
  const curves = series.map(({ name, color, dashed, points }, i) => {
    const path = points.map(([px, py]) => `${round(across(px))} ${round(up(py))}`).join('L');
    const style = dashed ? ' stroke-dasharray="5 4"' : ' stroke-width="2"';
    return (
      `<path fill="none" stroke="${color}"${style} d="M${path}"/>` +
      text(right + 10, ys[i] + 4, name, ` fill="${color}"`)
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="13" fill="${TEXT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#ffffff"/>`,
    text(left - 56, 30, title, ' font-size="16" font-weight="600"'),
    ...lines,
    ...marks,
    text((left + right) / 2, HEIGHT - 14, x.title, ' text-anchor="middle"'),
    text(left - 56, top - 20, y.title),
    ...curves,
    '</svg>\n',
  ].join('\n');
}

/** Where a value lies between two ends, the first tick at `from` and the last at `to`. */
function place({ ticks, scale }: Axis, from: number, to: number): (value: number) => number {
  const size = scale === 'linear' ? (v: number) => v : Math.log10;
  const [low, high] = [size(ticks[0]), size(ticks[ticks.length - 1])];
  return (value) => from + ((size(value) - low) / (high - low)) * (to - from);
}

/** Heights of labels near those given, so far apart that none covers another. */
function labelHeights(wanted: readonly number[]): number[] {
  const heights = [...wanted];
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b]);
  order.forEach((label, i) => {
    if (i > 0) heights[label] = Math.max(heights[label], heights[order[i - 1]] + 17);
  });
  return heights;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
const number = (value: number): string => value.toLocaleString('en-US');
