/** A host whose program reads and writes the streams of this process. */
import { openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../executor/host';
import { FileServer } from '../host/file-server';
import { createInputs, createTypedInput } from '../program/inputs';
import type { RunArguments } from './arguments';
import type { Meter } from './meter';

/** Bytes that a program has written and that have not reached the terminal yet, or that are read at once. */
const BUFFERED = 4096;

const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

export interface ProgramHost extends Host {
  flush(): void;
  /** Resolves once there is input after it said 'wait', or `wake` was called. */
  inputArrives(): Promise<void>;
  wake(): void;
}

export function processHost(
  { build, args, environment, stdin, directory }: RunArguments,
  meter: Meter,
): ProgramHost {
  const files = directory && new FileServer(directory);
  const inputs = createInputs({ args: [path.basename(build.files[0]), ...args], environment }, () =>
    files?.read(),
  );
  const typed = typedInput();
  const readStdin = stdin === undefined ? typed.next : fileReader(stdin);
  const pending = { stdout: [] as number[], stderr: [] as number[] };
  const flushStream = (stream: keyof typeof pending) => {
    const bytes = Uint8Array.from(pending[stream]);
    if (bytes.length === 0) return;
    pending[stream].length = 0;
    meter.makeRoom(bytes[bytes.length - 1] === 10);
    for (let at = 0; at < bytes.length; ) at += writeSync(DESCRIPTORS[stream], bytes, at);
  };
  const flush = () => {
    flushStream('stdout');
    flushStream('stderr');
  };
  return {
    flush,
    input: (stream) => (stream === 'stdin' ? readStdin() : inputs(stream)),
    inputArrives() {
      meter.clear();
      return typed.arrives();
    },
    wake: typed.wake,
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

/** Reads a file byte by byte; `undefined` at its end. */
function fileReader(file: string): () => number | undefined {
  const descriptor = openSync(file, 'r');
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

/**
 * Standard input of this process, read only as far as the program asks for it, and so that the process hears
 * signals while it waits.
 */
function typedInput() {
  const typed = createTypedInput();
  let wake = () => {};
  let listening = false;
  const listen = () => {
    listening = true;
    const { stdin } = process;
    const hear = (bytes: Uint8Array | undefined) => {
      typed.add(bytes);
      wake();
    };
    stdin.on('data', hear);
    stdin.on('end', () => hear(undefined));
    // A terminal that has gone away gives nothing more.
    stdin.on('error', () => hear(undefined));
  };
  return {
    next: typed.next,
    wake: () => wake(),
    async arrives() {
      if (!listening) listen();
      const arrival = new Promise<void>((resolve) => {
        wake = resolve;
      });
      process.stdin.resume();
      await arrival;
      // A stream that is read keeps the process alive.
      process.stdin.pause();
    },
  };
}
