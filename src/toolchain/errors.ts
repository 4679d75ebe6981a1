/** A place in a source file; lines and columns count from 1. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * What is wrong with the input: one message that names the thing and says what to do, and the places it
 * concerns where they are known.
 */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[] = [],
  ) {
    super(onOneLine(message));
  }
}

/** Names out of a module may hold anything, at any length. */
const LONGEST = 1000;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

function onOneLine(message: string): string {
  const line = message.replace(CONTROL, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
