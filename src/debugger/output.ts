/** Output of the program, a whole line at a time; what is left of a line is told when somebody looks. */

export type WriteOutput = (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void;

export interface Output {
  readonly write: WriteOutput;
  flush(): void;
}

const NEWLINE = 10;
/** A longer line is told in pieces. */
const LONGEST = 4096;

export function createOutput(send: (stream: 'stdout' | 'stderr', text: string) => void): Output {
  const streams = {
    stdout: { bytes: [] as number[], decoder: new TextDecoder() },
    stderr: { bytes: [] as number[], decoder: new TextDecoder() },
  };
  const flush = (stream: 'stdout' | 'stderr') => {
    const { bytes, decoder } = streams[stream];
    // A character may be cut in two: the decoder keeps its beginning for the next piece.
    const text = decoder.decode(Uint8Array.from(bytes), { stream: true });
    bytes.length = 0;
    if (text) send(stream, text);
  };
  return {
    write(stream, written) {
      const { bytes } = streams[stream];
      for (const byte of written) {
        bytes.push(byte);
        if (byte === NEWLINE || bytes.length === LONGEST) flush(stream);
      }
    },
    flush() {
      flush('stdout');
      flush('stderr');
    },
  };
}
