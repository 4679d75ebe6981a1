/** What `stepformer bench` measures, in the form that `--json` writes. Times are in seconds, sizes in bytes. */
import type { ModelFigures } from '../statistics';

export interface Figures {
  readonly machine: MachineFigures;
  readonly model: ModelFigures;
  readonly samples: readonly SampleFigures[];
  readonly long?: LongFigures;
}

export interface MachineFigures {
  readonly processor: string;
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
}

/** A sample on the engine, on the hull executor and natively; medians over fresh processes. */
export interface SampleFigures {
  readonly sample: string;
  readonly flags: string;
  /** Fresh processes that were measured. */
  readonly runs: number;
  readonly promptTokens: number;
  readonly tokens: number;
  readonly instructions: number;
  readonly tokensPerInstruction: number;
  /** From making the engine to the last token, the prompt included. */
  readonly seconds: number;
  /** Of that, the token loop alone. */
  readonly loopSeconds: number;
  /** Processor time of all threads of the process meanwhile, V8's compiler included. */
  readonly processorSeconds: number;
  /** Generated tokens and executed instructions over `seconds`. */
  readonly tokensPerSecond: number;
  readonly instructionsPerSecond: number;
  readonly keptBytes: number;
  /** The hull executor generates the first so many tokens. */
  readonly hullTokens: number;
  readonly hullTokensPerSecond: number;
  /** How many times as fast as the hull executor's the engine's token loop is, in one process. */
  readonly timesHull: number;
  readonly nativeFreshSeconds: number;
  readonly nativeWarmSeconds: number;
  /** How many times `seconds` is what native code takes, in one process. */
  readonly timesNativeFresh: number;
  readonly timesNativeWarm: number;
}

export interface LongFigures {
  readonly runs: readonly LongRun[];
  /** Tokens/s over each tenth of the shorter run with history: medians over several processes. */
  readonly tenths: readonly number[];
  /** From opening the model file to the first token of hello.c, by fresh process. */
  readonly startSeconds: readonly number[];
  readonly marks: MarkFigures;
  readonly past: PastFigures;
  /** From the interruption to the return of the run loop. */
  readonly pauseSeconds: readonly number[];
  readonly profiles: readonly Profile[];
}

/** One long run in a process of its own. */
export interface LongRun {
  readonly tokens: number;
  readonly history: boolean;
  readonly promptTokens: number;
  readonly seconds: number;
  readonly keptBytes: number;
  readonly peakRssBytes: number;
  readonly points: readonly LongPoint[];
}

/** How a run stands after so many tokens. */
export interface LongPoint {
  readonly tokens: number;
  readonly seconds: number;
  readonly keptBytes: number;
  readonly rssBytes: number;
}

/** Stretches of one run with and without marks, by turns. */
export interface MarkFigures {
  readonly marks: number;
  /** By group of stretches: time with marks over time without. */
  readonly ratios: readonly number[];
}

export interface PastFigures {
  /** Length of the trace. */
  readonly tokens: number;
  /** All residual streams and all heads of a past token, by token. */
  readonly inspectSeconds: readonly number[];
  readonly truncatedTo: number;
  readonly truncateSeconds: number;
  /** Tokens that were generated again after going back; all were the same. */
  readonly regenerated: number;
}

export interface Profile {
  readonly program: string;
  readonly tokens: number;
  /** Functions that took most, by share of the time of the whole. */
  readonly functions: readonly { readonly name: string; readonly share: number }[];
}

/** The middle value; of an even number of values the mean of the middle two. Throws if there are none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values have no median');
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** Tokens/s between each point and the one before. */
export function rates(points: readonly LongPoint[]): number[] {
  return points
    .slice(1)
    .map(({ tokens, seconds }, i) => (tokens - points[i].tokens) / (seconds - points[i].seconds));
}
