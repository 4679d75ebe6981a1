/** The bundled clang, in a worker thread: it takes seconds of pure computation and hundreds of megabytes. */
import { parentPort } from 'node:worker_threads';
import type { Tree } from '@yowasp/clang';

export interface CompileRequest {
  readonly args: readonly string[];
  /** The file system that clang sees; its own headers and libraries are added. */
  readonly files: Tree;
  readonly output: string;
}

export interface CompileReply {
  /** What clang and the linker said. */
  readonly log: string;
  /** The module, if it was built. */
  readonly wasm?: Uint8Array;
  /** A failure of the compiler itself. */
  readonly failure?: string;
}

async function compile({ args, files, output }: CompileRequest): Promise<CompileReply> {
  const log: Uint8Array[] = [];
  const { commands, runLLVM, Exit } = await import('@yowasp/clang');
  try {
    // Loads the resources; without a listener their progress would be printed.
    await runLLVM(undefined, {}, { fetchProgress: () => {} });
    const result = await commands.clang([...args], files, {
      stdout: null,
      stderr: (bytes) => {
        if (bytes) log.push(bytes.slice());
      },
    });
    return { log: text(log), wasm: result?.[output] as Uint8Array };
  } catch (error) {
    if (error instanceof Exit) return { log: text(log) };
    return { log: text(log), failure: String(error) };
  }
}

const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString('utf8');

parentPort?.on('message', async (request: CompileRequest) =>
  parentPort?.postMessage(await compile(request)),
);
