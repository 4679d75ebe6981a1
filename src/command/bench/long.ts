/** Runs of tens of millions of tokens: how speed and memory change with the length of the trace. */
import { readFileSync } from 'node:fs';
import type { Loaded } from '../load';
import { generate, promptedEngine, timed } from './engine';
import type { LongPoint, LongRun } from './figures';

/** Points at which a run is looked at, beside its begin. */
const POINTS = 100;

export interface LongInput {
  readonly loaded: Loaded;
  readonly tokens: number;
  readonly history: boolean;
}

export function measureLongRun({ loaded, tokens, history }: LongInput): LongRun {
  const engine = promptedEngine(loaded, history);
  let seconds = 0;
  const pointAt = (generated: number): LongPoint => ({
    tokens: generated,
    seconds,
    keptBytes: engine.keptBytes(),
    rssBytes: process.memoryUsage.rss(),
  });
  const points = [pointAt(0)];
  for (let i = 1; i <= POINTS; i++) {
    seconds += timed(() => generate(engine, tokens / POINTS));
    points.push(pointAt((tokens / POINTS) * i));
  }
  return {
    tokens,
    history,
    promptTokens: loaded.prompt.tokens.length,
    seconds,
    keptBytes: engine.keptBytes(),
    peakRssBytes: peakRssBytes(),
    points,
  };
}

/** The most memory of this process; `resourceUsage` begins with that of the process which forked it. */
function peakRssBytes(): number {
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  if (!kibibytes) throw new Error('/proc/self/status does not say VmHWM');
  return Number(kibibytes[1]) * 1024;
}

/** From opening the model file to the first token, in seconds. */
export function measureStart({ prompt }: Pick<Loaded, 'prompt'>): number {
  return timed(() => generate(promptedEngine({ prompt }), 1));
}
