/** Where values come from: the heads that read a value now, and those that fetched what an instruction worked on. */
import type { InstructionPlace, TokenPlace } from './inside';
import type { Written } from './travel';

export interface OriginRequests {
  /** Of a value of the program: which head reads each part of it, and which token wrote that. */
  'stepformer.origin': { asks: Written; answers: Origin };
  /** What an instruction did when it was last executed up to the present moment. */
  'stepformer.execution': { asks: InstructionAsked; answers: Execution };
}

/** What one head reads for one query. */
export interface HeadReading {
  readonly layer: number;
  readonly head: number;
  readonly name: string;
  /** The token in whose forward pass it reads. */
  readonly at: number;
  readonly query: readonly [number, number];
  readonly winner: TokenPlace;
  /** q·k of the winner. */
  readonly score: number;
  /** The best key that scores less, where there is one, and by how much. */
  readonly runnerUp?: number;
  readonly margin?: number;
  readonly value: readonly [number, number];
}

export interface Origin {
  readonly name: string;
  readonly value: string;
  readonly parts: readonly OriginPart[];
  /** Parts that are left out. */
  readonly more: number;
}

export interface OriginPart {
  /**
   * A byte of the memory; or the two steps to a word elsewhere: the pointer to the token at which its digits end, and
   * the number that ends there.
   */
  readonly what: 'byte' | 'pointer' | 'number';
  /** Which of the value's bytes or words, counted from 0. */
  readonly index: number;
  /** Whether something was ever written there: else the head finds the key that is nearest, and the value is 0. */
  readonly written: boolean;
  readonly reading: HeadReading;
}

/**
 * By its reference in the disassembly, or by its place in a source: the first one of a line with some operation, or the
 * one at a column. Lines and columns are counted from 1.
 */
export type InstructionAsked =
  | { readonly instructionReference: string }
  | {
      readonly file: string;
      readonly line: number;
      readonly column?: number;
      readonly operation?: string;
    };

export interface Execution {
  readonly instruction: InstructionPlace;
  /**
   * Machine instructions in the order in which they were executed: one, or several where the machine does with
   * words what an instruction does with more. None where it was not executed among the tokens that were searched.
   */
  readonly steps: readonly ExecutedStep[];
  /** Tokens up to the present moment that were searched. */
  readonly searched: number;
  /** Whether these are all that there are since the program began. */
  readonly all: boolean;
}

export interface ExecutedStep {
  readonly instruction: InstructionPlace;
  /** The tokens that it generated, at most 16. */
  readonly tokens: readonly { readonly position: number; readonly text: string }[];
  /** Unsigned words that it took from the operand stack, a local or the program, in the order of the text. */
  readonly operands: readonly number[];
  /** The unsigned word that it left on the operand stack. */
  readonly result?: number;
  readonly jump?: ExecutedJump;
  /** The heads that fetched the instruction and what it worked on. */
  readonly heads: readonly FetchingHead[];
}

export interface ExecutedJump {
  readonly taken: boolean;
  /** The instruction that came next, and the head that fetched it. */
  readonly next?: InstructionPlace;
  readonly fetch: HeadReading;
}

export interface FetchingHead {
  readonly fetches: /** The instruction itself. */
    | 'instruction'
    | 'immediate'
    /** Where an operand's digits end, and the operand. */
    | 'pointer'
    | 'operand'
    /** A byte of the memory. */
    | 'byte'
    /** Where a jump goes. */
    | 'target';
  readonly reading: HeadReading;
}
