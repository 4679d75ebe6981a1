/** What long runs found, as it is kept in docs/conformance.json; each runner writes its own part. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface ScriptFile {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Assertions that are out of scope, by reason. */
  readonly outOfScope: Readonly<Record<string, number>>;
}

export interface Findings {
  /** Scripts of the WebAssembly specification. */
  readonly spec?: { readonly files: readonly ScriptFile[] };
  /** C programs compared with their expectation and with V8. */
  readonly programs?: { readonly passed: number; readonly failed: number };
  /** Random modules compared with V8. */
  readonly fuzz?: { readonly seed: number; readonly modules: number; readonly mismatches: number };
  /** Truncated and corrupted modules. */
  readonly mutation?: {
    readonly seed: number;
    readonly refused: number;
    readonly trapped: number;
    readonly ended: number;
    readonly limited: number;
  };
}

const FILE = path.join(__dirname, '../../docs/conformance.json');

export function readFindings(): Findings {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
}

/** Replaces one part and leaves the others. */
export function keep(part: Findings): void {
  writeFileSync(FILE, `${JSON.stringify({ ...readFindings(), ...part }, null, 2)}\n`);
}
