/** `stepformer run`: the program's output goes to stdout, everything meant for a person to stderr. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSourceLines } from '../toolchain/lines';
import type { RunArguments } from './arguments';
import { createExecutor, type Loaded, loadModel, loadProgram } from './load';
import { createMeter } from './meter';
import { processHost } from './process-host';
import { type End, runProgram } from './session';
import { exitCode, statistics } from './statistics';

/** Runs a file; the result is the exit status. */
export async function run(options: RunArguments): Promise<number> {
  const meter = createMeter(!options.quiet && process.stderr.isTTY === true);
  meter.say(`compiling ${options.build.files.join(' ')}`);
  const model = loadModel();
  const loaded = await loadProgram(options.build);
  for (const { file, line, column, message } of loaded.diagnostics)
    if (!options.quiet) meter.line(`${file}:${line}:${column}: ${message}`);
  const executor = createExecutor(options.engine, model);
  const host = processHost(options, meter);
  let interrupted = false;
  const onInterrupt = () => {
    interrupted = true;
    host.wake();
  };
  process.on('SIGINT', onInterrupt);
  try {
    const { end, progress } = await runProgram(executor, loaded.program, loaded.prompt, host, {
      maxTokens: options.maxTokens,
      limits: options.limits,
      interrupted: () => interrupted,
      inputArrives: host.inputArrives,
      onSlice: (now) => {
        host.flush();
        meter.show(now);
      },
    });
    host.flush();
    meter.clear();
    await report(end, loaded, meter.line);
    if (!options.quiet || end.kind === 'interrupted') meter.summary(progress);
    const figures = statistics(
      options.engine,
      executor,
      loaded.prompt.tokens.length,
      progress,
      end,
    );
    if (options.stats) writeFileSync(options.stats, `${JSON.stringify(figures, null, 2)}\n`);
    return exitCode(end);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** Says how a run ended, where it is not by itself. */
export async function report(
  end: End,
  loaded: Loaded,
  line: (text: string) => void,
): Promise<void> {
  if (end.kind === 'trap') line(await describeTrap(end, loaded));
  if (end.kind === 'limit') line(end.message);
}

async function describeTrap(
  { trap, address, token }: Extract<End, { kind: 'trap' }>,
  { program, wasm }: Loaded,
): Promise<string> {
  const origin = program.origins[address];
  const name = program.functions[origin?.function ?? -1]?.name ?? 'the start-up code';
  const lines = await createSourceLines(wasm);
  const place = origin && origin.offset >= 0 ? await lines.lineOf(origin.offset) : undefined;
  lines.dispose();
  const where = place
    ? `${path.relative('', place.file)}:${place.line}`
    : `byte ${origin?.offset ?? -1}`;
  const message = program.unsupported.get(address);
  return `trap: ${trap} at ${where} in ${name}, token ${token}${message ? ` (${message})` : ''}`;
}
