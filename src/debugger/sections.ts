/** The few facts about a WASM file's sections that debugging C depends on. */
import { createCursor } from './dwarf/cursor';

const CUSTOM = 0;
const ELEMENT = 9;
const CODE = 10;
const HEADER = 8;
const I32_CONST = 0x41;
const END = 0x0b;

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
  return customSection(module, '.debug_line') !== undefined;
}

/** The entries of a WASM table, as far as they are functions from a place that the module itself names. */
export function* tableEntries(module: Uint8Array): Generator<{ index: number; function: number }> {
  for (const { id, begin } of sections(module)) {
    if (id !== ELEMENT) continue;
    const cursor = createCursor(module, begin);
    const unsigned = () => Number(cursor.uleb());
    for (let left = unsigned(); left > 0; left--) {
      const isPlain = unsigned() === 0 && unsigned() === I32_CONST;
      // Other segments are not of C; where they end is not known here.
      if (!isPlain) return;
      const first = Number(cursor.sleb());
      if (unsigned() !== END) return;
      const count = unsigned();
      for (let i = 0; i < count; i++) yield { index: first + i, function: unsigned() };
    }
  }
}

/** The contents of a custom section. */
export function customSection(module: Uint8Array, wanted: string): Uint8Array | undefined {
  for (const { id, begin, end } of sections(module)) {
    if (id !== CUSTOM) continue;
    const length = readUnsigned(module, begin);
    const contents = length.end + length.value;
    const name = Buffer.from(module.subarray(length.end, contents)).toString();
    if (name === wanted) return module.subarray(contents, end);
  }
  return undefined;
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
