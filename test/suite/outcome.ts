/** What came of a program, whoever ran it, in terms in which two runs can be compared. */
import { createHash } from 'node:crypto';

export interface Outcome {
  /** Standard output. */
  readonly stdout: Uint8Array;
  /** Standard output and standard error in the order in which they were written. */
  readonly output: Uint8Array;
  /** `exit N`, with N from 0 to 255, or the trap. */
  readonly end: string;
  /** Size of the memory at the end, and a hash of what is in it; empty where the program has none to look at. */
  readonly memory: string;
}

/** A byte of a memory, by its address. */
export type Peek = (address: number) => number;

/** Of so many bytes: of all, or where it has more than `most`, of that many at either end. */
export function hashOf(length: number, peek: Peek, most = Number.POSITIVE_INFINITY): string {
  const hash = createHash('sha256');
  const range = (from: number, to: number) =>
    hash.update(Uint8Array.from({ length: to - from }, (_, i) => peek(from + i)));
  range(0, Math.min(length, most));
  if (length > most) range(Math.max(most, length - most), length);
  return `${length} bytes, ${hash.digest('hex')}`;
}

/** What differs between two outcomes of one program; empty where nothing does. */
export function differences(ours: Outcome, theirs: Outcome): string[] {
  const found: string[] = [];
  if (!Buffer.from(ours.output).equals(theirs.output)) found.push('the output');
  if (ours.end !== theirs.end) found.push(`the end (${ours.end}, and ${theirs.end} on V8)`);
  // V8 shows only a memory that the module exports.
  if (theirs.memory !== '' && ours.memory !== theirs.memory) found.push('the memory at the end');
  return found;
}

/**
 * Whether `expected` is what came: all that was written and a status of 0, or, as in our own corpus, standard output
 * and the end in a last line, `[exit 3]`.
 */
export function isExpected({ stdout, output, end }: Outcome, expected: string): boolean {
  const told = /(?:^|\n)\[((?:exit|trap:) [^\]]*)\]\n$/.exec(expected);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  if (!told) return end === 'exit 0' && [text(stdout), text(output)].includes(expected);
  const written = text(stdout);
  const line = written === '' || written.endsWith('\n') ? written : `${written}\n`;
  const ended = end.startsWith('exit ') ? end : `trap: ${end}`;
  return expected === `${line}[${ended}]\n`;
}
