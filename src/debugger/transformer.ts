/** What the debugger asks of a transformer. It runs elsewhere, and can be looked into while it stands. */
import type { Executor } from '../executor/executor';
import type { KeyReader } from '../executor/keys';
import type { Watching } from '../executor/marks';
import type { Change } from '../model/intervention';
import type { InputStream } from '../model/model';
import type { ProgramInputs } from '../program/inputs';
import type { Code } from './expression/code';
import type { Fault } from './expression/faults';

/** Why something cannot be done exactly, in words for a person; nothing has changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** The forward pass of one token, with the KV cache as it was then. */
export type Moment = Pick<Executor, 'residual' | 'attend'>;

/**
 * The tokens up to the present moment, which may be one of the past; `residual` and `attend` are those of the last of
 * them, and `predict` tells the token that came (or is to come) next.
 */
export interface Context extends Moment, Pick<Executor, 'model' | 'length' | 'token' | 'predict'> {
  /** Tokens that are recorded: no fewer than `length`. */
  readonly recorded: number;
  /** Changes when tokens that were recorded are dropped. */
  readonly version: number;
  /** Any token of the past, as it was. */
  at(position: number): Moment;
  /** What is recorded, by its operations. */
  readonly operations: Operations;
  /** The keys of heads as of any token of the past. */
  readonly keys: KeyReader;
}

/** Called before the operation whose token is at a position, with `pc` and the call depth there; true ends a walk. */
export type VisitOperation = (position: number, pc: number, depth: number) => boolean;

/** Walks through the past that need no forward pass: some 100 million tokens a second. */
export interface Operations {
  /** `pc` and the call depth behind the first `length` tokens. */
  at(length: number): [number, number];
  /** Visits the operations whose tokens are at [from, to); the position at which that ended, or -1. */
  forward(from: number, to: number, visit: VisitOperation): number;
  /** The last of them for which something holds, looked for from the end; -1 if there is none. */
  backward(from: number, to: number, holds: VisitOperation): number;
}

/**
 * Where it stands after a run. The watched taps are `pc` and `call depth`, so marks are by position in the
 * prompt.
 */
export interface Arrival {
  readonly kind: /** Where an operation begins, at a mark that stops it. */
    | 'mark'
    /** Where an operation begins, after something that is watched was written or read. */
    | 'watch'
    /** Where an operation begins, since it was told to pause. */
    | 'paused'
    /** Before an operation that reads standard input: nothing has been typed yet. */
    | 'waiting'
    /** Before a trap. */
    | 'trap'
    /** Before the token that ends the program. */
    | 'end'
    /** At the first operation: going back led to no mark. */
    | 'start'
    | 'budget'
    | 'context full'
    | 'memory full'
    | 'output full';
  /** At a mark: keys of the tests that were passed there, and whether it stops by the depth. */
  readonly passed?: readonly string[];
  readonly steps?: boolean;
  /** What was watched: the accesses since the operation before. */
  readonly accesses?: readonly Access[];
  /** Why a condition could not be evaluated where it stands. */
  readonly failure?: { readonly text: string; readonly reason: Fault };
}

/** A token that wrote or read something that is watched. */
export interface Access {
  /** Id of the watch. */
  readonly watch: number;
  readonly position: number;
  readonly kind: 'read' | 'write';
}

/** How often a place must have been reached. */
export interface HitRule {
  readonly comparison: '==' | '!=' | '<' | '<=' | '>' | '>=' | '%';
  readonly count: number;
}

/** A condition as it is evaluated, and as a person wrote it. */
export interface Condition {
  readonly text: string;
  readonly code: Code;
}

/** A mark that stops only sometimes. */
export interface Test {
  /** Two with the same key ask the same: what is known of the one holds for the other. */
  readonly key: string;
  /** Values of `pc`, each with the condition as it is compiled for there. */
  readonly places: readonly { readonly pc: number; readonly condition?: Condition }[];
  /** Counted over the whole past, where the condition held. */
  readonly hits?: HitRule;
}

