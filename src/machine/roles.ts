/** What kind of thing a head does. */
export type Role =
  /** Reads the program in the prompt: instructions, immediates, tables, the header. */
  | 'fetch'
  /** Finds an entry of the operand stack. */
  | 'stack'
  /** Finds a local or a global. */
  | 'local'
  /** Finds bytes of the linear memory, or its size. */
  | 'memory'
  /** Finds where a call returns to. */
  | 'call'
  /** Reads the value that an entry points to, or a part of it. */
  | 'operand'
  /** Reads the number that is being written. */
  | 'digits'
  /** Copies what an operation says of itself to the tokens that belong to it. */
  | 'copy';
