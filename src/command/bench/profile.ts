/** Where the time goes: V8's sampling profiler over a run of the engine. */
import { type Profiler, Session } from 'node:inspector';
import { createEngine, type Loaded, loadModel } from '../load';
import { runProgram } from '../session';
import { silentHost } from './engine';
import type { Profile } from './figures';

/** Microseconds between two samples. */
const INTERVAL = 200;
/** Functions that are kept. */
const KEPT = 24;

export interface ProfileInput {
  readonly loaded: Loaded;
  /** The program's own name, as its only argument. */
  readonly name: string;
  readonly tokens: number;
}

/** Profiles the first `tokens` tokens, or the whole run where it is shorter. */
export async function measureProfile(input: ProfileInput): Promise<Profile> {
  const { program, prompt } = input.loaded;
  const loadedModel = loadModel();
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  session.post('Profiler.start');
  const engine = createEngine(loadedModel);
  const { progress } = await runProgram(engine, program, prompt, silentHost(input.name), {
    maxTokens: input.tokens,
  });
  let profile: Profiler.Profile | undefined;
  session.post('Profiler.stop', (_, result) => {
    profile = result?.profile;
  });
  session.disconnect();
  if (!profile) throw new Error('V8 gave no profile');
  return {
    program: input.name,
    tokens: progress.tokens,
    functions: shares(profile).slice(0, KEPT),
  };
}

/** Each function's own time as a share of the whole, the largest first. */
export function shares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const times = new Map<string, number>();
  samples.forEach((id, i) => {
    const name = names.get(id) || '(anonymous)';
    times.set(name, (times.get(name) ?? 0) + timeDeltas[i]);
  });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([name, time]) => ({ name, share: time / total }))
    .sort((a, b) => b.share - a.share);
}
