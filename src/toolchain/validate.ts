/** Refuses a file that is not a valid WebAssembly module. */
import { BuildError } from './errors';
import { featureOfComplaint, unsupportedFeature } from './features';

const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** Throws a `BuildError` that says what is wrong with `file`, if V8 does not accept it as a module. */
export function validate(file: Uint8Array): void {
  if (MAGIC.some((byte, i) => file[i] !== byte))
    throw new BuildError(
      'The file is not a WebAssembly module (it does not begin with "\\0asm"): give a .wasm file, or a .c or .wat file to build one from.',
    );
  try {
    new WebAssembly.Module(Uint8Array.from(file));
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    const reason = error.message.replace(/^WebAssembly\.Module\(\): /, '');
    const feature = featureOfComplaint(reason);
    if (feature) throw unsupportedFeature(feature, reason);
    throw new BuildError(
      `The WebAssembly module is not valid: ${reason}. Build it again, or repair the tool that wrote it.`,
    );
  }
}
