/** What a file and a folder have in common that appear under their name only when they are whole. */
import { problem } from '../errors';

export interface Unfinished {
  /** Its name when it is whole. */
  readonly path: string;
  /** Leaves no trace of it, unless it is finished. */
  discard(): void;
}

/** Where it lies until it is finished: of this process, so that two sessions do not meet. */
export const partialPath = (path: string) => `${path}.${process.pid}.part`;

/** Does some of it. Where that fails nothing of it stays, and a `UserError` says why. */
export function tried<T>(partial: Unfinished, act: () => T): T {
  try {
    return act();
  } catch (error) {
    partial.discard();
    throw problem.exportFailed(partial.path, (error as Error).message);
  }
}
