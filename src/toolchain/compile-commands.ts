/**
 * compile_commands.json, in which build systems write how they compile each file. Only what says how a source is to
 * be understood is taken from it: where its headers are, what is defined, which C it is, which warnings are wanted.
 * What is meant for another machine, another compiler or the linker is left out, and so is the level of optimisation.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { BuildError } from './errors';

const NAME = 'compile_commands.json';

/** Flags for clang by the absolute path of the source file. */
export type CompileCommands = ReadonlyMap<string, readonly string[]>;

/** The file beside a source or above it, there or in a folder `build`; `undefined` if there is none. */
export function findCompileCommands(source: string): string | undefined {
  for (let folder = path.dirname(path.resolve(source)); ; folder = path.dirname(folder)) {
    const found = [folder, path.join(folder, 'build')]
      .map((place) => path.join(place, NAME))
      .find((file) => existsSync(file));
    if (found || folder === path.dirname(folder)) return found;
  }
}

interface Entry {
  readonly directory?: unknown;
  readonly file?: unknown;
  readonly command?: unknown;
  readonly arguments?: unknown;
}

/** Throws a `BuildError` if the file cannot be read or is not what it should be. */
export function readCompileCommands(file: string): CompileCommands {
  const commands = new Map<string, readonly string[]>();
  for (const { directory, file: source, command, arguments: list } of readEntries(file)) {
    const words = Array.isArray(list)
      ? list.map(String)
      : typeof command === 'string'
        ? shellWords(command)
        : undefined;
    if (typeof source !== 'string' || !words) continue;
    const folder = path.resolve(
      path.dirname(file),
      typeof directory === 'string' ? directory : '.',
    );
    const place = realPath(path.resolve(folder, source));
    // A file that belongs to several targets is compiled as for the first.
    if (!commands.has(place)) commands.set(place, applicableFlags(words.slice(1), folder));
  }
  return commands;
}

export function flagsFor(commands: CompileCommands, source: string): readonly string[] | undefined {
  return commands.get(realPath(source));
}

function readEntries(file: string): readonly Entry[] {
  try {
    const entries = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(entries))
      return entries.filter((entry) => typeof entry === 'object' && entry);
  } catch (error) {
    throw new BuildError(
      `${file} cannot be read (${(error as Error).message}): let the build system write it again, or name another.`,
    );
  }
  throw new BuildError(`${file} is not a list of compile commands: let the build system write it.`);
}

const realPath = (file: string) => (existsSync(file) ? realpathSync(file) : file);

/** Flags whose argument, joined or the next word, is a path. */
const PATHS = /^(-I|-iquote|-isystem|-idirafter|-include|-imacros)(.*)$/;
const NAMES = /^(-D|-U)(.*)$/;
const LANGUAGE =
  /^(-std=.*|-ansi|-f(no-)?(signed-char|unsigned-char|signed-bitfields|wrapv|strict-aliasing|short-enums|builtin(-.*)?|ms-extensions|common|freestanding|pack-struct(=.*)?|delete-null-pointer-checks))$/;
const WARNINGS = /^(-w|-pedantic|-W(?!error|[apl],).*)$/;
/** Headers of the machine on which the file was written. */
const SYSTEM = /^\/usr\/include(\/|$)/;

/** Those of a compiler's arguments that concern this machine too; paths are made absolute. */
export function applicableFlags(words: readonly string[], directory: string): string[] {
  const flags: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [, name, joined] = PATHS.exec(words[i]) ?? NAMES.exec(words[i]) ?? [];
    if (name) {
      const value = joined || words[++i];
      if (value === undefined) break;
      if (NAMES.test(name)) flags.push(`${name}${value}`);
      else if (!SYSTEM.test(value)) flags.push(name, path.resolve(directory, value));
    } else if (LANGUAGE.test(words[i])) flags.push(words[i]);
    // Other compilers know other warnings.
    else if (WARNINGS.test(words[i])) flags.push(words[i], '-Wno-unknown-warning-option');
  }
  return flags;
}

/** The words of a command line as a POSIX shell splits it; nothing is expanded. */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  const word = /(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+/g;
  const part = /\\([\s\S])|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'/g;
  for (const [found] of command.matchAll(word))
    words.push(
      found.replace(
        part,
        (_, escaped, double, single) =>
          escaped ?? single ?? double.replace(/\\(["\\$`])/g, '$1').replace(/\\\n/g, ''),
      ),
    );
  return words;
}
