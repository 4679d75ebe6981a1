/** Files → `Program`: the toolchain as a whole. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Program } from '../program/program';
import { type CompileOptions, compile } from './compile';
import type { CompilerMessage } from './compiler-messages';
import { BuildError } from './errors';
import { type LinkOptions, link } from './link';
import type { Module } from './module';
import { toProgram } from './program';
import { provide } from './provide';
import { assembleWat, readWasm } from './read';
import { lowerSegments } from './segments';
import { widen } from './widen';

export interface BuildOptions extends CompileOptions, LinkOptions {
  /**
   * Paths of one .wasm, one .wat or any number of C files; relative ones are relative to `workspace`, or to the
   * current folder without one.
   */
  readonly files: readonly string[];
}

export interface Build {
  readonly program: Program;
  /** Warnings and notes of the compiler. */
  readonly diagnostics: readonly CompilerMessage[];
  /** The module before lowering and linking, as given or compiled. */
  readonly wasm: Uint8Array;
}

/** Builds a program. Throws a `BuildError` where the input is wrong. */
export async function build(options: BuildOptions): Promise<Build> {
  const { wasm, diagnostics } = await toWasm(options);
  const program = await fromModule(readWasm(wasm), options);
  return { program, diagnostics, wasm };
}

/** Lowers, links and flattens a decoded module. */
export async function fromModule(module: Module, options: LinkOptions = {}): Promise<Program> {
  return toProgram(await link(lowerSegments(widen(provide(module))), options));
}

async function toWasm(options: BuildOptions): Promise<Omit<Build, 'program'>> {
  const { files } = options;
  const kinds = new Set(files.map((file) => path.extname(file).toLowerCase()));
  const isModule = kinds.has('.wasm') || kinds.has('.wat');
  if (!isModule) {
    const { wasm, messages } = await compile(options);
    return { wasm, diagnostics: messages };
  }
  if (files.length > 1)
    throw new BuildError(
      'A .wasm or .wat file is a whole program: give it alone, or give C files only.',
    );
  const file = path.resolve(options.workspace ?? '.', files[0]);
  const bytes = readModule(file);
  const wasm = kinds.has('.wat')
    ? await assembleWat(file, Buffer.from(bytes).toString('utf8'))
    : bytes;
  return { wasm, diagnostics: [] };
}

function readModule(file: string): Uint8Array {
  try {
    return Uint8Array.from(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BuildError(`${file} cannot be read (${code}): check its path.`);
  }
}
