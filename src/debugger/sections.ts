/** The few facts about a WASM file's sections that its debug information depends on. */

const CUSTOM = 0;
const CODE = 10;
const HEADER = 8;

interface Section {
  readonly id: number;
  /** Bytes [begin, end) of its payload. */
  readonly begin: number;
  readonly end: number;
}

function* sections(module: Uint8Array): Generator<Section> {
  for (let at = HEADER; at < module.length; ) {
    const id = module[at];
    const size = readUnsigned(module, at + 1);
    yield { id, begin: size.end, end: size.end + size.value };
    at = size.end + size.value;
  }
}

/** DWARF counts code offsets from here: the first byte of the code section's payload. */
export function codeStart(module: Uint8Array): number {
  for (const { id, begin } of sections(module)) if (id === CODE) return begin;
  return 0;
}

export function hasDebugInformation(module: Uint8Array): boolean {
  for (const { id, begin } of sections(module)) {
    if (id !== CUSTOM) continue;
    const length = readUnsigned(module, begin);
    const name = Buffer.from(module.subarray(length.end, length.end + length.value)).toString();
    if (name === '.debug_line') return true;
  }
  return false;
}

/** An unsigned LEB128 number. */
function readUnsigned(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  let unit = 1;
  for (let i = at; ; i++, unit *= 128) {
    value += (bytes[i] & 0x7f) * unit;
    if (bytes[i] < 0x80 || i >= bytes.length) return { value, end: i + 1 };
  }
}
