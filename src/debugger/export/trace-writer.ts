/** What a format is written from: the executed instructions of a stretch of the trace, one after another. */

/** An instruction of the program. */
export interface TracePlace {
  /** Its operation and immediates. */
  readonly text: string;
  readonly function: string;
  /** The same number for the same function; -1 for what belongs to none. */
  readonly functionIndex: number;
  /** First line of the function, counted from 1. */
  readonly functionLine?: number;
  /** Absolute path; absent where there is no source. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** An executed instruction with its tokens, at the positions from `position` on. */
export interface Executed {
  readonly position: number;
  readonly place: TracePlace;
  /** Calls that had not returned when it began. */
  readonly depth: number;
  readonly tokens: readonly TraceToken[];
}

/** A word of the vocabulary: the same object each time that it occurs. */
export interface TraceToken {
  readonly text: string;
  /** Who writes it: the model, the host (a byte of input), or a person who changed something. */
  readonly who: 'model' | 'host' | 'person';
  /** The byte that it puts out. */
  readonly output?: { readonly stream: string; readonly byte: number };
}

export interface TraceWriter {
  /** `calls`: the instructions that called the frames which are open where it begins, the outermost first. */
  begin(from: number, calls: readonly TracePlace[]): string;
  instruction(executed: Executed): string;
  /** `to`: the position behind the last token. */
  end(to: number): string;
}
