/** Runs clang: the bundled one in a worker thread, or a person's own as a process. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Tree } from '@yowasp/clang';
import type { CompileReply, CompileRequest } from './compile-worker';
import { BuildError } from './errors';

export interface ClangResult {
  /** What clang and the linker wrote to stderr. */
  readonly log: string;
  /** The module, if there were no errors. */
  readonly wasm?: Uint8Array;
}

/** Sources and objects that are no files, by name: they are compiled and linked with those that the arguments name. */
export type OwnInputs = Readonly<Record<string, string | Uint8Array>>;

const OUTPUT = 'stepformer-output.wasm';

/** The worker is kept: loading clang takes longer than compiling a small program. */
let worker: Worker | undefined;
let nextId = 0;
const waiting = new Map<number, (reply: CompileReply) => void>();

/** Runs the bundled clang over `files`, its whole file system, for at most `timeout` seconds. */
export async function bundledClang(
  args: readonly string[],
  files: Tree,
  own: OwnInputs,
  timeout: number,
): Promise<ClangResult> {
  const request: CompileRequest = {
    id: nextId++,
    args: [...args, ...Object.keys(own), '-o', OUTPUT],
    files: { ...files, ...own },
    output: OUTPUT,
  };
  worker ??= startWorker();
  // A waiting build keeps the process alive, an idle compiler does not.
  worker.ref();
  worker.postMessage(request);
  const running = worker;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // It cannot be interrupted otherwise; whatever else waits for it is answered that it is gone.
    running.terminate();
  }, timeout * 1000);
  const reply = await new Promise<CompileReply>((resolve) => waiting.set(request.id, resolve));
  clearTimeout(timer);
  if (late) throw tookTooLong(timeout);
  if (waiting.size === 0) worker?.unref();
  if (reply.failure !== undefined)
    throw new BuildError(
      `The bundled C compiler failed (${reply.failure}): build again, or name a clang of your own.`,
    );
  return reply;
}

const tookTooLong = (timeout: number) =>
  new BuildError(
    `The C compiler has not ended after ${timeout} seconds, as "compileTimeout" (--compile-timeout) says: raise it, optimise less, or split the file.`,
  );

function startWorker(): Worker {
  const script = path.join(__dirname, 'compile-worker');
  // Beside the bundle lies a bundled worker; in the source tree tsx has to be brought along.
  const loader = existsSync(`${script}.js`) ? '' : "require('tsx/cjs');";
  const started = new Worker(`${loader}require(${JSON.stringify(script)});`, { eval: true });
  started.on('message', (reply: CompileReply) => {
    const resolve = waiting.get(reply.id);
    waiting.delete(reply.id);
    resolve?.(reply);
  });
  started.on('error', (error) => fail(started, error.message));
  started.on('exit', () => fail(started, 'its thread ended'));
  return started;
}

/** Answers everything that waits for a worker that is gone; the next build starts another. */
function fail(stopped: Worker, failure: string): void {
  if (worker !== stopped) return;
  worker = undefined;
  for (const [id, resolve] of waiting) resolve({ id, log: '', failure });
  waiting.clear();
}

/** Runs the clang at `compiler` in the folder `workspace`, for at most `timeout` seconds. */
export async function ownClang(
  compiler: string,
  args: readonly string[],
  workspace: string,
  own: OwnInputs,
  timeout: number,
): Promise<ClangResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepformer-'));
  const output = path.join(folder, OUTPUT);
  try {
    const inputs = Object.entries(own).map(([name, contents]) => {
      const file = path.join(folder, name);
      writeFileSync(file, contents);
      return file;
    });
    const log = await new Promise<string>((resolve, reject) => {
      const options = { cwd: workspace, maxBuffer: 2 ** 26, timeout: timeout * 1000 };
      execFile(compiler, [...args, ...inputs, '-o', output], options, (error, _stdout, stderr) => {
        if (error?.killed) return reject(tookTooLong(timeout));
        // A number is clang's own exit status; a name like ENOENT says that it did not run.
        if (typeof error?.code === 'string')
          reject(
            new BuildError(
              `The C compiler ${compiler} cannot be run (${error.code}): correct its path, or leave it out to use the bundled one.`,
            ),
          );
        else resolve(stderr);
      });
    });
    return existsSync(output) ? { log, wasm: readFileSync(output) } : { log };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
