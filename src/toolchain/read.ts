/** Files → `Module`: WebAssembly text through wabt, WebAssembly binaries directly. */
import wabt from 'wabt';
import { decode } from './decode';
import { BuildError, type Diagnostic } from './errors';
import { checkLimit } from './limits';
import type { Module } from './module';
import { nestingOf } from './nesting';
import { validate } from './validate';

/** wabt's messages: `file:line:column: error: message`, then the source line and a marker. */
const MESSAGE = /^.*?:(\d+):(\d+): error: (.*)$/;

/** Everything that wabt can read, so that what the machine lacks is refused by its name and not as a typo. */
const FEATURES = {
  bulk_memory: true,
  exceptions: true,
  extended_const: true,
  gc: true,
  memory64: true,
  multi_memory: true,
  multi_value: true,
  mutable_globals: true,
  reference_types: true,
  relaxed_simd: true,
  sat_float_to_int: true,
  sign_extension: true,
  simd: true,
  tail_call: true,
  threads: true,
};

/** Decodes a WebAssembly binary. Throws a `BuildError` if it is not one, not valid, or needs more than the machine has. */
export function readWasm(file: Uint8Array): Module {
  validate(file);
  return decode(file);
}

/**
 * Assembles WebAssembly text to a binary with a name section. Throws a `BuildError` whose diagnostics name the
 * lines if it does not parse or is not valid. `file` is the name that they carry.
 */
export async function assembleWat(file: string, source: string): Promise<Uint8Array> {
  checkLimit('nesting', nestingOf(source));
  const { parseWat } = await wabt();
  try {
    // Of a string it would take each character for a byte.
    const parsed = parseWat(file, new TextEncoder().encode(source), FEATURES);
    try {
      // The declaration of its types leaves out that it takes features as `parseWat` does.
      (parsed.validate as (features: object) => void)(FEATURES);
      return Uint8Array.from(parsed.toBinary({ write_debug_names: true }).buffer);
    } finally {
      parsed.destroy();
    }
  } catch (error) {
    throw parseError(file, error);
  }
}

function parseError(file: string, error: unknown): unknown {
  const lines = error instanceof Error ? error.message.split('\n') : [];
  const diagnostics = lines
    .map((line) => MESSAGE.exec(line))
    .filter((match) => match !== null)
    .map(
      ([, line, column, message]): Diagnostic => ({
        file,
        line: Number(line),
        column: Number(column),
        message,
      }),
    );
  if (diagnostics.length === 0) {
    const [reason] = lines;
    return new BuildError(
      `${file} cannot be assembled (${reason ?? error}): make it simpler, or give the .wasm file that another tool makes of it.`,
    );
  }
  const { line, column, message } = diagnostics[0];
  return new BuildError(
    `${file} is not valid WebAssembly text: line ${line}, column ${column}: ${message}. Correct it and start again.`,
    diagnostics,
  );
}
