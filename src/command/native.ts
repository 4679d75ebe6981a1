/** The same module run natively, by the WebAssembly engine of this process. */
import { openSync } from 'node:fs';
import { devNull } from 'node:os';

/** Seconds that `_start` takes in a fresh instance; its output is thrown away. */
export async function runNative(wasm: Uint8Array, args: readonly string[]): Promise<number> {
  // Loaded only here, since Node prints a warning when it is.
  const { WASI } = await import('node:wasi');
  const sink = openSync(devNull, 'r+');
  const wasi = new WASI({
    version: 'preview1',
    args: [...args],
    stdin: sink,
    stdout: sink,
    stderr: sink,
    returnOnExit: true,
  });
  const module = new WebAssembly.Module(wasm as BufferSource);
  const instance = new WebAssembly.Instance(module, wasi.getImportObject() as WebAssembly.Imports);
  const start = performance.now();
  wasi.start(instance);
  return (performance.now() - start) / 1000;
}
