/**
 * Entry point of the build: compiles the machine to weights and writes the model file, and beside it the
 * engine's code for that model.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compile } from './compiler/compile';
import { writePrecompiled } from './engine/file';
import { planOf } from './engine/plan';
import { precompile } from './engine/precompile';
import { boundOf } from './machine/bounds';
import { machine } from './machine/machine';
import { modelTokens } from './machine/tokens';
import { TRIALS } from './machine/trial';
import { WATCHED } from './machine/watched';
import { writeModel } from './model/file';
import type { Model } from './model/model';
import { writePrompt } from './program/prompt';

const [output = 'dist/machine.stepformer', engine = 'dist/machine.engine'] = process.argv.slice(2);
/** Tokens after which a trial has certainly settled. */
const TRIAL_TOKENS = 100;

function assumptionsFor(model: Model) {
  const bounds = new Map<string, number>();
  for (const { dimensions } of planOf(model).stores)
    for (const dimension of dimensions)
      if (dimension.source === 'stored') bounds.set(dimension.id, boundOf(dimension.name));
  return { bounds, general: new Set<string>() };
}

const model = compile(machine(), modelTokens());
const modelFile = writeModel(model);
const trials = TRIALS.map((program) => ({
  prompt: writePrompt(program).tokens,
  tokens: TRIAL_TOKENS,
}));
const code = precompile(model, assumptionsFor(model), WATCHED, trials);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, modelFile);
writeFileSync(engine, writePrecompiled(code, modelFile));
