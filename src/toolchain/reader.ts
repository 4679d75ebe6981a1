/** Reads the primitive encodings of the WebAssembly binary format. */
export interface Reader {
  /** Byte offset of what is read next. */
  position: number;
  byte(): number;
  u32(): number;
  /** A signed LEB128 number as the unsigned 32 bits that it stands for. */
  s32(): number;
  /** A signed LEB128 number as the unsigned 64 bits that it stands for. */
  s64(): bigint;
  /** `count` bytes, copied. */
  bytes(count: number): Uint8Array;
  /** A string, preceded by its length. */
  name(): string;
  /** A vector: its length, then that many of what `item` reads. */
  vector<T>(item: () => T): T[];
}

// A byte order mark is a character of a name like any other.
const text = new TextDecoder('utf-8', { ignoreBOM: true });

/** A reader that begins at `position`. Reading past the end throws a `RangeError`. */
export function createReader(file: Uint8Array, position = 0): Reader {
  const signed = () => {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = reader.byte();
      value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if (byte < 0x80) return byte & 0x40 ? value - (1n << shift) : value;
    }
  };
  const reader: Reader = {
    position,
    byte() {
      if (reader.position >= file.length) throw new RangeError('the module ends too early');
      return file[reader.position++];
    },
    u32() {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = reader.byte();
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return value;
      }
    },
    s32: () => Number(BigInt.asUintN(32, signed())),
    s64: () => BigInt.asUintN(64, signed()),
    bytes(count) {
      const end = reader.position + count;
      if (end > file.length) throw new RangeError('the module ends too early');
      const bytes = file.slice(reader.position, end);
      reader.position = end;
      return bytes;
    },
    name: () => text.decode(reader.bytes(reader.u32())),
    vector: (item) => Array.from({ length: reader.u32() }, item),
  };
  return reader;
}
