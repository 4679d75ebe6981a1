/**
 * The debug adapter: the Debug Adapter Protocol on stdin and stdout, on a loopback port (`--port N`), or in
 * the process that calls `createSession`.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { OutputEvent } from '@vscode/debugadapter';
import type { BuildOutcome, BuildRequest, Dependencies } from './debugger/dependencies';
import { problem } from './debugger/errors';
import { Framing } from './debugger/framing';
import { StepformerSession } from './debugger/session/session';
import { serveTerminal, TERMINAL_VARIABLE } from './debugger/terminal';
import { readPrecompiled } from './engine/file';
import type { Precompiled } from './engine/precompiled';
import { readModel } from './model/file';
import type { Model } from './model/model';
import { build } from './toolchain/build';
import { decode } from './toolchain/decode';
import { demangle } from './toolchain/demangle';
import { BuildError } from './toolchain/errors';
import type { Known } from './worker/messages';
import { startTransformer } from './worker/transformer';

/** Where the model lies, and the code for it: beside the bundled adapter, or in dist/ of the source tree. */
const BUILT = path.basename(__dirname) === 'src' ? path.join(__dirname, '../dist') : __dirname;
const MODEL_FILE = path.join(BUILT, 'machine.stepformer');
const CODE_FILE = path.join(BUILT, 'machine.engine');

interface Loaded {
  readonly model: Model;
  readonly precompiled: Precompiled | undefined;
}

let loading: Promise<Loaded> | undefined;
let loaded: Loaded | undefined;

async function load(): Promise<Loaded> {
  const [modelFile, code] = await Promise.all([
    readFile(MODEL_FILE),
    // Without it the code is made while the program runs.
    readFile(CODE_FILE).catch(() => undefined),
  ]);
  return { model: readModel(modelFile), precompiled: code && readPrecompiled(code, modelFile) };
}

async function loadModel(): Promise<Model> {
  loading ??= load();
  try {
    loaded = await loading;
    return loaded.model;
  } catch (error) {
    loading = undefined;
    throw problem.modelUnreadable(MODEL_FILE, (error as Error).message);
  }
}

/** A changed model has no code ahead of time, but numbers of about the same size. */
function knownOf(model: Model): Known {
  const { precompiled } = loaded ?? {};
  return model === loaded?.model ? { precompiled } : { assumptions: precompiled?.assumptions };
}

async function buildProgram(request: BuildRequest): Promise<BuildOutcome> {
  try {
    return await build(request);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    const diagnostics = error.diagnostics.map((d) => ({ severity: 'error' as const, ...d }));
    return { failure: error.message, diagnostics };
  }
}

export const dependencies: Dependencies = {
  build: buildProgram,
  instructions: (module) => decode(module).functions.flatMap(({ body }) => body),
  sourceName: demangle,
  loadModel,
  terminal: {
    args: [process.execPath, path.join(BUILT, 'adapter.js'), '--terminal'],
    // The editor's own runtime is Node only if it is told to be.
    env: process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {},
    patience: 30_000,
  },
  createTransformer: (model, output) => startTransformer(model, knownOf(model), output),
};

/** A session that nobody talks to yet: give it streams (`start`), or messages (`handleMessage`). */
export function createSession(given: Dependencies = dependencies): StepformerSession {
  return new StepformerSession(given);
}

/** Lets a client talk to a session. One that does not keep to the protocol is told so, and the session ends. */
function converse(session: StepformerSession, input: Readable, output: Writable): Framing {
  const framing = new Framing((message) => {
    session.sendEvent(new OutputEvent(message, 'stderr'));
    process.stderr.write(message);
  });
  input.on('error', () => framing.end());
  session.start(input.pipe(framing), output);
  return framing;
}

/** Serves on stdin and stdout, or every connection on a loopback port. Port 0 takes a free one. */
export function serve(port?: number): void {
  if (port === undefined) {
    converse(createSession(), process.stdin, process.stdout);
    return;
  }
  const server = createServer((socket) => {
    const session = createSession();
    session.setRunAsServer(true);
    socket.on('error', () => socket.destroy());
    converse(session, socket, socket).once('close', () => socket.end());
  });
  server.on('error', (error) => {
    process.stderr.write(
      `Port ${port} cannot be listened on (${error.message}): choose another.\n`,
    );
    process.exitCode = 2;
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const taken = typeof address === 'object' ? address?.port : port;
    process.stderr.write(`The debug adapter listens on 127.0.0.1:${taken}\n`);
  });
}

function main(args: readonly string[]): void {
  if (args.length === 0) {
    serve();
    return;
  }
  const terminal = process.env[TERMINAL_VARIABLE];
  if (args.length === 1 && args[0] === '--terminal' && terminal) {
    serveTerminal(terminal);
    return;
  }
  const port = Number(args[1]);
  if (
    args.length === 2 &&
    args[0] === '--port' &&
    Number.isInteger(port) &&
    port >= 0 &&
    port < 65536
  )
    serve(port);
  else {
    process.stderr.write('usage: adapter [--port N]\n');
    process.exitCode = 2;
  }
}

// The command line's bundle holds this file too, so that only the script's name tells which was started.
if (/^adapter(\.[jt]s)?$/.test(path.basename(process.argv[1] ?? ''))) main(process.argv.slice(2));
