/** The bytes that a host gives a program when it asks. */

/** A directory that a program is given. */
export interface Directory {
  /** On the host's machine. */
  readonly path: string;
  /** Whether the program may change what is in it. */
  readonly writable: boolean;
}

/** Where a host ends a run. */
export interface Limits {
  /** Bytes that the program may write to its standard streams. */
  readonly output?: number;
  /** Bytes that the KV cache may take. */
  readonly memory?: number;
}

export interface ProgramInputs {
  /** What the program reads; without it, what a person types while it runs. */
  readonly stdin?: Uint8Array;
  /** What `argv` holds, the program's own name first. */
  readonly args: readonly string[];
  /** The environment: `NAME=value`. */
  readonly environment?: readonly string[];
  /** The directory whose files the program may open. */
  readonly directory?: Directory;
  readonly limits?: Limits;
}

/** A function that gives the next byte of a stream, `undefined` at its end; `files` gives those of a file server. */
export function createInputs(
  { stdin = new Uint8Array(), args, environment = [] }: ProgramInputs,
  files: () => number | undefined = () => undefined,
) {
  const [argsBlock, environmentBlock] = [stringsBlock(args), stringsBlock(environment)];
  const next = {
    stdin: endOf(stdin),
    // The program reads it once for the sizes and once for the strings.
    args: repeat(() => argsBlock),
    environment: repeat(() => environmentBlock),
    // Every reading of the clock takes the eight bytes of one moment.
    clock: repeat(nanoseconds),
    random: () => crypto.getRandomValues(new Uint8Array(1))[0],
    files,
  };
  return (stream: keyof typeof next): number | undefined => next[stream]();
}

/** Standard input that arrives while the program runs. */
export interface TypedInput {
  /** More of it; `undefined` ends it for good. */
  add(bytes: Uint8Array | undefined): void;
  /** The next byte, `undefined` at the end, or 'wait' where nothing has arrived yet. */
  next(): number | undefined | 'wait';
}

export function createTypedInput(): TypedInput {
  const pieces: Uint8Array[] = [];
  let at = 0;
  let ended = false;
  return {
    add(bytes) {
      if (ended) return;
      if (!bytes) ended = true;
      else if (bytes.length > 0) pieces.push(bytes);
    },
    next() {
      if (pieces.length === 0) return ended ? undefined : 'wait';
      const byte = pieces[0][at++];
      if (at === pieces[0].length) {
        pieces.shift();
        at = 0;
      }
      return byte;
    },
  };
}

/** How many strings there are and how many bytes they take, a word each, and the strings with a zero behind each. */
function stringsBlock(strings: readonly string[]): Uint8Array {
  const text = new TextEncoder().encode(strings.map((s) => `${s}\0`).join(''));
  return new Uint8Array([...word(strings.length), ...word(text.length), ...text]);
}

function word(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
}

function nanoseconds(): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Date.now()) * 1_000_000n, true);
  return bytes;
}

function endOf(bytes: Uint8Array): () => number | undefined {
  let at = 0;
  return () => bytes[at++];
}

function repeat(make: () => Uint8Array): () => number {
  let bytes = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at === bytes.length) {
      bytes = Uint8Array.from(make());
      at = 0;
    }
    return bytes[at++];
  };
}
