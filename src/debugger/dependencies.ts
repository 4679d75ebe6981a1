/** What the debugger is given by whoever wires it: it imports no toolchain and no executor. */
import type { Model } from '../model/model';
import type { Program } from '../program/program';
import type { SourceDiagnostic } from '../protocol/diagnostics';
import type { WasmInstruction } from './disassembly';
import type { WriteOutput } from './output';
import type { Transformer } from './transformer';

export interface BuildRequest {
  readonly files: readonly string[];
  readonly includePaths?: readonly string[];
  readonly defines?: readonly string[];
  readonly cflags?: readonly string[];
  /** Path of a compile_commands.json; empty for none, absent for one above the files. */
  readonly compileCommands?: string;
  readonly compiler?: string;
  /** Seconds that compiling may take. */
  readonly compileTimeout?: number;
  /** Whether the program is given a directory. */
  readonly opensFiles?: boolean;
}

/** A program, or one message that says what to do; both with what the compiler said. */
export type BuildOutcome = { readonly diagnostics: readonly SourceDiagnostic[] } & (
  | { readonly program: Program }
  | { readonly failure: string }
);

export interface Dependencies {
  build(request: BuildRequest): Promise<BuildOutcome>;
  /** The instructions of a module file, in any order. */
  instructions(module: Uint8Array): readonly WasmInstruction[];
  /** The name of a function as its author knows it, from the one that the linker knows. */
  sourceName(linked: string): string;
  /** Rejects with a `UserError` if there is none. */
  loadModel(): Promise<Model>;
  /** A command that calls `serveTerminal`, and what its environment must hold. */
  readonly terminal: {
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    /** How long it may take until it runs, in milliseconds. */
    readonly patience: number;
  };
  /** A transformer without tokens. `output` is called with what the program writes. */
  createTransformer(model: Model, output: WriteOutput): Transformer;
}
