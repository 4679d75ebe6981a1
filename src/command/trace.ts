/**
 * `stepformer trace`: one JSON object a line for each token of the execution: its position, how it is
 * written, the instruction, function and C line it belongs to, and the token that each head attended to.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Executor } from '../executor/executor';
import { tapReader } from '../executor/taps';
import { printInstruction } from '../program/print';
import { createSourceLines, type SourceLines } from '../toolchain/lines';
import type { RunArguments } from './arguments';
import { createExecutor, type Loaded, loadModel, loadProgram, UsageError } from './load';
import { createMeter } from './meter';
import { processHost } from './process-host';
import { report } from './run';
import { runProgram } from './session';
import { exitCode } from './statistics';

const BUFFERED = 1 << 16;

/** Runs a file and writes its trace; the result is the exit status. */
export async function trace(options: RunArguments): Promise<number> {
  const { output } = options;
  if (!output) throw new UsageError('say where the trace goes: -o OUT.jsonl');
  if (!output.endsWith('.jsonl'))
    throw new UsageError(`there is no trace format for ${output} yet; name a .jsonl file`);
  const meter = createMeter(!options.quiet && process.stderr.isTTY === true);
  meter.say(`compiling ${options.build.files.join(' ')}`);
  const model = loadModel();
  const loaded = await loadProgram(options.build);
  const lines = await linesByAddress(loaded);
  const executor = createExecutor(options.engine, model);
  const host = processHost(options, meter);
  const file = openSync(output, 'w');
  let pending = '';
  const flush = () => {
    writeSync(file, pending);
    pending = '';
  };
  const describe = tokenDescriber(executor, loaded, lines);
  try {
    const { end, progress } = await runProgram(executor, loaded.program, loaded.prompt, host, {
      maxTokens: options.maxTokens,
      limits: options.limits,
      inputArrives: host.inputArrives,
      onSlice: (now) => {
        host.flush();
        meter.show(now);
      },
      onToken: () => {
        pending += `${JSON.stringify(describe())}\n`;
        if (pending.length >= BUFFERED) flush();
      },
    });
    flush();
    host.flush();
    meter.clear();
    await report(end, loaded, meter.line);
    if (!options.quiet) meter.summary(progress);
    return exitCode(end);
  } finally {
    closeSync(file);
  }
}

/** The C line of each machine instruction that has one. */
async function linesByAddress({ program, wasm }: Loaded) {
  const lines: SourceLines = await createSourceLines(wasm);
  const found = new Map<number, Awaited<ReturnType<SourceLines['lineOf']>>>();
  for (const [address, { offset }] of program.origins.entries())
    if (offset >= 0) found.set(address, await lines.lineOf(offset));
  lines.dispose();
  return found;
}

function tokenDescriber(
  executor: Executor,
  { program, prompt }: Loaded,
  lines: Awaited<ReturnType<typeof linesByAddress>>,
) {
  const pcOfOperation = tapReader(executor, 'pc of operation');
  return () => {
    const position = executor.length - 1;
    const address = prompt.ends[pcOfOperation()] ?? -1;
    const origin = program.origins[address];
    const line = lines.get(address);
    const heads = executor.model.layers.flatMap(({ heads }, layer) =>
      heads.flatMap(({ name, tie }, head) =>
        tie === 'average' ? [] : [[name, executor.attend(layer, head).winner] as const],
      ),
    );
    return {
      position,
      token: executor.model.tokens[executor.token(position)].text,
      instruction: address < 0 ? null : printInstruction(program, address),
      address,
      offset: origin?.offset ?? -1,
      function: program.functions[origin?.function ?? -1]?.name ?? null,
      file: line ? path.relative('', line.file) : null,
      line: line?.line ?? null,
      attends: Object.fromEntries(heads),
    };
  };
}
