/** The same module run natively, by the WebAssembly engine of this process. */
import { openSync } from 'node:fs';
import { devNull } from 'node:os';
import { WASI } from 'node:wasi';

/** Seconds that `_start` takes in a fresh instance; its output is thrown away. */
export function runNative(wasm: Uint8Array, args: readonly string[]): number {
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
