/** From a launch configuration to a program that stands at its first instruction. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Executor } from '../executor/executor';
import { createInputs } from '../program/inputs';
import type { Program } from '../program/program';
import { type Prompt, writePrompt } from '../program/prompt';
import type { LaunchConfiguration } from '../protocol/launch';
import { createDebuggee, type Debuggee } from './debuggee';
import type { Dependencies } from './dependencies';
import { problem } from './errors';
import type { LineRange } from './lines';
import type { Output } from './output';
import { watLines } from './wat-lines';

/** Told how much of the prompt has been read, from 0 to 1. */
export type Progress = (share: number) => void;

const SLICE = 16;
const TOKENS_PER_LOOK = 64;

/** The files that a configuration names. Throws a `UserError` if it names none. */
export function filesOf({ program, files }: LaunchConfiguration): readonly string[] {
  if (files?.length) return files;
  if (program) return [program];
  throw problem.nothingToRun();
}

/** Feeds the program to a fresh transformer. `stopped` is asked between slices; if true, it gives up. */
export async function start(
  program: Program,
  configuration: LaunchConfiguration,
  dependencies: Dependencies,
  output: Output,
  progress: Progress,
  stopped: () => boolean,
): Promise<Debuggee | undefined> {
  const input = createInputs({
    stdin: readStdin(configuration),
    args: [path.basename(filesOf(configuration)[0]), ...(configuration.args ?? [])],
  });
  const prompt = promptOf(program);
  const executor = dependencies.createExecutor(await dependencies.loadModel());
  if (!(await read(prompt, executor, progress, stopped))) return undefined;
  return createDebuggee({
    program,
    prompt,
    executor,
    host: { output: output.write, input },
    generate: dependencies.generate,
    textLines: textLines(filesOf(configuration)[0], program, dependencies),
    maxTokens: configuration.maxTokens ?? Number.POSITIVE_INFINITY,
    stopsAtBreakpoints: !configuration.noDebug,
  });
}

function promptOf(program: Program): Prompt {
  try {
    return writePrompt(program);
  } catch (error) {
    if (error instanceof RangeError) throw problem.doesNotFit(error.message);
    throw error;
  }
}

function textLines(file: string, program: Program, { instructions }: Dependencies): LineRange[] {
  if (path.extname(file).toLowerCase() !== '.wat') return [];
  const all = instructions(program.module);
  const bodies = program.functions
    .filter(({ wasmIndex, bytes: [begin, end] }) => wasmIndex >= 0 && end > begin)
    .map(({ bytes: [begin, end] }) => ({
      instructions: all.filter(({ offset }) => offset >= begin && offset < end),
      end,
    }));
  return watLines(path.resolve(file), readFileSync(file, 'utf8'), bodies);
}

/** Appends the prompt in slices, so that a long one can be given up. */
async function read(
  { tokens }: Prompt,
  executor: Executor,
  progress: Progress,
  stopped: () => boolean,
): Promise<boolean> {
  let end = performance.now() + SLICE;
  for (let i = 0; i < tokens.length; i++) {
    executor.append(tokens[i]);
    if (i % TOKENS_PER_LOOK !== 0 || performance.now() < end) continue;
    progress(i / tokens.length);
    await new Promise((resolve) => setImmediate(resolve));
    if (stopped()) return false;
    end = performance.now() + SLICE;
  }
  return true;
}

/** `stdin` is the path of a file, or the text itself. */
function readStdin(configuration: LaunchConfiguration): Uint8Array {
  const { stdin } = configuration;
  if (!stdin) return new Uint8Array(0);
  const file = path.resolve(path.dirname(filesOf(configuration)[0]), stdin);
  const looksLikeFile = /^\S*\.\w+$/.test(stdin);
  if (!existsSync(file) && !looksLikeFile) return new TextEncoder().encode(stdin);
  try {
    return readFileSync(file);
  } catch {
    throw problem.stdinMissing(file);
  }
}
