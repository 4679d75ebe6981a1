/** What a person types for the program, kept until the program asks for it. */
import { problem } from './errors';

export interface TypedLines {
  /** Bytes as they come from a terminal; `undefined` at their end. */
  add(bytes: Uint8Array | undefined): void;
  /** A line of the console, or the command that ends the input. Throws a `UserError` if it has ended. */
  type(line: string): void;
  /** Resolves to true once there is something that was not taken, or to false when it is cancelled. */
  wait(): Promise<boolean>;
  /** What was typed and not taken yet, in order; `undefined` stands for the end of the input. */
  take(): (Uint8Array | undefined)[];
  /** Ends the waiting. */
  cancel(): void;
}

/** What is typed to end the input: the console has no Ctrl+D. */
export const END_OF_INPUT = '.eof';

/** `onWait` is called when the program has to wait. */
export function createTypedLines(onWait: () => void): TypedLines {
  const pending: (Uint8Array | undefined)[] = [];
  let ended = false;
  let settle: ((arrived: boolean) => void) | undefined;
  const add = (bytes: Uint8Array | undefined) => {
    ended ||= bytes === undefined;
    pending.push(bytes);
    settle?.(true);
  };
  return {
    add,
    type(line) {
      if (ended) throw problem.inputEnded();
      add(line.trim() === END_OF_INPUT ? undefined : new TextEncoder().encode(`${line}\n`));
    },
    wait() {
      if (pending.length > 0) return Promise.resolve(true);
      const arrival = new Promise<boolean>((resolve) => {
        settle = resolve;
      });
      onWait();
      return arrival;
    },
    take: () => pending.splice(0),
    cancel: () => settle?.(false),
  };
}
