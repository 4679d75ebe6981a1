/** What the trace tells of the lines of a program. */
export interface LineHistory {
  /** Tokens generated up to the present moment. */
  readonly tokens: number;
  readonly files: readonly FileHistory[];
}

export interface FileHistory {
  /** Absolute path. */
  readonly file: string;
  /** Every line that has code, in order; also those that never ran. */
  readonly lines: readonly RanLine[];
}

export interface RanLine {
  /** Counted from 1. */
  readonly line: number;
  /** How often it was entered. */
  readonly count: number;
  /** Tokens that its instructions generated, without those of the functions it called. */
  readonly tokens: number;
  /** What it last wrote to memory, the latest first, at most three. */
  readonly values: readonly string[];
}
