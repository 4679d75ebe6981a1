/** What the debugger asks of a transformer. It runs elsewhere, and can be looked into while it stands. */
import type { Executor } from '../executor/executor';
import type { Watching } from '../executor/marks';
import type { ProgramInputs } from '../program/inputs';

/** The forward pass of one token, with the KV cache as it was then. */
export type Moment = Pick<Executor, 'residual' | 'attend'>;

/** The tokens so far; `residual` and `attend` are those of the last. */
export interface Context extends Moment, Pick<Executor, 'model' | 'length' | 'token' | 'predict'> {
  /** Any token of the past, as it was. */
  at(position: number): Moment;
}

/**
 * Where it stands after a run. The watched taps are `pc` and `call depth`, so marks are by position in the
 * prompt.
 */
export type Arrival =
  /** Where an operation begins, at a mark that stops it. */
  | 'mark'
  /** Where an operation begins, since it was told to pause. */
  | 'paused'
  /** Before an operation that reads standard input: nothing has been typed yet. */
  | 'waiting'
  /** Before a trap. */
  | 'trap'
  /** Behind the token that ends the program. */
  | 'end'
  /** At the first operation: going back led to no mark. */
  | 'start'
  | 'budget'
  | 'context full'
  | 'memory full'
  | 'output full';

export interface Forward extends Watching {
  /** Most tokens to generate. */
  readonly budget: number;
  /** Whether the operation at which it stands is run whatever its mark says. */
  readonly leaving: boolean;
}

export interface Backward extends Watching {
  /**
   * A number for each value of `pc`, in place of which every boundary counts by itself. Where boundaries at the
   * same call depth have the same one and nothing else lies between them but deeper calls, only the first of
   * them is a place to stop at. It does not apply to `MARK.stop`.
   */
  readonly groups?: Int32Array;
}

export interface Transformer extends Context {
  /** Reads the prompt. To be called once, before anything else. */
  read(prompt: Int32Array, inputs: ProgramInputs): Promise<void>;
  /** Generates tokens. What was generated before it went back comes out the same, and is not told twice. */
  forward(request: Forward): Promise<Arrival>;
  /** Adds to the standard input where it waits for it; `undefined` ends it. To be called while it stands. */
  type(bytes: Uint8Array | undefined): void;
  /** Goes back to the last place before this one at which the marks stop it. */
  backward(request: Backward): Promise<Arrival>;
  /** Ends a run where the next operation begins. Without effect where none is under way. */
  pause(): void;
  /** Ends it for good: what it was asked is never answered. */
  dispose(): void;
}
