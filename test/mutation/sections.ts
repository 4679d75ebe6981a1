/** Where the sections of a module lie, as far as that can be told of a damaged one. */
import { createReader } from '../../src/toolchain/reader';

export interface Section {
  readonly id: number;
  /** Of the section, of what is in it, and of what follows it. */
  readonly begin: number;
  readonly payload: number;
  readonly end: number;
}

export function sectionsOf(wasm: Uint8Array): Section[] {
  const reader = createReader(wasm, 8);
  const found: Section[] = [];
  try {
    while (reader.position < wasm.length) {
      const begin = reader.position;
      const id = reader.byte();
      const end = reader.u32() + reader.position;
      if (end > wasm.length) break;
      found.push({ id, begin, payload: reader.position, end });
      reader.position = end;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}
