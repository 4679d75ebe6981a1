/** What the compiler says about a person's sources, as the debug adapter tells it to the editor. */

/** Name of the custom DAP event; its body is a `DiagnosticsBody`. One is sent for every build. */
export const DIAGNOSTICS_EVENT = 'stepformer.diagnostics';

export interface DiagnosticsBody {
  /** Everything the last build said; it replaces what earlier builds said. */
  readonly diagnostics: readonly SourceDiagnostic[];
}

export interface SourceDiagnostic {
  /** Absolute path of the source file. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
}
