/** The command line: which options each command takes, and what is wrong where it cannot be used. */
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Directory, Limits } from '../program/inputs';
import type { BuildOptions } from '../toolchain/build';
import { ENGINES, type EngineName, UsageError } from './load';

export const USAGE = `stepformer runs WebAssembly inside a transformer.

  stepformer run FILE… [--arg S]… [--stdin FILE] [--env NAME=VALUE]… [--dir DIR [--writable]]
                       [-O LEVEL] [-I DIR]… [-D NAME[=VALUE]]… [--cflags S] [--compile-commands FILE]
                       [--engine fast|hull|dense] [--max-tokens N] [--max-memory MIB] [--max-output BYTES]
                       [--compile-timeout SECONDS] [--stats FILE.json] [--quiet]
  stepformer trace FILE… -o OUT.jsonl [the options of run]
  stepformer export-model -o OUT
  stepformer dap [--port N]
  stepformer bench [--samples S] [--runs N] [--long] [--json FILE] [--docs DIR] [--from FILE.json]
  stepformer engine [--print CASE] [-o OUT]
  stepformer verify

FILE is a .c, .wat or .wasm file; several C files are compiled and linked together. C is compiled with -O0 -g unless
-O or --cflags says otherwise, and as a compile_commands.json above the file says. Without --stdin the program reads
what is typed or piped in. It can open files only in the directory that --dir gives, and change them only with
--writable.`;

export interface RunArguments {
  readonly build: BuildOptions;
  readonly args: readonly string[];
  /** `NAME=value`. */
  readonly environment: readonly string[];
  /** A file; without it, the standard input of this process. */
  readonly stdin?: string;
  readonly engine: EngineName;
  readonly maxTokens?: number;
  readonly limits: Limits;
  readonly stats?: string;
  readonly quiet: boolean;
  readonly output?: string;
  readonly directory?: Directory;
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** Parses with Node's parser; unknown options become usage errors. */
export function parse<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: joined(args, options), options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message.split(/[.\n]/)[0]}; "stepformer --help" lists all options`,
    );
  }
}

/** Node's parser refuses a value that looks like an option, as in `--cflags -O2`, unless joined by "=". */
function joined(args: readonly string[], options: Options): string[] {
  const result: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const takesValue = args[i].startsWith('--') && options[args[i].slice(2)]?.type === 'string';
    const value = takesValue ? args[i + 1] : undefined;
    result.push(value === undefined ? args[i] : `${args[i]}=${value}`);
    if (value !== undefined) i++;
  }
  return result;
}

function directoryOf(path: string | undefined, writable: boolean): Directory | undefined {
  if (path === undefined) {
    if (writable) throw new UsageError('--writable is about the directory of --dir; give that too');
    return undefined;
  }
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`there is no directory ${path} for --dir; check its path`);
  return { path, writable };
}

/** The arguments of `run` and `trace`. */
export function runArguments(args: readonly string[]): RunArguments {
  const { values, positionals } = parse(args, {
    arg: { type: 'string', multiple: true },
    stdin: { type: 'string' },
    env: { type: 'string', multiple: true },
    optimize: { type: 'string', short: 'O' },
    include: { type: 'string', short: 'I', multiple: true },
    define: { type: 'string', short: 'D', multiple: true },
    cflags: { type: 'string' },
    'compile-commands': { type: 'string' },
    engine: { type: 'string' },
    specialize: { type: 'boolean' },
    'max-tokens': { type: 'string' },
    'max-memory': { type: 'string' },
    'max-output': { type: 'string' },
    'compile-timeout': { type: 'string' },
    stats: { type: 'string' },
    quiet: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    dir: { type: 'string' },
    writable: { type: 'boolean' },
  });
  const text = (name: keyof typeof values) => values[name] as string | undefined;
  const texts = (name: keyof typeof values) => (values[name] as string[] | undefined) ?? [];
  if (positionals.length === 0)
    throw new UsageError('name a FILE to run: a .c, .wat or .wasm file, or several .c files');
  for (const file of positionals) {
    if (!existsSync(file)) throw new UsageError(`there is no file ${file}; check its path`);
    if (!/\.(c|wat|wasm)$/i.test(file))
      throw new UsageError(`${file} is not a .c, .wat or .wasm file; give one of these`);
  }
  const stdin = text('stdin');
  if (stdin && !existsSync(stdin))
    throw new UsageError(`there is no file ${stdin} for --stdin; check its path`);
  const engine = text('engine') ?? 'fast';
  if (!(ENGINES as readonly string[]).includes(engine))
    throw new UsageError(`there is no engine "${engine}" yet; use ${ENGINES.join(' or ')}`);
  if (values.specialize) throw new UsageError('--specialize is not built yet; run without it');
  const number = (name: keyof typeof values): number | undefined => {
    const value = text(name);
    if (value !== undefined && !/^[1-9]\d*$/.test(value))
      throw new UsageError(`--${name} takes a positive whole number, not "${value}"`);
    return value === undefined ? undefined : Number(value);
  };
  const memory = number('max-memory');
  const environment = texts('env');
  const unnamed = environment.find((variable) => !/^[^=]+=/.test(variable));
  if (unnamed !== undefined) throw new UsageError(`--env takes NAME=VALUE, not "${unnamed}"`);
  const level = text('optimize');
  const directory = directoryOf(text('dir'), values.writable === true);
  return {
    build: {
      files: positionals,
      includePaths: texts('include'),
      defines: texts('define'),
      cflags: [
        ...(level === undefined ? [] : [`-O${level}`]),
        ...(text('cflags')?.split(/\s+/).filter(Boolean) ?? []),
      ],
      compileCommands: text('compile-commands'),
      opensFiles: directory !== undefined,
      compileTimeout: number('compile-timeout'),
    },
    args: texts('arg'),
    environment,
    stdin,
    engine: engine as EngineName,
    maxTokens: number('max-tokens'),
    limits: {
      output: number('max-output'),
      memory: memory === undefined ? undefined : memory * 2 ** 20,
    },
    stats: text('stats'),
    quiet: values.quiet === true,
    output: text('output'),
    directory,
  };
}
