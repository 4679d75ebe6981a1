/**
 * Where a run is to stop. A run loop looks at two taps where an operation begins: the mark of the first one's
 * value says whether to stop there, and that may depend on how the second compares with a level.
 */

/** Flags of a mark: stop there, count it, or stop if the second tap is below, at or above the level. */
export const MARK = { stop: 1, count: 2, below: 4, at: 8, above: 16 } as const;

/** What a run loop looks at where an operation begins. */
export interface Watching {
  /** By value of the first watched tap: flags as in `MARK`. */
  readonly marks: Uint8Array;
  /** With what the second watched tap is compared. */
  readonly level: number;
}
