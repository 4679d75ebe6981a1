/** A program on the engine, on the hull executor and natively, in one process. */
import { createHullExecutor } from '../../executor/hull';
import { createEngine, type Loaded, loadModel } from '../load';
import { runProgram } from '../session';
import { silentHost } from './engine';
import { median, type SampleFigures } from './figures';
import { timeNative } from './native';
import { inFreshProcess } from './process';

/** Tokens that the hull executor generates at most: some two seconds. */
const HULL_TOKENS = 100_000;

export interface SampleInput {
  readonly loaded: Loaded;
  /** The program's own name, as its only argument. */
  readonly name: string;
  /** Whether the hull executor and native code are measured too. */
  readonly compares: boolean;
}

interface EngineRun {
  readonly tokens: number;
  readonly instructions: number;
  readonly seconds: number;
  readonly loopSeconds: number;
  readonly processorSeconds: number;
  readonly keptBytes: number;
}

interface Comparison {
  readonly hullTokens: number;
  readonly hullTokensPerSecond: number;
  readonly nativeFreshSeconds: number;
  readonly nativeWarmSeconds: number;
}

/** The engine while nothing is warm, then what it is compared with. */
export async function measureSample({
  loaded,
  name,
  compares,
}: SampleInput): Promise<{ engine: EngineRun; comparison?: Comparison }> {
  const { program, prompt, wasm } = loaded;
  const loadedModel = loadModel();
  const processor = process.cpuUsage();
  const start = performance.now();
  const executor = createEngine(loadedModel);
  const { end, progress } = await runProgram(executor, program, prompt, silentHost(name));
  const seconds = (performance.now() - start) / 1000;
  if (end.kind !== 'exit') throw new Error(`${name} did not end by itself: ${end.kind}`);
  const { user, system } = process.cpuUsage(processor);
  const engine = {
    tokens: progress.tokens,
    instructions: progress.instructions,
    seconds,
    loopSeconds: progress.seconds,
    processorSeconds: (user + system) / 1e6,
    keptBytes: executor.keptBytes(),
  };
  if (!compares) return { engine };
  const hull = createHullExecutor(loadedModel.model);
  const maxTokens = HULL_TOKENS;
  const slow = await runProgram(hull, program, prompt, silentHost(name), { maxTokens });
  const { fresh, warm } = await timeNative(wasm, [name]);
  const comparison = {
    hullTokens: slow.progress.tokens,
    hullTokensPerSecond: slow.progress.tokens / slow.progress.seconds,
    nativeFreshSeconds: median(fresh),
    nativeWarmSeconds: median(warm),
  };
  return { engine, comparison };
}

/** Measures a sample in `runs` fresh processes, the last of which compares too. */
export async function benchSample(
  loaded: Loaded,
  sample: string,
  flags: string,
  runs: number,
): Promise<SampleFigures> {
  const engines: EngineRun[] = [];
  let comparison: Comparison | undefined;
  for (let run = 1; run <= runs; run++) {
    const compares = run === runs;
    const measured = await inFreshProcess('sample', { loaded, name: sample, compares });
    engines.push(measured.engine);
    comparison = measured.comparison;
  }
  if (!comparison) throw new RangeError('at least one run is needed');
  const [{ tokens, instructions, keptBytes }] = engines;
  // What is compared ran in one process.
  const beside = engines[engines.length - 1];
  const seconds = median(engines.map((run) => run.seconds));
  return {
    sample,
    flags,
    runs,
    promptTokens: loaded.prompt.tokens.length,
    tokens,
    instructions,
    tokensPerInstruction: tokens / instructions,
    seconds,
    loopSeconds: median(engines.map((run) => run.loopSeconds)),
    processorSeconds: median(engines.map((run) => run.processorSeconds)),
    tokensPerSecond: tokens / seconds,
    instructionsPerSecond: instructions / seconds,
    keptBytes,
    ...comparison,
    timesHull: tokens / beside.loopSeconds / comparison.hullTokensPerSecond,
    timesNativeFresh: beside.seconds / comparison.nativeFreshSeconds,
    timesNativeWarm: beside.seconds / comparison.nativeWarmSeconds,
  };
}
