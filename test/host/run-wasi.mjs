/** Runs a module on V8 with Node's WASI: `node run-wasi.mjs MODULE DIRECTORY`. */
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [module, directory] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', preopens: { '/': directory } });
const { instance } = await WebAssembly.instantiate(readFileSync(module), wasi.getImportObject());
process.exitCode = wasi.start(instance);
