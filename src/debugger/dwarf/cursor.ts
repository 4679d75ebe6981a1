/** Reads the numbers and texts of which DWARF is made, one after another. */

export interface Cursor {
  /** Where the next read begins. */
  at: number;
  /** An unsigned little-endian number of up to 6 bytes. */
  unsigned(size: number): number;
  /** 8 bytes. */
  unsigned64(): bigint;
  /** LEB128 numbers. */
  uleb(): bigint;
  sleb(): bigint;
  /** A text that ends with a zero byte. */
  text(): string;
  /** The next bytes, as a view. */
  bytes(length: number): Uint8Array;
}

/** Throws a `RangeError` where a read leaves the bytes. */
export function createCursor(bytes: Uint8Array, at = 0): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const next = () => view.getUint8(cursor.at++);
  const leb = () => {
    let value = 0n;
    for (let bits = 0; ; ) {
      const byte = next();
      value |= BigInt(byte & 0x7f) << BigInt(bits);
      bits += 7;
      if (byte < 0x80) return { value, bits };
    }
  };
  const cursor: Cursor = {
    at,
    unsigned(size) {
      let value = 0;
      for (let i = 0, unit = 1; i < size; i++, unit *= 256) value += next() * unit;
      return value;
    },
    unsigned64() {
      cursor.at += 8;
      return view.getBigUint64(cursor.at - 8, true);
    },
    uleb: () => leb().value,
    sleb() {
      const { value, bits } = leb();
      return BigInt.asIntN(bits, value);
    },
    text() {
      const begin = cursor.at;
      while (next() !== 0);
      return Buffer.from(bytes.subarray(begin, cursor.at - 1)).toString('utf8');
    },
    bytes(length) {
      const begin = cursor.at;
      cursor.at += length;
      if (cursor.at > bytes.length) throw new RangeError('the bytes end early');
      return bytes.subarray(begin, cursor.at);
    },
  };
  return cursor;
}
