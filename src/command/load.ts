/** What every command begins with: the model file, a program, and an executor that has read its prompt. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Engine } from '../engine/engine';
import { readPrecompiled } from '../engine/file';
import type { Precompiled } from '../engine/precompiled';
import { DenseExecutor } from '../executor/dense';
import type { Executor } from '../executor/executor';
import { createHullExecutor } from '../executor/hull';
import { WATCHED } from '../machine/watched';
import { readModel } from '../model/file';
import type { Model } from '../model/model';
import { type Prompt, writePrompt } from '../program/prompt';
import { type Build, type BuildOptions, build } from '../toolchain/build';

/** An argument or input that cannot be used; the message says what to do. */
export class UsageError extends Error {}

export const ENGINES = ['fast', 'hull', 'dense'] as const;
export type EngineName = (typeof ENGINES)[number];

/** A model, and the code for it that was made ahead of time, where there is any. */
export interface LoadedModel {
  readonly model: Model;
  readonly precompiled: Precompiled | undefined;
}

/** The model that lies beside the running script. */
export function loadModel(): LoadedModel {
  const file = path.join(__dirname, 'machine.stepformer');
  if (!existsSync(file))
    throw new UsageError(`the model file ${file} is missing; run "npm run build" to make it`);
  const modelFile = readFileSync(file);
  const code = path.join(__dirname, 'machine.engine');
  const precompiled = existsSync(code) ? readPrecompiled(readFileSync(code), modelFile) : undefined;
  return { model: readModel(modelFile), precompiled };
}

export function createEngine({ model, precompiled }: LoadedModel, history = true): Engine {
  return new Engine(model, { precompiled, watch: WATCHED, history });
}

export function createExecutor(engine: EngineName, loaded: LoadedModel): Executor {
  switch (engine) {
    case 'fast':
      return createEngine(loaded);
    case 'hull':
      return createHullExecutor(loaded.model);
    case 'dense':
      return new DenseExecutor(loaded.model);
  }
}

export interface Loaded extends Build {
  readonly prompt: Prompt;
}

/** Builds a program and writes its prompt. */
export async function loadProgram(options: BuildOptions): Promise<Loaded> {
  const built = await build(options);
  return { ...built, prompt: writePrompt(built.program) };
}
