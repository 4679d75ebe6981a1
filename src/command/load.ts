/** What every command begins with: the model file, a program, and an executor that has read its prompt. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DenseExecutor } from '../executor/dense';
import type { Executor } from '../executor/executor';
import { createHullExecutor } from '../executor/hull';
import { readModel } from '../model/file';
import type { Model } from '../model/model';
import { type Prompt, writePrompt } from '../program/prompt';
import { type Build, build } from '../toolchain/build';

/** An argument or input that cannot be used; the message says what to do. */
export class UsageError extends Error {}

export const ENGINES = ['hull', 'dense'] as const;
export type Engine = (typeof ENGINES)[number];

/** The model that lies beside the running script. */
export function loadModel(): Model {
  const file = path.join(__dirname, 'machine.stepformer');
  if (!existsSync(file))
    throw new UsageError(`the model file ${file} is missing; run "npm run build" to make it`);
  return readModel(readFileSync(file));
}

export function createExecutor(engine: Engine, model: Model): Executor {
  return engine === 'dense' ? new DenseExecutor(model) : createHullExecutor(model);
}

export interface Loaded extends Build {
  readonly prompt: Prompt;
}

/** Builds the program in `file` and writes its prompt. */
export async function loadProgram(file: string, cflags: readonly string[]): Promise<Loaded> {
  const built = await build({ files: [path.resolve(file)], cflags });
  return { ...built, prompt: writePrompt(built.program) };
}
