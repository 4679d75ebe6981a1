/** `stepformer run`: the program's output goes to stdout, everything meant for a person to stderr. */
import { openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../executor/host';
import { FileServer } from '../host/file-server';
import { createInputs } from '../program/inputs';
import { createSourceLines } from '../toolchain/lines';
import type { RunArguments } from './arguments';
import { createExecutor, type Loaded, loadModel, loadProgram } from './load';
import { createMeter } from './meter';
import { type End, runProgram } from './session';
import { exitCode, statistics } from './statistics';

/** Bytes that a program has written and that have not reached the terminal yet. */
const BUFFERED = 4096;

export interface ProgramHost extends Host {
  flush(): void;
}

/** A host whose program reads and writes the streams of this process. */
export function processHost({ file, args, stdin, directory }: RunArguments): ProgramHost {
  const files = directory && new FileServer(directory);
  const inputs = createInputs(
    { stdin: new Uint8Array(), args: [path.basename(file), ...args] },
    () => files?.read(),
  );
  const readStdin = byteReader(stdin === undefined ? 0 : openSync(stdin, 'r'));
  const pending = { stdout: [] as number[], stderr: [] as number[] };
  const flush = () => {
    for (const [stream, descriptor] of [
      ['stdout', 1],
      ['stderr', 2],
    ] as const) {
      const bytes = Uint8Array.from(pending[stream]);
      pending[stream].length = 0;
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    }
  };
  return {
    flush,
    input: (stream) => (stream === 'stdin' ? readStdin() : inputs(stream)),
    output(stream, byte) {
      if (stream === 'files') {
        files?.write(byte);
        return;
      }
      pending[stream].push(byte);
      if (byte === 10 || pending[stream].length >= BUFFERED) flush();
    },
  };
}

/** Reads a descriptor byte by byte, in the pieces in which they arrive; `undefined` at its end. */
function byteReader(descriptor: number): () => number | undefined {
  const buffer = new Uint8Array(BUFFERED);
  let length = 0;
  let at = 0;
  return () => {
    if (at === length) {
      at = 0;
      length = readSync(descriptor, buffer);
    }
    return length === 0 ? undefined : buffer[at++];
  };
}

/** How the program of a run is built. */
export const buildOptions = ({ cflags, directory }: RunArguments) => ({
  cflags,
  opensFiles: directory !== undefined,
});

/** Runs a file; the result is the exit status. */
export async function run(options: RunArguments): Promise<number> {
  const meter = createMeter(!options.quiet && process.stderr.isTTY === true);
  meter.say(`compiling ${options.file}`);
  const model = loadModel();
  const loaded = await loadProgram(options.file, buildOptions(options));
  for (const { file, line, column, message } of loaded.diagnostics)
    if (!options.quiet) meter.line(`${file}:${line}:${column}: ${message}`);
  const executor = createExecutor(options.engine, model);
  const host = processHost(options);
  let interrupted = false;
  const onInterrupt = () => {
    interrupted = true;
  };
  process.on('SIGINT', onInterrupt);
  try {
    const { end, progress } = await runProgram(executor, loaded.program, loaded.prompt, host, {
      maxTokens: options.maxTokens,
      interrupted: () => interrupted,
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
