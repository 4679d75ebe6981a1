/** What the selection needs: where a token belongs, where the program stands, and a token of a line. */
import type { TokenPlace } from './inside';

export interface SelectionRequests {
  'stepformer.present': { asks: undefined; answers: Present };
  /** A token, and where it belongs. */
  'stepformer.token': { asks: { readonly position: number }; answers: TokenPlace };
  /**
   * The last token before the present moment that executes an instruction of a line (counted from 1) of a file;
   * absent where none of them has run.
   */
  'stepformer.locate': {
    asks: { readonly file: string; readonly line: number };
    answers: { readonly position?: number };
  };
}

export interface Present {
  /** The present moment: the number of tokens that there were. */
  readonly now: number;
  /** Tokens that are recorded. */
  readonly recorded: number;
  /** Changes when tokens that were recorded are dropped. */
  readonly version: number;
}
