/** From a launch configuration to a program that stands at its first instruction. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Directory } from '../program/inputs';
import type { Program } from '../program/program';
import { type Prompt, writePrompt } from '../program/prompt';
import type { SourceDiagnostic } from '../protocol/diagnostics';
import type { LaunchConfiguration } from '../protocol/launch';
import { createDebuggee } from './assemble';
import type { Debuggee } from './debuggee';
import type { BuildRequest, Dependencies } from './dependencies';
import { notice, problem, UserError } from './errors';
import { createTypedLines, END_OF_INPUT } from './input';
import type { LineRange } from './lines';
import type { Output } from './output';
import { createSourceMap } from './source-map';
import type { ProgramFacts, Transformer } from './transformer';
import { watLines } from './wat-lines';

/** The files that a configuration names. Throws a `UserError` if it names none. */
function filesOf({ program, files }: LaunchConfiguration): readonly string[] {
  if (files?.length) return files;
  if (program) return [program];
  throw problem.nothingToRun();
}

/** Whether the program runs in a terminal, and not in the Debug Console. */
export function usesTerminal({ console }: LaunchConfiguration): boolean {
  return console === 'integratedTerminal' || console === 'externalTerminal';
}

/** What is told while a program is launched. */
export interface Listener {
  readonly output: Output;
  /** Tells a person what the debugger does or needs. */
  tell(text: string): void;
  /** What a logpoint says. */
  log(text: string): void;
  diagnostics(diagnostics: readonly SourceDiagnostic[]): void;
  /** Surrounds the reading of the prompt. */
  reading<T>(work: () => Promise<T>): Promise<T>;
}

/** Builds the program and feeds it to a transformer. Throws a `UserError` if it cannot be built or does not fit. */
export async function launch(
  configuration: LaunchConfiguration,
  dependencies: Dependencies,
  listener: Listener,
): Promise<Debuggee> {
  const files = filesOf(configuration);
  // The transformer is made while the program is compiled; what goes wrong with it is told after that.
  const making = dependencies
    .loadModel()
    .then((model) => dependencies.createTransformer(model, listener.output.write));
  making.catch(() => {});
  try {
    const directory = directoryOf(configuration);
    const built = await dependencies.build({
      ...buildSettings(configuration),
      files,
      opensFiles: directory !== undefined,
    });
    listener.diagnostics(built.diagnostics);
    if ('failure' in built) throw new UserError(built.failure);
    const { program } = built;
    return await listener.reading(() =>
      start(program, configuration, dependencies, making, listener),
    );
  } catch (error) {
    making.then(
      (transformer) => transformer.dispose(),
      () => {},
    );
    throw error;
  }
}

/** Feeds the program to a transformer, and reads its debug information at the same time. */
async function start(
  program: Program,
  configuration: LaunchConfiguration,
  dependencies: Dependencies,
  making: Promise<Transformer>,
  { tell, log }: Listener,
): Promise<Debuggee> {
  const [file] = filesOf(configuration);
  const inputs = {
    stdin: readStdin(configuration),
    directory: directoryOf(configuration),
    limits: { output: mostOutput(configuration), memory: mostMemory(configuration) },
    args: [path.basename(file), ...(configuration.args ?? [])],
    environment: environmentOf(configuration),
  };
  const prompt = promptOf(program);
  const transformer = await making;
  const [debuggee] = await Promise.all([
    createDebuggee({
      file: path.resolve(file),
      program,
      prompt,
      transformer,
      textLines: textLines(file, program, dependencies),
      typed: inputs.stdin
        ? undefined
        : createTypedLines(() => {
            if (!usesTerminal(configuration)) tell(notice.waiting(END_OF_INPUT));
          }),
      sourceName: dependencies.sourceName,
      locateSource: createSourceMap(configuration.sourceMap),
      maxTokens: configuration.maxTokens ?? Number.POSITIVE_INFINITY,
      stopsAtBreakpoints: !configuration.noDebug,
      justMyCode: configuration.justMyCode ?? true,
      log,
    }),
    transformer.read(prompt.tokens, inputs, factsOf(program, prompt)),
  ]);
  if (debuggee.missingSource) tell(notice.sourcesMissing(debuggee.missingSource));
  return debuggee;
}

function factsOf({ origins, frameSize }: Program, { positions }: Prompt): ProgramFacts {
  const begins = new Uint8Array((positions.at(-1) ?? -1) + 1);
  positions.forEach((position, address) => {
    begins[position] = origins[address].first ? 1 : 0;
  });
  return { frameSize, begins };
}

function promptOf(program: Program): Prompt {
  try {
    return writePrompt(program);
  } catch (error) {
    if (error instanceof RangeError) throw problem.doesNotFit(error.message);
    throw error;
  }
}

/** Lines of WebAssembly text; none for other programs. */
export function textLines(
  file: string,
  program: Program,
  { instructions }: Dependencies,
): LineRange[] {
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

/** A path that a configuration names: relative ones are relative to the folder of the program. */
function placeOf(configuration: LaunchConfiguration, named: string): string {
  return path.resolve(path.dirname(filesOf(configuration)[0]), named);
}

function buildSettings(configuration: LaunchConfiguration): Omit<BuildRequest, 'files'> {
  const { includePaths, defines, cflags, compileCommands, compiler, compileTimeout } =
    configuration;
  return {
    includePaths: includePaths?.map((folder) => placeOf(configuration, folder)),
    defines,
    cflags,
    compileCommands: compileCommands && placeOf(configuration, compileCommands),
    compiler: compiler || undefined,
    compileTimeout,
  };
}

function environmentOf({ env = {} }: LaunchConfiguration): string[] {
  return Object.entries(env).map(([name, value]) => {
    if (!/^[^=]+$/.test(name)) throw problem.badVariable(name);
    return `${name}=${value}`;
  });
}

/** Bytes that a program may write where the configuration does not say it: more than a console can show. */
const MOST_OUTPUT = 2 ** 24;
const MEBIBYTE = 2 ** 20;

/** Bytes that the program may write to its standard streams. */
export const mostOutput = ({ maxOutput = MOST_OUTPUT }: LaunchConfiguration): number => maxOutput;

const mostMemory = ({ maxMemory }: LaunchConfiguration) =>
  maxMemory === undefined ? undefined : maxMemory * MEBIBYTE;

function directoryOf(configuration: LaunchConfiguration): Directory | undefined {
  const { directory, directoryWritable } = configuration;
  if (!directory) return undefined;
  const found = placeOf(configuration, directory);
  if (!statSync(found, { throwIfNoEntry: false })?.isDirectory())
    throw problem.directoryMissing(found);
  return { path: found, writable: directoryWritable === true };
}

/** `stdin` is the path of a file, or the text itself; without it, a person types. */
function readStdin(configuration: LaunchConfiguration): Uint8Array | undefined {
  const { stdin } = configuration;
  if (stdin === undefined) return undefined;
  if (stdin === '') return new Uint8Array(0);
  const file = placeOf(configuration, stdin);
  const looksLikeFile = /^\S*\.\w+$/.test(stdin);
  if (!existsSync(file) && !looksLikeFile) return new TextEncoder().encode(stdin);
  try {
    return readFileSync(file);
  } catch {
    throw problem.stdinMissing(file);
  }
}
