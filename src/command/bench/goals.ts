/** What the project has set itself, and how far the measured figures meet it. */
import {
  type Figures,
  type LongFigures,
  type LongRun,
  median,
  type SampleFigures,
} from './figures';

/** A goal for one figure. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  /** The value is to be at most that, or at least. */
  readonly bound: 'at most' | 'at least';
  readonly goal: number;
  /** Decimals that say enough. */
  readonly digits: number;
  readonly unit: string;
}

export const isMet = ({ value, bound, goal }: Goal): boolean =>
  bound === 'at most' ? value <= goal : value >= goal;

/** The goals for which there are figures. */
export function goalsOf({ samples, long }: Figures): Goal[] {
  const sudoku = samples.find(({ sample, flags }) => sample === 'sudoku.c' && flags === '-O2');
  return [...(sudoku ? speedGoals(sudoku) : []), ...(long ? longGoals(long) : [])];
}

function speedGoals(sudoku: SampleFigures): Goal[] {
  const { tokensPerSecond, instructionsPerSecond, seconds, timesNativeFresh } = sudoku;
  const name = 'Sudoku -O2';
  return [
    atLeast(`${name}: tokens`, tokensPerSecond / 1e6, 3, 2, 'M/s'),
    atLeast(`${name}: instructions`, instructionsPerSecond / 1e6, 1.5, 2, 'M/s'),
    atMost(`${name}: time`, seconds, 1, 2, 's'),
    atMost(`${name}: slower than fresh native code`, timesNativeFresh, 1000, 0, '×'),
  ];
}

function longGoals({ tenths, runs, startSeconds, marks, past, pauseSeconds }: LongFigures): Goal[] {
  const longest = (history: boolean): LongRun =>
    runs.filter((run) => run.history === history).reduce((a, b) => (b.tokens > a.tokens ? b : a));
  const kept = longest(true);
  const dropped = longest(false);
  const ofThePast = `A past token of ${Math.round(past.tokens / 1e6)} M`;
  const tokens = `${kept.tokens / 1e6} M tokens`;
  return [
    atLeast('Last tenth of a run beside the second', (tenths[9] / tenths[1]) * 100, 80, 0, '%'),
    atMost('Kept for a token with history', keptPerToken(kept), 48, 1, 'bytes'),
    atMost(`Peak memory with history, ${tokens}`, kept.peakRssBytes / 2 ** 20, 4096, 0, 'MiB'),
    atMost(`Peak memory without history, ${tokens}`, dropped.peakRssBytes / 2 ** 20, 300, 0, 'MiB'),
    atMost('From the model file to the first token', median(startSeconds) * 1000, 150, 0, 'ms'),
    atMost(`Cost of ${marks.marks} marks`, (median(marks.ratios) - 1) * 100, 5, 1, '%'),
    atMost('Pause, the slowest of all', Math.max(...pauseSeconds) * 1000, 50, 2, 'ms'),
    atMost(`${ofThePast}, median`, median(past.inspectSeconds) * 1000, 5, 2, 'ms'),
    atMost(`${ofThePast}, the slowest of all`, Math.max(...past.inspectSeconds) * 1000, 5, 2, 'ms'),
  ];
}

/** Bytes that a run keeps for each of its tokens, those of the prompt included. */
export function keptPerToken({ keptBytes, tokens, promptTokens }: LongRun): number {
  return keptBytes / (tokens + promptTokens);
}

const bounded =
  (bound: Goal['bound']) =>
  (what: string, value: number, goal: number, digits: number, unit: string): Goal => ({
    what,
    value,
    bound,
    goal,
    digits,
    unit,
  });
const atLeast = bounded('at least');
const atMost = bounded('at most');
