/** C sources → a WebAssembly module, by the bundled clang or by one of the person's own. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { bundledClang, type ClangResult, type OwnInputs, ownClang } from './clang';
import { findCompileCommands, flagsFor, readCompileCommands } from './compile-commands';
import { type CompilerMessage, checkMain, diagnose, readMessages } from './compiler-messages';
import { BuildError } from './errors';
import { PROMPTING } from './prompting';
import { collectSources, nameInWorkspace } from './sources';

export interface CompileOptions {
  /** Paths of the C files; relative ones are relative to `workspace`, or to the current folder without one. */
  readonly files: readonly string[];
  /** Folders in which headers are looked for, relative to the same. */
  readonly includePaths?: readonly string[];
  /** Macros, each `NAME` or `NAME=value`. */
  readonly defines?: readonly string[];
  /** Further flags for clang; they come last, so that they win. */
  readonly cflags?: readonly string[];
  /**
   * Path of a compile_commands.json; it must tell of the files. Where it is left out, one that lies above a file
   * is used if it tells of it; an empty path stands for none.
   */
  readonly compileCommands?: string;
  /** Path of a clang that has lld and a WASI libc; the bundled one if it is left out. */
  readonly compiler?: string;
  /** The folder in which clang runs; by default that of the first file. */
  readonly workspace?: string;
  /** Seconds that one run of the compiler may take; default 120. */
  readonly compileTimeout?: number;
}

export interface Compilation {
  /** The linked module, with DWARF. */
  readonly wasm: Uint8Array;
  /** Warnings and notes. */
  readonly messages: readonly CompilerMessage[];
}

/** Seconds. A large program takes some ten at -O0. */
const TIMEOUT = 120;

/** `clock`, `signal`, `getpid` and `mmap`, as far as WASI has them. */
const EMULATED = ['PROCESS_CLOCKS', 'SIGNAL', 'GETPID', 'MMAN'];
const MACROS = EMULATED.map((part) => `-D_WASI_EMULATED_${part}`);
const ARCHIVES = EMULATED.map((part) => `-lwasi-emulated-${part.toLowerCase().replace('_', '-')}`);

/** -Weverything also warns of where the compiler's own headers lie, of which nobody can do anything. */
const UNPOISONED = '-Wno-poison-system-directories';

/**
 * Compiles and links. Throws a `BuildError` that carries the compiler's diagnostics where the sources are
 * wrong, and one that says what to do where a file, `main` or a feature is missing.
 */
export async function compile(options: CompileOptions): Promise<Compilation> {
  const base = path.resolve(options.workspace ?? '.');
  const files = options.files.map((file) => path.resolve(base, file));
  if (files.length === 0) throw new BuildError('No C file was given: name at least one.');
  for (const file of files) checkSource(file);
  const workspace = path.resolve(options.workspace ?? path.dirname(files[0]));

  const basic = [
    '--target=wasm32-wasip1',
    '-mcpu=mvp',
    '-O0',
    '-g',
    `-fdebug-compilation-dir=${workspace}`,
  ];
  const given = givenFlags(options, base);
  const units = files.map((file) => ({
    file,
    flags: [...basic, ...commandFlags(file, options), ...given],
  }));
  const run = (flags: readonly string[], sources: readonly string[], own: OwnInputs) => {
    const args = [
      ...flags,
      ...libraryFlags(options, flags),
      UNPOISONED,
      ...sources.map((file) => nameInWorkspace(workspace, file)),
    ];
    return options.compiler
      ? ownClang(options.compiler, args, workspace, own, timeout)
      : bundledClang(args, collectSources(sources, flags, workspace), own, timeout);
  };

  const timeout = options.compileTimeout ?? TIMEOUT;
  const messages: CompilerMessage[] = [];
  const result = ({ log, wasm }: ClangResult): Uint8Array => {
    const said = readMessages(log, workspace);
    messages.push(...said);
    if (!wasm) throw diagnose(log, messages);
    return wasm;
  };
  const linking = { [PROMPTING.name]: PROMPTING.source };
  let wasm: Uint8Array;
  if (new Set(units.map(({ flags }) => flags.join('\0'))).size === 1) {
    wasm = result(await run([...units[0].flags, PROMPTING.flag], files, linking));
  } else {
    const objects: Record<string, Uint8Array> = {};
    for (const [i, { file, flags }] of units.entries())
      objects[`stepformer-${i}.o`] = result(await run([...flags, '-c'], [file], {}));
    wasm = result(await run([...basic, ...given, PROMPTING.flag], [], { ...objects, ...linking }));
  }
  checkMain(wasm);
  return { wasm, messages };
}

/** Parts of the library that are archives of their own; a compiler of the person's may not have them. */
function libraryFlags({ compiler }: CompileOptions, flags: readonly string[]): readonly string[] {
  if (compiler) return [];
  return flags.includes('-c') ? MACROS : [...MACROS, ...ARCHIVES];
}

/** Throws a `BuildError` where a folder or a macro is none. */
function givenFlags(options: CompileOptions, base: string): string[] {
  const { includePaths = [], defines = [], cflags = [] } = options;
  const folders = includePaths.map((folder) => path.resolve(base, folder));
  const missing = folders.find((f) => !statSync(f, { throwIfNoEntry: false })?.isDirectory());
  if (missing) throw new BuildError(`There is no include folder ${missing}: check its path.`);
  const wrong = defines.find((define) => !/^[A-Za-z_]\w*(\([^)]*\))?(=|$)/.test(define));
  if (wrong !== undefined)
    throw new BuildError(`"${wrong}" defines no macro: write NAME or NAME=value.`);
  return [...folders.map((f) => `-I${f}`), ...defines.map((define) => `-D${define}`), ...cflags];
}

function commandFlags(file: string, { compileCommands }: CompileOptions): readonly string[] {
  const list = compileCommands ?? findCompileCommands(file);
  if (!list) return [];
  const flags = flagsFor(readCompileCommands(path.resolve(list)), file);
  if (!flags && compileCommands)
    throw new BuildError(
      `${list} has no command for ${file}: let the build system write it again, or leave it out.`,
    );
  return flags ?? [];
}

function checkSource(file: string): void {
  if (!existsSync(file)) throw new BuildError(`There is no file ${file}: check its path.`);
  if (statSync(file).isDirectory())
    throw new BuildError(`${file} is a folder: name the C files in it.`);
  if (readFileSync(file).includes(0))
    throw new BuildError(`${file} is not a text file: give C source, .wat or .wasm.`);
}
