/** What the two threads say to each other. */
import type { Arrival, Backward, Forward } from '../debugger/transformer';
import type { EngineOptions } from '../engine/engine';
import type { Connection } from '../engine/reader';
import type { Model } from '../model/model';
import type { ProgramInputs } from '../program/inputs';

/** What is known of a model before an engine for it runs: all of it can be left out, and found out again. */
export type Known = Pick<EngineOptions, 'assumptions' | 'precompiled'>;

/** What the thread begins with. */
export interface Start {
  readonly model: Model;
  readonly known: Known;
}

/**
 * Each but `pause` and `input` is answered by one `standing`; the next comes after that. `input` comes while the
 * program waits for it.
 */
export type Request =
  | { readonly kind: 'read'; readonly prompt: Int32Array; readonly inputs: ProgramInputs }
  | { readonly kind: 'forward'; readonly request: Forward }
  | { readonly kind: 'backward'; readonly request: Backward }
  /** What was typed; without bytes, that nothing more will be. */
  | { readonly kind: 'input'; readonly bytes: Uint8Array | undefined }
  | { readonly kind: 'pause' };

/** Bytes that the program wrote to one stream, one after the other. */
export interface Written {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

export type Reply =
  /** From now on the engine's memory is this one. */
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'output'; readonly written: readonly Written[] }
  | { readonly kind: 'standing'; readonly arrival: Arrival | undefined };
