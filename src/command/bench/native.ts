/** The same module run natively, by the WebAssembly engine of this process. */
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

/** Runs of code that V8 has never seen. */
const FRESH_RUNS = 20;
/** Warming up goes on until V8 has had this many seconds and runs to optimise the code. */
const WARM_SECONDS = 0.4;
const WARM_RUNS = 40;

/** Seconds that `_start` takes, by run. */
export interface NativeTimes {
  /** The first call in the first instance of a module that V8 has not seen before. */
  readonly fresh: readonly number[];
  /** The last runs of many; `_start` runs once an instance, so these are new instances of one module. */
  readonly warm: readonly number[];
}

/** Runs a module's `_start` with WASI; it reads no input, and its output is thrown away. */
export async function timeNative(wasm: Uint8Array, args: readonly string[]): Promise<NativeTimes> {
  // Loaded only here, since Node prints a warning when it is.
  const { WASI } = await import('node:wasi');
  const sink = openSync(devNull, 'r+');
  const time = (module: WebAssembly.Module): number => {
    const wasi = new WASI({
      version: 'preview1',
      args: [...args],
      stdin: sink,
      stdout: sink,
      stderr: sink,
      returnOnExit: true,
    });
    const imports = wasi.getImportObject() as WebAssembly.Imports;
    const instance = new WebAssembly.Instance(module, imports);
    const start = performance.now();
    wasi.start(instance);
    return (performance.now() - start) / 1000;
  };
  const fresh = Array.from({ length: FRESH_RUNS }, (_, i) =>
    time(new WebAssembly.Module(renumbered(wasm, i))),
  );
  const module = new WebAssembly.Module(renumbered(wasm, FRESH_RUNS));
  const warm: number[] = [];
  const start = performance.now();
  while (warm.length < WARM_RUNS || performance.now() - start < WARM_SECONDS * 1000) {
    warm.push(time(module));
    // Lets V8 put the code in place that it has optimised.
    await new Promise(setImmediate);
  }
  closeSync(sink);
  return { fresh, warm: warm.slice(-FRESH_RUNS) };
}

/** The module with a number in a custom section: V8 keeps the code of modules whose bytes are the same. */
function renumbered(wasm: Uint8Array, number: number): Uint8Array<ArrayBuffer> {
  const section = [0, 3, 1, 'n'.charCodeAt(0), number];
  const result = new Uint8Array(wasm.length + section.length);
  result.set(wasm);
  result.set(section, wasm.length);
  return result;
}
