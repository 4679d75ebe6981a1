/** The bytes that a program wrote, as characters; a character may be several bytes. */

export interface Decoded {
  readonly text: string;
  /** For each UTF-16 unit of the text the index of the first byte of its character. */
  readonly bytes: readonly number[];
}

const CONTINUATION = 0b10;
const isContinuation = (byte: number | undefined) =>
  byte !== undefined && byte >> 6 === CONTINUATION;

/** Bytes of a character by its first byte; 1 where it is none. */
function lengthOf(first: number): number {
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

/**
 * Decodes those characters that begin among the first `count` bytes. With `begun`, bytes at the start that go on
 * with an earlier character belong to what lies before.
 */
export function decode(bytes: Uint8Array, count: number, begun: boolean): Decoded {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  const origins: number[] = [];
  let at = 0;
  while (begun && at < 3 && isContinuation(bytes[at])) at++;
  while (at < Math.min(count, bytes.length)) {
    const end = characterEnd(bytes, at);
    const decoded =
      end === at + 1 && bytes[at] < 0x80
        ? visible(bytes[at])
        : decoder.decode(bytes.subarray(at, end));
    for (let unit = 0; unit < decoded.length; unit++) origins.push(at);
    text += decoded;
    at = end;
  }
  return { text, bytes: origins };
}

/** After the character at `at`, or after its first byte where the bytes are none. */
function characterEnd(bytes: Uint8Array, at: number): number {
  const end = at + lengthOf(bytes[at]);
  for (let i = at + 1; i < end; i++) if (!isContinuation(bytes[i])) return at + 1;
  return end;
}

/** Control characters are shown by their pictures, so that they can be pointed at. */
function visible(code: number): string {
  if (code === 0x7f) return '\u2421';
  return String.fromCharCode(code < 0x20 && code !== 0x0a && code !== 0x09 ? 0x2400 + code : code);
}
