/**
 * A module between the file and the program: decoded WebAssembly, which passes (64-bit lowering, linking)
 * turn into another module of the same form until only i32 and machine operations are left.
 */
import type { ValueType, Variable } from '../program/program';

export interface FunctionType {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** One instruction of a body. */
export interface ModuleInstruction {
  /**
   * The name in the WebAssembly text format (`i32.add`, `block`, `end`), the name of a machine operation
   * that has none (`output.stdout`, `input.stdin`, `exit`, `trap: integer overflow`), or `trap.unsupported`: ends
   * the run, saying `message`. What follows `exit` and a trap is dead, as after `unreachable`.
   */
  readonly op: string;
  /**
   * Byte offset in the original file; -1 for a synthesized instruction. Instructions that a pass makes out
   * of one keep its offset and stand together: the first of them that the machine executes is the one
   * that is counted.
   */
  readonly offset: number;
  /**
   * The index of a local, global, function or type (`call_indirect`), the label of `br` and `br_if`, the
   * offset of a load or store, or the unsigned 32 bits of `i32.const` and `f32.const`; 0 where there is none.
   */
  readonly a: number;
  /** The index of the table of `call_indirect`; 0 where it is left out. */
  readonly table?: number;
  /** The unsigned 64 bits of `i64.const` and `f64.const`. */
  readonly wide?: bigint;
  /** The labels of `br_table`; the last is the default. */
  readonly labels?: readonly number[];
  /** The type of `block`, `loop` and `if`: any number of parameters and results. */
  readonly type?: FunctionType;
  /** What `trap.unsupported` says: one sentence that names the thing. */
  readonly message?: string;
}

/** Where something is imported from. */
export interface ImportName {
  readonly module: string;
  readonly field: string;
}

export interface ModuleFunction {
  readonly name: string;
  /** `program`: from the person's module. `runtime`: linked in. */
  readonly origin: 'program' | 'runtime';
  /** Index in the original module's function index space; -1 for the runtime. */
  readonly wasmIndex: number;
  /** Index in `Module.types`. */
  readonly type: number;
  /** Where it is imported from. Such a function has no locals and an empty body. */
  readonly imported?: ImportName;
  /** Types of the locals after the parameters. */
  readonly locals: readonly ValueType[];
  /** Ends with the function's own `end`. */
  readonly body: readonly ModuleInstruction[];
  /** [start, end) in the original file, from the declaration of the locals; 0, 0 for the runtime. */
  readonly bytes: readonly [number, number];
  /** The original parameters and locals; `slots` are local indexes of this form. */
  readonly variables: readonly Variable[];
  /** The original results. */
  readonly results: readonly ValueType[];
}

export interface ModuleGlobal {
  readonly type: ValueType;
  readonly mutable: boolean;
  /** Such a global is not initialised by its module. */
  readonly imported?: ImportName;
  /** A constant or a `global.get`. */
  readonly init: ModuleInstruction;
}

export interface ModuleTable {
  readonly size: number;
  readonly maxSize?: number;
  readonly imported?: ImportName;
  readonly elements: readonly ElementSegment[];
}

/** Sizes in pages of 64 KiB: at the start, and at most where the module says so. */
export interface ModuleMemory {
  readonly pages: number;
  readonly maxPages?: number;
  readonly imported?: ImportName;
}

/** Functions written to the table from `offset` (a constant or a `global.get`) at the start. */
export interface ElementSegment {
  readonly offset: ModuleInstruction;
  /** Function indexes; `undefined` for a null reference. */
  readonly functions: readonly (number | undefined)[];
}

/**
 * Bytes written to the memory from `offset` (a constant or a `global.get`) at the start; those of a passive segment,
 * which has no offset, by `memory.init`.
 */
export interface DataSegment {
  readonly offset?: ModuleInstruction;
  readonly bytes: Uint8Array;
}

export interface Export {
  readonly name: string;
  readonly kind: 'function' | 'table' | 'memory' | 'global';
  readonly index: number;
}

export interface Module {
  /**
   * `call_indirect` checks that the indexes are the same; the decoder makes equal types share one, and a pass
   * that changes types keeps the indexes.
   */
  readonly types: readonly FunctionType[];
  /** Index spaces, what is imported first. Providing and linking make an end of imports. */
  readonly functions: readonly ModuleFunction[];
  readonly globals: readonly ModuleGlobal[];
  /** The original globals; `slots` are global indexes of this form. */
  readonly globalVariables: readonly Variable[];
  /** A person's module has one at most; modules that are joined bring their own. */
  readonly tables: readonly ModuleTable[];
  readonly memory?: ModuleMemory;
  readonly data: readonly DataSegment[];
  readonly exports: readonly Export[];
  /** Index of the start function. */
  readonly start?: number;
  /** The original file. */
  readonly file: Uint8Array;
}
