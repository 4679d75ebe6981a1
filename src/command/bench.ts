/** `stepformer bench`: the samples through each executor, beside native WebAssembly in the same process. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DenseExecutor } from '../executor/dense';
import { createHullExecutor } from '../executor/hull';
import type { Model } from '../model/model';
import { createInputs } from '../program/inputs';
import { parse } from './arguments';
import { type Loaded, loadModel, loadProgram } from './load';
import { createMeter } from './meter';
import { runNative } from './native';
import { runProgram } from './session';
import { modelFigures } from './statistics';

const SAMPLES = ['collatz.c', 'recursion.c', 'list.c', 'sudoku.c'] as const;
const FLAGS = ['-O0', '-O2'] as const;
/** Tokens of the prompt that the dense pass reads: its time grows with the square of the context. */
const DENSE_TOKENS = 200;
/** Runs of the native module; the first counts the start of a fresh instance. */
const NATIVE_RUNS = 20;

interface Row {
  readonly program: string;
  readonly flags: string;
  readonly promptTokens: number;
  readonly tokens: number;
  readonly instructions: number;
  readonly tokensPerInstruction: number;
  readonly hullTokensPerSecond: number;
  readonly denseTokensPerSecond: number;
  readonly seconds: number;
  readonly nativeSeconds: number;
  readonly timesSlowerThanNative: number;
}

const silent = (args: readonly string[]) => ({
  output: () => {},
  input: createInputs({ stdin: new Uint8Array(), args }),
});

async function measure(model: Model, sample: string, flags: string, loaded: Loaded): Promise<Row> {
  const { program, prompt, wasm } = loaded;
  const hull = await runProgram(createHullExecutor(model), program, prompt, silent([sample]));
  const start = performance.now();
  const dense = new DenseExecutor(model);
  for (const token of prompt.tokens.subarray(0, DENSE_TOKENS)) dense.append(token);
  const denseSeconds = (performance.now() - start) / 1000;
  const natives: number[] = [];
  for (let i = 0; i < NATIVE_RUNS; i++) natives.push(await runNative(wasm, [sample]));
  const native = natives.sort((a, b) => a - b)[NATIVE_RUNS / 2];
  const { tokens, instructions, seconds } = hull.progress;
  return {
    program: sample,
    flags,
    promptTokens: prompt.tokens.length,
    tokens,
    instructions,
    tokensPerInstruction: tokens / instructions,
    hullTokensPerSecond: tokens / seconds,
    denseTokensPerSecond: DENSE_TOKENS / denseSeconds,
    seconds,
    nativeSeconds: native,
    timesSlowerThanNative: seconds / native,
  };
}

/** Measures and prints a table; `--json` keeps the figures. */
export async function bench(args: string[]): Promise<number> {
  const { values } = parse(args, { json: { type: 'string' } });
  const meter = createMeter(process.stderr.isTTY === true);
  const { model } = loadModel();
  const rows: Row[] = [];
  for (const sample of SAMPLES)
    for (const flags of FLAGS) {
      meter.say(`${sample} ${flags}`);
      const file = path.join(__dirname, '..', 'samples', sample);
      rows.push(await measure(model, sample, flags, await loadProgram(file, [flags])));
    }
  meter.clear();
  process.stdout.write(table(rows));
  if (typeof values.json === 'string')
    writeFileSync(
      values.json,
      `${JSON.stringify({ model: modelFigures(model), rows }, null, 2)}\n`,
    );
  return 0;
}

function table(rows: readonly Row[]): string {
  const count = (n: number) => Math.round(n).toLocaleString('en-US');
  const columns: [string, (row: Row) => string][] = [
    ['program', (r) => r.program],
    ['flags', (r) => r.flags],
    ['prompt', (r) => count(r.promptTokens)],
    ['tokens', (r) => count(r.tokens)],
    ['instructions', (r) => count(r.instructions)],
    ['tokens/instr.', (r) => r.tokensPerInstruction.toFixed(3)],
    ['hull tokens/s', (r) => count(r.hullTokensPerSecond)],
    [`dense tokens/s (first ${DENSE_TOKENS})`, (r) => count(r.denseTokensPerSecond)],
    ['native ms', (r) => (r.nativeSeconds * 1000).toFixed(3)],
    ['× native', (r) => count(r.timesSlowerThanNative)],
  ];
  const cells = [
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, f]) => f(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i].length)));
  return cells
    .map(
      (line) =>
        `${line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}\n`,
    )
    .join('');
}
