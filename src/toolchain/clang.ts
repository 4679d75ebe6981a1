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
/** One at a time: two instances of clang would take twice the memory, and the time of each is its own. */
let last: Promise<unknown> = Promise.resolve();

/** Runs the bundled clang over `files`, its whole file system, for at most `timeout` seconds. */
export function bundledClang(
  args: readonly string[],
  files: Tree,
  own: OwnInputs,
  timeout: number,
): Promise<ClangResult> {
  const request: CompileRequest = {
    args: [...args, ...Object.keys(own), '-o', OUTPUT],
    files: { ...files, ...own },
    output: OUTPUT,
  };
  const result = last.then(() => runInWorker(request, timeout));
  last = result.catch(() => {});
  return result;
}

async function runInWorker(request: CompileRequest, timeout: number): Promise<ClangResult> {
  worker ??= startWorker();
  const running = worker;
  // A waiting build keeps the process alive, an idle compiler does not.
  running.ref();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // It cannot be interrupted otherwise.
    running.terminate();
  }, timeout * 1000);
  const reply = await ask(running, request);
  clearTimeout(timer);
  running.unref();
  if (late) throw tookTooLong(timeout);
  if (reply.failure !== undefined)
    throw new BuildError(
      `The bundled C compiler failed (${reply.failure}): build again, or name a clang of your own.`,
    );
  return reply;
}

/** What a worker answers; where it goes instead, that is the failure. */
function ask(running: Worker, request: CompileRequest): Promise<CompileReply> {
  return new Promise((resolve) => {
    const settle = (reply: CompileReply) => {
      running.off('message', settle).off('error', failed).off('exit', gone);
      resolve(reply);
    };
    const failed = (error: Error) => settle({ log: '', failure: error.message });
    const gone = () => settle({ log: '', failure: 'its thread ended' });
    running.on('message', settle).on('error', failed).on('exit', gone);
    running.postMessage(request);
  });
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
  // The next build starts another.
  const forget = () => {
    if (worker === started) worker = undefined;
  };
  return started.on('error', forget).on('exit', forget);
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
      const command = [...args, ...inputs, '-o', output];
      const child = execFile(compiler, command, options, (error, _stdout, stderr) => {
        process.off('exit', stop);
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
      // Where this process ends first, nobody waits for the compiler any more.
      const stop = () => child.kill();
      process.once('exit', stop);
    });
    return existsSync(output) ? { log, wasm: readFileSync(output) } : { log };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