/** Bytes of the memory, or slots of locals and globals by their keys, whose accesses stop a run. */
export interface Watch {
  readonly id: number;
  readonly store: 'memory' | 'locals';
  readonly address: number;
  readonly length: number;
  /** A write stops where it changes something. */
  readonly access: 'read' | 'write' | 'readWrite';
  /** Which of its accesses from a position on are meant; without it, all there are. */
  readonly hits?: { readonly rule: HitRule; readonly since: number };
}

/** What a run stops at, beside the marks. */
export interface Stops extends Watching {
  /** Marks with `MARK.stop` at a `pc` that has tests stop where one of these is passed. */
  readonly tests: readonly Test[];
  readonly watches: readonly Watch[];
}

export interface Forward extends Stops {
  /** Most tokens to generate beyond those that are recorded. */
  readonly budget: number;
  /** Whether the operation at which it stands is run whatever its mark says. */
  readonly leaving: boolean;
}

export interface Backward extends Stops {
  /**
   * A number for each value of `pc`, in place of which every boundary counts by itself. Where boundaries at the
   * same call depth have the same one and nothing else lies between them but deeper calls, only the first of
   * them is a place to stop at. It does not apply to `MARK.stop`.
   */
  readonly groups?: Int32Array;
  /** Whether deeper calls count too: the last boundaries of one group at one depth are looked for, however deep. */
  readonly into?: boolean;
}

/** What a program's past is measured by. */
export interface ProgramFacts {
  /** Machine slots of a call frame. */
  readonly frameSize: number;
  /** By value of `pc`: 1 where an instruction of the module begins. */
  readonly begins: Uint8Array;
}

/** A past that was left when a person changed it. */
export interface OtherFuture {
  readonly id: number;
  /** Position up to which it is the same as the present one. */
  readonly fork: number;
  /** Tokens from there on. */
  readonly length: number;
  /** What the person changed when it was left. */
  readonly change: string;
}

/** Where two futures part: positions and tokens; absent where one has ended. */
export interface Parting {
  readonly here?: { readonly position: number; readonly token: number };
  readonly there?: { readonly position: number; readonly token: number };
  /** Tokens that are the same behind what the person wrote. */
  readonly same: number;
}

/** What the program wrote: bytes, and for each the position of its token. */
export interface OutputRecord {
  readonly total: number;
  readonly bytes: Uint8Array;
  readonly positions: Int32Array;
  /** 1 where a byte went to the standard error stream. */
  readonly errors: Uint8Array;
}

/** What a run that goes its own way does next, or why it ends. */
export type WhatIfStep =
  | {
      readonly kind: 'token';
      readonly token: number;
      /** Whether the model chose it; else it is what the host or a person said in the real run. */
      readonly chosen: boolean;
    }
  | WhatIfEnd;

export type WhatIfEnd =
  /** `token` would end the program. */
  | { readonly kind: 'end'; readonly token: number }
  | { readonly kind: 'trap'; readonly token: number }
  /** It asks for input beyond what is recorded. */
  | { readonly kind: 'input'; readonly stream: InputStream }
  | { readonly kind: 'context full' }
  /** Its numbers have grown beyond all bounds. */
  | { readonly kind: 'overflow'; readonly layer: number }
  /** A head asks what the history has no index for, and there are too many tokens to read them all again. */
  | { readonly kind: 'unanswered'; readonly layer: number; readonly head: number };

/** A run that goes its own way from a recorded token on; it is good until recorded tokens are dropped. */
export interface WhatIf extends Pick<Executor, 'model' | 'length' | 'residual'> {
  /** Runs the next token; the first is the recorded one at which it begins. An end is told again each time. */
  advance(): WhatIfStep;
}

