/**
 * Looking inside the transformer: custom requests of the debug adapter about any token that is recorded. "At a token"
 * means: in its forward pass, as it was, whose logits decide the token after it. Every number is the one of the
 * model's forward pass, unrounded.
 */

import type { ExportRequests } from './export-requests';
import type { HeadsRequests } from './heads-requests';
import type { HullRequests } from './hull-requests';
import type { ModelRequests } from './inside-model';
import type { InterveneRequests } from './intervene-requests';
import type { OriginRequests } from './origin-requests';
import type { ResidualRequests } from './residual-requests';
import type { SelectionRequests } from './selection-requests';
import type { TraceRequests } from './trace-requests';
import type { UpstreamRequests } from './upstream-requests';

/** The custom requests by name, with what each is asked and answers: one interface for each view. */
export interface InsideRequests
  extends InterveneRequests,
    ExportRequests,
    ModelRequests,
    HeadsRequests,
    OriginRequests,
    ResidualRequests,
    SelectionRequests,
    TraceRequests,
    UpstreamRequests,
    HullRequests {}

/** What a person looks at: the same in all views and in the editor. Layers and heads are counted from 0. */
export interface Selection {
  /** Position of the token in the context. */
  readonly position: number;
  readonly layer?: number;
  /** One of these within the layer. */
  readonly head?: number;
  readonly neuron?: number;
  /** Slot of the residual stream. */
  readonly slot?: number;
}

/** A token, and where it belongs. */
export interface TokenPlace {
  readonly position: number;
  /** As the vocabulary names it. */
  readonly text: string;
  /** Who wrote it. */
  readonly by: TokenWriter;
  /** The instruction that it executes, spells the result of, or describes; absent where there is none. */
  readonly instruction?: InstructionPlace;
}

/** The prompt that the run began with, the model, a person in the middle of the run, or its input. */
export type TokenWriter = 'prompt' | 'model' | 'person' | 'input';

export interface InstructionPlace {
  /** Machine address, as the disassembly shows it. */
  readonly address: number;
  /** Its operation and immediates. */
  readonly text: string;
  readonly function: string;
  /** Absolute path; absent where there is no source. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}
