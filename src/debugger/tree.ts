/** A tree of named values, expanded where somebody looks; what every scope is made of. */

export interface Node {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  /** A C expression that means the same. */
  readonly evaluateName?: string;
  /** Address of what the value is or points to. */
  readonly memoryReference?: string;
  readonly children?: () => Node[] | Promise<Node[]>;
}

/** What is shown where there is no value. */
export const NO_VALUE = {
  unwritten: 'not written yet',
  optimisedOut: 'optimised out',
} as const;
