/** A tree of named values, expanded where somebody looks; what every scope is made of. */
import type { Change } from './edits';
import type { StoredAt } from './state';

export interface Node {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  /** A C expression that means the same. */
  readonly evaluateName?: string;
  /** Address of what the value is or points to. */
  readonly memoryReference?: string;
  readonly children?: () => readonly Node[] | Promise<readonly Node[]>;
  /** The elements of an array, in place of `children`: read where somebody looks. */
  readonly elements?: Elements;
  /** Where it lies, if it lies anywhere. */
  readonly place?: StoredAt;
  /** The slot of the operand stack that it is. */
  readonly operand?: number;
  /** What a person writes in its place, as a change. Rejects with a `UserError` for what is no such value. */
  readonly write?: (text: string) => Change | Promise<Change>;
}

export interface Elements {
  readonly length: number;
  /** Those from `begin` up to `end`; named `[index]`. */
  read(begin: number, end: number): readonly Node[] | Promise<readonly Node[]>;
}

/** What is shown where there is no value. */
export const NO_VALUE = {
  unwritten: 'not written yet',
  optimisedOut: 'optimised out',
} as const;
