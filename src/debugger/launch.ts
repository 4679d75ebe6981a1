/** From a launch configuration to a program that stands at its first instruction. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Program } from '../program/program';
import { type Prompt, writePrompt } from '../program/prompt';
import type { LaunchConfiguration } from '../protocol/launch';
import { createDebuggee, type Debuggee } from './debuggee';
import type { Dependencies } from './dependencies';
import { problem } from './errors';
import type { LineRange } from './lines';
import type { Output } from './output';
import { watLines } from './wat-lines';

/** The files that a configuration names. Throws a `UserError` if it names none. */
export function filesOf({ program, files }: LaunchConfiguration): readonly string[] {
  if (files?.length) return files;
  if (program) return [program];
  throw problem.nothingToRun();
}

/** Feeds the program to a fresh transformer. */
export async function start(
  program: Program,
  configuration: LaunchConfiguration,
  dependencies: Dependencies,
  output: Output,
): Promise<Debuggee> {
  const inputs = {
    stdin: readStdin(configuration),
    args: [path.basename(filesOf(configuration)[0]), ...(configuration.args ?? [])],
  };
  const prompt = promptOf(program);
  const transformer = dependencies.createTransformer(await dependencies.loadModel(), output.write);
  try {
    await transformer.read(prompt.tokens, inputs);
    return await createDebuggee({
      program,
      prompt,
      transformer,
      textLines: textLines(filesOf(configuration)[0], program, dependencies),
      maxTokens: configuration.maxTokens ?? Number.POSITIVE_INFINITY,
      stopsAtBreakpoints: !configuration.noDebug,
    });
  } catch (error) {
    transformer.dispose();
    throw error;
  }
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
