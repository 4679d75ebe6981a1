/** Refuses a file that is not a valid WebAssembly module. */
import { BuildError } from './errors';
import { featureOfComplaint, unsupportedFeature } from './features';
import { checkLimit } from './limits';
import { createReader } from './reader';

const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** Throws a `BuildError` that says what is wrong with `file`, if V8 does not accept it as a module. */
export function validate(file: Uint8Array): void {
  if (MAGIC.some((byte, i) => file[i] !== byte))
    throw new BuildError(
      'The file is not a WebAssembly module (it does not begin with "\\0asm"): give a .wasm file, or a .c or .wat file to build one from.',
    );
  checkLimit('types', typeCount(file));
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

const TYPES = 1;

/** How many types a file says that it declares; 0 where that cannot be read. */
function typeCount(file: Uint8Array): number {
  const reader = createReader(file, 8);
  try {
    for (;;) {
      const id = reader.byte();
      const end = reader.u32() + reader.position;
      if (id === TYPES) return reader.u32();
      reader.position = end;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 0;
  }
}
