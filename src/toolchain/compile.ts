/** C sources → a WebAssembly module, by the bundled clang or by one of the person's own. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { bundledClang, ownClang } from './clang';
import { type CompilerMessage, checkMain, diagnose, readMessages } from './compiler-messages';
import { BuildError } from './errors';
import { PROMPTING } from './prompting';
import { collectSources, nameInWorkspace } from './sources';

export interface CompileOptions {
  /** Paths of the C files; relative ones are relative to `workspace`, or to the current folder without one. */
  readonly files: readonly string[];
  /** Further flags for clang; they come last, so that they win. */
  readonly cflags?: readonly string[];
  /** Path of a clang that has lld and a WASI libc; the bundled one if it is left out. */
  readonly compiler?: string;
  /** The folder in which clang runs; by default that of the first file. */
  readonly workspace?: string;
}

export interface Compilation {
  /** The linked module, with DWARF. */
  readonly wasm: Uint8Array;
  /** Warnings and notes. */
  readonly messages: readonly CompilerMessage[];
}

/**
 * Compiles and links. Throws a `BuildError` that carries the compiler's diagnostics where the sources are
 * wrong, and one that says what to do where a file, `main` or a feature is missing.
 */
export async function compile(options: CompileOptions): Promise<Compilation> {
  const files = options.files.map((file) => path.resolve(options.workspace ?? '.', file));
  if (files.length === 0) throw new BuildError('No C file was given: name at least one.');
  for (const file of files) checkSource(file);
  const workspace = path.resolve(options.workspace ?? path.dirname(files[0]));

  const flags = [
    '--target=wasm32-wasip1',
    '-mcpu=mvp',
    '-O0',
    '-g',
    `-fdebug-compilation-dir=${workspace}`,
    ...(options.cflags ?? []),
  ];
  const sources = files.map((file) => nameInWorkspace(workspace, file));
  const args = [...flags, ...sources, PROMPTING.flag];
  const { log, wasm } = options.compiler
    ? await ownClang(options.compiler, args, workspace, PROMPTING)
    : await bundledClang(args, collectSources(files, flags, workspace), PROMPTING);
  const messages = readMessages(log, workspace);
  if (!wasm) throw diagnose(log, messages);
  checkMain(wasm);
  return { wasm, messages };
}

function checkSource(file: string): void {
  if (!existsSync(file)) throw new BuildError(`There is no file ${file}: check its path.`);
  if (statSync(file).isDirectory())
    throw new BuildError(`${file} is a folder: name the C files in it.`);
  if (readFileSync(file).includes(0))
    throw new BuildError(`${file} is not a text file: give C source, .wat or .wasm.`);
}
