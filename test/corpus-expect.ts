/**
 * Writes the `.expected` files of the corpus from what V8 does: `npx tsx test/corpus-expect.ts [name]…`, by
 * default for all programs.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WASI } from 'node:wasi';
import { compile } from '../src/toolchain/compile';
import { assembleWat } from '../src/toolchain/read';
import { CASES, type Case, type Outcome, transcript } from './corpus';

/** V8's words for a trap. */
const TRAPS: readonly (readonly [RegExp, string])[] = [
  [/unreachable/, 'unreachable'],
  [/divide by zero|remainder by zero/, 'integer divide by zero'],
  [/result unrepresentable/, 'integer overflow'],
  [/memory access out of bounds/, 'out of bounds memory access'],
  [/table index is out of bounds/, 'undefined element'],
];
/** V8 has one message for both ways in which an indirect call fails; the program's name says which it is. */
const INDIRECT = /null function or function signature mismatch/;
/** Likewise for a float that becomes no integer. */
const CONVERSION = /float unrepresentable in integer range/;

function runOnV8(wasm: Uint8Array, { name, args, env, stdin }: Case): Outcome {
  const folder = mkdtempSync(path.join(tmpdir(), 'corpus-'));
  const file = (stream: string) => path.join(folder, stream);
  writeFileSync(file('stdin'), stdin);
  const descriptors = [
    openSync(file('stdin'), 'r'),
    openSync(file('stdout'), 'w'),
    openSync(file('stderr'), 'w'),
  ];
  const wasi = new WASI({
    version: 'preview1',
    args: ['program', ...args],
    env: Object.fromEntries(env.map((entry) => entry.split('='))),
    stdin: descriptors[0],
    stdout: descriptors[1],
    stderr: descriptors[2],
    returnOnExit: true,
  });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm)), {
    wasi_snapshot_preview1: wasi.wasiImport,
  });
  const result = (): Pick<Outcome, 'exit' | 'trap'> => {
    try {
      const { run } = instance.exports as { run?: () => number };
      const status = run ? run() : wasi.start(instance);
      return { exit: (status ?? 0) & 0xff };
    } catch (error) {
      return { trap: trapName(error, name) };
    }
  };
  const end = result();
  for (const descriptor of descriptors) closeSync(descriptor);
  const stdout = readFileSync(file('stdout'));
  rmSync(folder, { recursive: true });
  return { stdout, ...end };
}

function trapName(error: unknown, program: string): string {
  if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  if (INDIRECT.test(error.message))
    return program.includes('mismatch') ? 'indirect call type mismatch' : 'uninitialized element';
  if (CONVERSION.test(error.message))
    return program.includes('nan') ? 'invalid conversion to integer' : 'integer overflow';
  const found = TRAPS.find(([pattern]) => pattern.test(error.message));
  if (!found) throw error;
  return found[1];
}

async function main(names: readonly string[]): Promise<void> {
  for (const test of CASES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const wasm = test.name.endsWith('.wat')
      ? await assembleWat(test.name, readFileSync(test.file, 'utf8'))
      : (await compile({ files: [test.file] })).wasm;
    writeFileSync(`${test.file}.expected`, transcript(runOnV8(wasm, test)), 'latin1');
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
