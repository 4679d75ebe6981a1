/** The engine's code for the machine's model, made before there is a program. */
import { planOf } from '../engine/plan';
import { precompile } from '../engine/precompile';
import type { Precompiled } from '../engine/precompiled';
import { boundOf } from '../machine/bounds';
import { TRIALS } from '../machine/trial';
import { WATCHED } from '../machine/watched';
import type { Model } from '../model/model';
import { writePrompt } from '../program/prompt';

/** Tokens after which a trial has certainly settled. */
const TRIAL_TOKENS = 100;

function assumptionsFor(model: Model) {
  const bounds = new Map<string, number>();
  for (const { dimensions } of planOf(model).stores)
    for (const dimension of dimensions)
      if (dimension.source === 'stored') bounds.set(dimension.id, boundOf(dimension.name));
  return { bounds, general: new Set<string>() };
}

/** Takes some seconds. */
export function precompileMachine(model: Model): Precompiled {
  const trials = TRIALS.map((program) => ({
    prompt: writePrompt(program).tokens,
    tokens: TRIAL_TOKENS,
  }));
  return precompile(model, assumptionsFor(model), WATCHED, trials);
}
