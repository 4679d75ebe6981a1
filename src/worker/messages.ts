/** What the two threads say to each other. */
import type { Transformer } from '../debugger/transformer';
import type { EngineOptions } from '../engine/engine';
import type { Connection } from '../engine/reader';
import type { Model } from '../model/model';

/** What is known of a model before an engine for it runs: all of it can be left out, and found out again. */
export type Known = Pick<EngineOptions, 'assumptions' | 'precompiled'>;

/** What the thread begins with. */
export interface Start {
  readonly model: Model;
  readonly known: Known;
}

/** What is asked of the thread and answered: methods of the transformer by name. */
export type Asked =
  | 'read'
  | 'forward'
  | 'backward'
  | 'goTo'
  | 'edit'
  | 'edits'
  | 'futures'
  | 'switchTo'
  | 'compare'
  | 'survey'
  | 'search'
  | 'written';

export type Call = { [A in Asked]: { kind: A; args: Parameters<Transformer[A]> } }[Asked];

/** Each call is answered by one `answer` or `failure`; the next comes after that. */
export type Request =
  | { readonly kind: 'call'; readonly call: Call }
  /** What was typed while the program waits for it; without bytes, that nothing more will be. */
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
  /** `cursor`: tokens up to the present moment. `dropped`: whether tokens were, since the answer before. */
  | {
      readonly kind: 'answer';
      readonly value: unknown;
      readonly cursor: number;
      readonly dropped: boolean;
    }
  /** What was asked cannot be done, and nothing has changed. */
  | { readonly kind: 'refusal'; readonly reason: string };
