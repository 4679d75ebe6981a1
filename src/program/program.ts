/**
 * A program as the machine runs it: WebAssembly with its control flow flattened, 64-bit values lowered to
 * pairs of i32, imports linked, and every instruction tied to where it came from.
 */

/** One machine instruction; its address is its index in `Program.instructions`. */
export interface Instruction {
  /** A name in `OPERATIONS`. */
  readonly op: string;
  /**
   * The immediate: an unsigned constant, a memory offset, a local or global index, a target address or a
   * jump-table index, as `Operation.immediate` says. 0 where there is none.
   */
  readonly a: number;
}

/** Where an instruction came from. */
export interface Origin {
  /**
   * Byte offset of the WASM instruction in the original module file; that of the code entry (the start of
   * `ProgramFunction.bytes`) for a function's prologue; -1 for start-up and linked-in code.
   */
  readonly offset: number;
  /** Index into `Program.functions`; -1 for the start-up code. */
  readonly function: number;
  /**
   * Whether this is the machine instruction with which an executed WASM instruction of the original module
   * begins. Counting the executed ones gives the number of executed WASM instructions (structural ones,
   * and those of linked-in code, are never first).
   */
  readonly first: boolean;
  /** Operand-stack entries of this frame before the instruction, in machine (i32) slots. */
  readonly height: number;
}

export type ValueType = 'i32' | 'i64' | 'f32' | 'f64';

/** A local or global of the original module, and the machine slots (low word first) that hold it. */
export interface Variable {
  readonly name: string;
  readonly type: ValueType;
  readonly slots: readonly number[];
  /** True for a function's parameter. */
  readonly parameter?: boolean;
}

export interface ProgramFunction {
  readonly name: string;
  /** `program`: from the person's module. `runtime`: linked in (WASI, 64-bit helpers). */
  readonly origin: 'program' | 'runtime';
  /** Index in the original module's function index space; -1 for the runtime. */
  readonly wasmIndex: number;
  /** Addresses of its first machine instruction and of the one after its last. */
  readonly begin: number;
  readonly end: number;
  /** Byte range of the function's code entry in the original file, [start, end); 0, 0 for the runtime. */
  readonly bytes: readonly [number, number];
  readonly locals: readonly Variable[];
  /** Types of its results in the original module. */
  readonly results: readonly ValueType[];
}

export interface Program {
  readonly instructions: readonly Instruction[];
  /** As long as `instructions`. */
  readonly origins: readonly Origin[];
  /** Address of the first instruction to execute (the start-up code). */
  readonly entry: number;
  /** Target addresses; an index past the end takes the last one. */
  readonly jumpTables: readonly (readonly number[])[];
  readonly functions: readonly ProgramFunction[];
  readonly globals: readonly Variable[];
  readonly memory: {
    /** The initial contents from address 0; zero beyond its end. */
    readonly image: Uint8Array;
    /** Pages of 64 KiB at the start and at most. */
    readonly pages: number;
    readonly maxPages: number;
  };
  /** Machine slots a call frame takes: at least every function's locals and the globals. */
  readonly frameSize: number;
  /** Calls deeper than this trap with `call stack exhausted`. */
  readonly maxDepth: number;
  /** Messages for `trap: unsupported instruction`, by address of the trap instruction. */
  readonly unsupported: ReadonlyMap<number, string>;
  /** The original module, as given or compiled (its custom sections hold the DWARF). */
  readonly module: Uint8Array;
}
