/**
 * Compiles ahead of time what can come up: beginning with the cases of a trial run, every case that can follow
 * one that is known to be needed. A case's decision says which tokens can follow it.
 */
import type { Model } from '../model/model';
import { tapsNamed } from '../model/names';
import type { CaseKey } from './case';
import type { TokenClass } from './classes';
import type { Decision } from './decide';
import { Engine } from './engine';
import { Generator, moduleOf } from './generate';
import { layoutOf, STATE } from './layout';
import { createMemory } from './memory';
import { type Assumptions, planOf } from './plan';
import type { CompiledCase, Precompiled } from './precompiled';
import { createTables } from './tables';
import type { FunctionBuilder } from './wasm/wasm';

export interface Trial {
  /** Tokens to feed. */
  readonly prompt: Int32Array;
  /** Tokens to generate at most; it ends where the host would have to answer. */
  readonly tokens: number;
}

/** The cases of trial runs, and what they take for granted once they have settled. Throws if one never does. */
function tryOut(
  model: Model,
  assumptions: Assumptions,
  watch: readonly string[],
  trials: readonly Trial[],
) {
  const runs = trials.map(({ prompt, tokens }) => {
    const engine = new Engine(model, { assumptions, watch });
    engine.read(prompt);
    engine.run(tokens);
    const { settled } = engine;
    if (!settled) throw new Error('a trial run is too short to settle');
    if (engine.restarts > 0) throw new Error('a trial run contradicts the assumptions');
    return { cases: engine.compiled, settled };
  });
  return { cases: runs.flatMap(({ cases }) => cases), settled: runs[0].settled };
}

export function precompile(
  model: Model,
  assumptions: Assumptions,
  watch: readonly string[],
  trials: readonly Trial[],
): Precompiled {
  const tried = tryOut(model, assumptions, watch, trials);
  const plan = planOf(model, assumptions);
  const layout = layoutOf(plan);
  const memory = createMemory(layout);
  const generator = new Generator(plan, layout, createTables(memory), tapsNamed(model, watch));
  const { list } = generator.classes;
  const functions: FunctionBuilder[] = [];
  const cases: CompiledCase[] = [];
  const known = new Set<string>();
  const waiting: Omit<CompiledCase, 'element'>[] = [];
  const need = (wanted: Omit<CompiledCase, 'element'>) => {
    const { token, last, settled, decodes } = wanted;
    const key = [token, last, settled, decodes].join();
    if (known.has(key)) return;
    known.add(key);
    waiting.push({ token, last, settled, decodes });
  };
  for (const wanted of tried.cases) need(wanted);
  for (const last of generator.lasts)
    need({ token: last.index, last: -1, settled: true, decodes: true });
  for (let wanted = waiting.pop(); wanted; wanted = waiting.pop()) {
    const { token, last, settled, decodes } = wanted;
    const key: CaseKey = {
      token: list[token],
      last: last < 0 ? undefined : list[last],
      settled: settled ? tried.settled : undefined,
    };
    const generated = generator.generate(key, decodes);
    cases.push({ ...wanted, element: functions.length + 1 });
    functions.push(generated.function);
    if (!settled || !decodes) continue;
    const now = generator.lastIndex(token) < 0 ? last : token;
    for (const next of followers(model, list[token], generated.decision)) {
      const { index } = list[generator.classes.of[next]];
      const wins = generator.lastIndex(index) >= 0 || generator.lasts.length === 0;
      need({ token: index, last: wins ? -1 : now, settled, decodes });
    }
  }
  const tables = memory.bytesAt(layout.heap, memory.i32(STATE.heap) - layout.heap);
  const { sparse: _, ...kept } = plan;
  const code = moduleOf(functions, 1).encode();
  return { assumptions, watch, plan: kept, settled: tried.settled, cases, tables, code };
}

/** The tokens that can follow a token of a class. */
function followers(
  model: Model,
  { tokens }: TokenClass,
  decision: Decision | undefined,
): Set<number> {
  const next = new Set<number>();
  const asks = tokens.some((token) => model.tokens[token].host?.kind === 'ask');
  if (asks)
    model.tokens.forEach(({ host }, token) => {
      if (host?.kind === 'input' || host?.kind === 'end of input') next.add(token);
    });
  switch (decision?.kind) {
    case 'constant':
      next.add(decision.token);
      break;
    case 'table':
      for (const token of decision.tokens) next.add(token);
      break;
    case 'families':
      for (const { ids } of decision.families) for (const token of ids) next.add(token);
      if (decision.fixed) next.add(decision.fixed.token);
      break;
  }
  return next;
}
