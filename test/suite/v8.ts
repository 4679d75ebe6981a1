/**
 * The same module on V8, with the system calls of our own runtime library, which V8 runs as well: so everything that
 * the program and its library do can be compared, to the last byte of memory.
 */
import { WASI_MODULE } from '../../src/toolchain/libraries';
import { assembleWat } from '../../src/toolchain/read';
import { WASI, WASI_ERRORS } from '../../src/toolchain/runtime/wasi';
import { WASI_FILES } from '../../src/toolchain/runtime/wasi-files';
import { WASI_ARGUMENTS, WASI_ENVIRONMENT } from '../../src/toolchain/runtime/wasi-strings';
import { RUNTIME_MODULE } from '../../src/toolchain/widen';
import { hashOf, type Outcome } from './outcome';
import type { Surroundings } from './transformer';

class Exit extends Error {
  constructor(readonly status: number) {
    super('exit');
  }
}

const TRAPS: readonly (readonly [RegExp, string])[] = [
  [/^unreachable/, 'unreachable'],
  [/(divide|remainder) by zero/, 'integer divide by zero'],
  [/divide result unrepresentable/, 'integer overflow'],
  [/float unrepresentable in integer range/, 'integer overflow or invalid conversion to integer'],
  [/memory access out of bounds/, 'out of bounds memory access'],
  [/table index is out of bounds/, 'undefined element'],
  [/null function or function signature/, 'uninitialized element or indirect call type mismatch'],
  [/Maximum call stack/, 'call stack exhausted'],
];

/** Whether V8's words for a trap, which are fewer, mean this one. */
export const meansTrap = (v8: string, ours: string): boolean => v8.split(' or ').includes(ours);

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** A library from its text, with the program's memory in place of its own. */
function library(source: string): Promise<WebAssembly.Module> {
  const known = compiled.get(source);
  if (known) return known;
  // Imports stand first.
  const imported = '(module (import "program" "memory" (memory 0))';
  const text = source.replace('(memory 0)', '').replace('(module', imported);
  const module = assembleWat('library.wat', text).then(
    (bytes) => new WebAssembly.Module(bytes as BufferSource),
  );
  compiled.set(source, module);
  return module;
}

type Functions = Record<string, (...args: unknown[]) => unknown>;

export async function runOnV8(
  wasm: Uint8Array,
  { input, request }: Surroundings,
  opensFiles: boolean,
  mostMemory = Number.POSITIVE_INFINITY,
): Promise<Outcome> {
  const stdout: number[] = [];
  const output: number[] = [];
  const ask = (stream: Parameters<typeof input>[0]) => (): number => input(stream) ?? -1;
  const machine = {
    'output.stdout': (byte: number) => {
      stdout.push(byte & 255);
      output.push(byte & 255);
    },
    'output.stderr': (byte: number) => output.push(byte & 255),
    'output.files': (byte: number) => request(byte & 255),
    'input.stdin': ask('stdin'),
    'input.args': ask('args'),
    'input.environment': ask('environment'),
    'input.clock': ask('clock'),
    'input.random': ask('random'),
    'input.files': ask('files'),
    exit: (status: number) => {
      throw new Exit(status);
    },
  };
  const streams = await Promise.all([WASI, WASI_ARGUMENTS, WASI_ENVIRONMENT].map(library));
  const files = await library(WASI_FILES);
  let functions: Functions = {};
  /** A system call, with each 64-bit operand as two words; it is there once the library is. */
  const call =
    (name: string) =>
    (...args: unknown[]) => {
      const f = functions[name];
      if (!f && WASI_ERRORS[name] === undefined) throw new Error(`nothing provides ${name}`);
      if (!f) return WASI_ERRORS[name];
      return f(...args.flatMap((arg) => (typeof arg === 'bigint' ? words(arg) : [arg])));
    };
  const module = new WebAssembly.Module(wasm as BufferSource);
  const wasi: Functions = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module))
    if (from === WASI_MODULE && kind === 'function') wasi[name] = call(name);
  const instance = new WebAssembly.Instance(module, {
    [WASI_MODULE]: wasi as WebAssembly.ModuleImports,
    [RUNTIME_MODULE]: machine,
  });
  const memory = instance.exports.memory as WebAssembly.Memory | undefined;
  if (memory) {
    const given = { program: { memory }, [RUNTIME_MODULE]: machine };
    const base = Object.assign(
      {},
      ...streams.map((module) => new WebAssembly.Instance(module, given).exports),
    );
    const withFiles = new WebAssembly.Instance(files, { ...given, [WASI_MODULE]: base }).exports;
    functions = opensFiles ? { ...base, ...withFiles } : base;
  }
  const end = run(instance.exports as Functions);
  return {
    stdout: Uint8Array.from(stdout),
    output: Uint8Array.from(output),
    end,
    memory: memory ? memoryOf(new Uint8Array(memory.buffer), mostMemory) : '',
  };
}

function run({ _start, main, run: named }: Functions): string {
  try {
    const result = (_start ?? main ?? named)?.();
    return `exit ${Number(result ?? 0) & 255}`;
  } catch (error) {
    if (error instanceof Exit) return `exit ${error.status & 255}`;
    const { message } = error as Error;
    return TRAPS.find(([pattern]) => pattern.test(message))?.[1] ?? message;
  }
}

const memoryOf = (bytes: Uint8Array, most: number) =>
  hashOf(bytes.length, (address) => bytes[address], most);

const words = (value: bigint) => [
  Number(BigInt.asIntN(32, value)),
  Number(BigInt.asIntN(32, value >> 32n)),
];