export interface Transformer extends Context {
  /** Reads the prompt. To be called once, before anything else. */
  read(prompt: Int32Array, inputs: ProgramInputs, facts: ProgramFacts): Promise<void>;
  /** Goes on: through what is recorded, and from there by generating tokens. */
  forward(request: Forward): Promise<Arrival>;
  /** Adds to the standard input where it waits for it; `undefined` ends it. To be called while it stands. */
  type(bytes: Uint8Array | undefined): void;
  /** Goes back to the last place before this one at which the marks stop it. */
  backward(request: Backward): Promise<Arrival>;
  /** Goes to the last operation that begins at or before a recorded position, or else to the first one. */
  goTo(position: number): Promise<void>;
  /**
   * Appends tokens of a person's at the present moment. What was recorded beyond it is kept as another future, under
   * a name of what was changed. Rejects with a `Refusal` where that cannot be exact.
   */
  edit(tokens: readonly number[], change: string): Promise<void>;
  /** Positions at which a person changed something, in the present future. */
  edits(): Promise<readonly number[]>;
  futures(): Promise<readonly OtherFuture[]>;
  /** Makes another future the present one; stands where they part. */
  switchTo(future: number): Promise<void>;
  /** Where another future differs from this one, but for what a person wrote. */
  compare(future: number): Promise<Parting>;
  /** Tokens generated and operations begun, by `pc`, of the tokens [from, to). */
  survey(request: SurveyRequest): Promise<Survey>;
  /** Looks through what is recorded for some time at most. */
  search(request: SearchRequest): Promise<SearchResult>;
  /** Bytes that the program wrote in all that is recorded. */
  written(start: number, count: number): Promise<OutputRecord>;
  /**
   * Begins a run of its own at a recorded token, with something changed there. `prompt`: how many tokens begin the
   * real run. Nothing that is recorded changes, and nothing is done outside.
   */
  whatIf(position: number, changes: readonly Change[], prompt: number): WhatIf;
  /** Ends a run where the next operation begins. Without effect where none is under way. */
  pause(): void;
  /** Ends it for good: what it was asked is never answered. */
  dispose(): void;
}

export interface SurveyRequest {
  readonly from: number;
  readonly to: number;
  /** Into how many parts the range is divided. */
  readonly parts: number;
  /**
   * A number for each value of `pc` (of a C line, 0 for none): what is counted as one where operations with the
   * same number follow each other at one call depth.
   */
  readonly groups: Int32Array;
  /** How many numbers there are. */
  readonly groupCount: number;
  /** A number for each value of `pc`: that of its function. */
  readonly functions: Int32Array;
  readonly functionCount: number;
  /** By value of `pc`: 1 where it stores to memory. */
  readonly stores: Uint8Array;
}

export interface SearchRequest {
  readonly what: SearchTarget;
  /** Of all positions [from, to), the first ones, or backward the last ones. */
  readonly from: number;
  readonly to: number;
  readonly direction: 'forward' | 'backward';
  readonly limit: number;
}

export type SearchTarget =
  /** By token: 1 for those that are looked for. */
  | { readonly kind: 'tokens'; readonly wanted: Uint8Array }
  /** The last digits of an unsigned number. */
  | { readonly kind: 'number'; readonly number: number }
  /** What accesses a byte of the memory. */
  | { readonly kind: 'byte'; readonly address: number }
  /**
   * Operations at a `pc` that is 1 here: the first of each stretch of them at one call depth, or those at which the call
   * depth is greater than before.
   */
  | { readonly kind: 'places'; readonly places: Uint8Array; readonly first: 'entered' | 'called' };

export interface SearchResult {
  /** In the order of the search. */
  readonly positions: readonly number[];
  /** The positions [from, to) were looked at. */
  readonly from: number;
  readonly to: number;
}

/** Stores of a group that a survey tells. */
export const STORES = 3;

export interface Survey {
  /** By group: how often it was entered, and the tokens of its operations. */
  readonly entered: Float64Array;
  readonly tokens: Float64Array;
  /** By group: positions of its last `STORES` stores, the latest first; -1 for none. */
  readonly stored: Int32Array;
  /** By part. */
  readonly depth: Int32Array;
  readonly busiest: Int32Array;
  readonly written: Int32Array;
}
