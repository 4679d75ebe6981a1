/** The figures as text for a person: aligned tables, and what each column means. */
import {
  type Figures,
  type LongFigures,
  type LongRun,
  median,
  type Profile,
  type SampleFigures,
} from './figures';
import { type Goal, goalsOf, isMet, keptPerToken } from './goals';

interface Column<T> {
  readonly name: string;
  readonly cell: (row: T) => string;
  /** Words begin at the left, numbers end at the right. */
  readonly align: 'left' | 'right';
}

export function report(figures: Figures): string {
  const { processor, cores, platform, node } = figures.machine;
  const sections = [
    `${processor}, ${cores} cores, ${platform}, Node ${node}`,
    `${table(SAMPLE_COLUMNS, figures.samples)}\n${LEGEND}`,
    ...(figures.long ? longSections(figures.long) : []),
    goals(goalsOf(figures)),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

const left = <T>(name: string, cell: Column<T>['cell']): Column<T> => ({
  name,
  cell,
  align: 'left',
});
const right = <T>(name: string, cell: Column<T>['cell']): Column<T> => ({
  name,
  cell,
  align: 'right',
});

const SAMPLE_COLUMNS: readonly Column<SampleFigures>[] = [
  left('program', ({ sample }) => sample),
  left('flags', ({ flags }) => flags),
  right('prompt\ntokens', ({ promptTokens }) => count(promptTokens)),
  right('tokens', ({ tokens }) => count(tokens)),
  right('instr.', ({ instructions }) => count(instructions)),
  right('tokens/\ninstr. ↓', ({ tokensPerInstruction }) => tokensPerInstruction.toFixed(2)),
  right('time ↓\ns', ({ seconds }) => seconds.toFixed(3)),
  right('tokens/s ↑', ({ tokensPerSecond }) => count(tokensPerSecond)),
  right('instr./s ↑', ({ instructionsPerSecond }) => count(instructionsPerSecond)),
  right('× hull\n↑', ({ timesHull }) => timesHull.toFixed(1)),
  right('÷ native ↓\nfresh', ({ timesNativeFresh }) => count(timesNativeFresh)),
  right('÷ native ↓\nwarm', ({ timesNativeWarm }) => count(timesNativeWarm)),
];

const LEGEND = `time: in a fresh process, nothing warm, from making the engine to the last token, prompt included; the rates
are over it. × hull: how many times as fast as the hull executor over its first 100,000 tokens, token loops alone.
÷ native: how many times slower than native WebAssembly in V8, in its first run (fresh) and after many (warm).`;

const RUN_COLUMNS: readonly Column<LongRun>[] = [
  left('long run', ({ tokens }) => `${tokens / 1e6} M tokens`),
  left('history', ({ history }) => (history ? 'kept' : 'dropped')),
  right('seconds ↓', ({ seconds }) => seconds.toFixed(2)),
  right('tokens/s ↑', ({ tokens, seconds }) => count(tokens / seconds)),
  right('kept MiB ↓', ({ keptBytes }) => mebibytes(keptBytes)),
  right('bytes/token ↓', (run) => keptPerToken(run).toFixed(1)),
  right('peak RSS MiB ↓', ({ peakRssBytes }) => mebibytes(peakRssBytes)),
];

/** Functions of a profile that are shown. */
const PROFILED = 12;

/** A figure that is a median, with its best and worst value. */
interface Spread {
  readonly what: string;
  readonly values: readonly number[];
  readonly digits: number;
}

const SPREAD_COLUMNS: readonly Column<Spread>[] = [
  left('of a long run', ({ what }) => what),
  right('median', ({ values, digits }) => median(values).toFixed(digits)),
  right('least', ({ values, digits }) => Math.min(...values).toFixed(digits)),
  right('most', ({ values, digits }) => Math.max(...values).toFixed(digits)),
  right('values', ({ values }) => count(values.length)),
];

function longSections({ runs, tenths, past, ...long }: LongFigures): string[] {
  const milliseconds = (seconds: readonly number[]) => seconds.map((s) => s * 1000);
  const length = `${(past.tokens / 1e6).toFixed(0)} M`;
  const spreads: Spread[] = [
    { what: 'M tokens/s, by tenth', values: tenths.map((rate) => rate / 1e6), digits: 2 },
    {
      what: `time with ${long.marks.marks} marks beside none`,
      values: long.marks.ratios,
      digits: 3,
    },
    {
      what: `ms to inspect a past token of ${length}`,
      values: milliseconds(past.inspectSeconds),
      digits: 2,
    },
    {
      what: `ms to go back from ${length} to ${(past.truncatedTo / 1e6).toFixed(0)} M`,
      values: milliseconds([past.truncateSeconds]),
      digits: 1,
    },
    { what: 'ms to pause', values: milliseconds(long.pauseSeconds), digits: 2 },
    {
      what: 'ms from the model file to the first token',
      values: milliseconds(long.startSeconds),
      digits: 0,
    },
  ];
  return [table(RUN_COLUMNS, runs), table(SPREAD_COLUMNS, spreads), profileTable(long.profiles)];
}

/** Functions that take most of the time, a pair of columns for each program. */
function profileTable(profiles: readonly Profile[]): string {
  const columns = profiles.flatMap(({ program, functions }) => [
    left<number>(`time in ${program}`, (i) => functions[i]?.name ?? ''),
    right<number>('', (i) => (functions[i] ? `${(functions[i].share * 100).toFixed(1)} %` : '')),
  ]);
  return table(columns, [...Array(PROFILED).keys()]);
}

const GOAL_COLUMNS: readonly Column<Goal>[] = [
  left('', (goal) => (isMet(goal) ? '✓' : '✗')),
  left('goal', ({ what }) => what),
  left('', ({ bound }) => bound),
  right('', ({ goal, digits }) => goal.toFixed(Number.isInteger(goal) ? 0 : digits)),
  right('measured', ({ value, digits }) => value.toFixed(digits)),
  left('', ({ unit }) => unit),
];

const goals = (list: readonly Goal[]): string =>
  list.length === 0 ? '' : table(GOAL_COLUMNS, list);

/** A table with a line under its head; a column's name may take several lines. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const names = columns.map(({ name }) => name.split('\n'));
  const height = Math.max(...names.map((lines) => lines.length));
  const head = Array.from({ length: height }, (_, l) => names.map((lines) => lines[l] ?? ''));
  const body = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const widths = columns.map((_, i) =>
    Math.max(...[...head, ...body].map((line) => line[i].length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) =>
        columns[i].align === 'left' ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
      )
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [...head.map(line), rule, ...body.map(line)].join('\n');
}

const count = (n: number): string => Math.round(n).toLocaleString('en-US');
const mebibytes = (bytes: number): string => count(bytes / 2 ** 20);
