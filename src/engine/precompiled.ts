/**
 * Code made ahead of time: for a model that is used often, the plan and all cases that can follow one another,
 * in a file beside the model. An engine for another model, or one that assumes something else, does without.
 */
import type { Model } from '../model/model';
import type { Settled } from './case';
import type { Assumptions, Plan } from './plan';
import { sparsify } from './sparse-model';

/** A case and its element in the table of cases. */
export interface CompiledCase {
  /** Class of the token, and of the token that won the signature store; -1 where that makes no difference. */
  readonly token: number;
  readonly last: number;
  readonly settled: boolean;
  readonly decodes: boolean;
  readonly element: number;
}

export interface Precompiled {
  readonly assumptions: Assumptions;
  /** The taps that the code watches. */
  readonly watch: readonly string[];
  readonly plan: Omit<Plan, 'sparse'>;
  /** What the settled cases take for granted. */
  readonly settled: Settled;
  readonly cases: readonly CompiledCase[];
  /** The constant tables, which lie at the beginning of the heap. */
  readonly tables: Uint8Array;
  readonly code: Uint8Array;
}

/** The plan of precompiled code. */
export function planFor(model: Model, { plan }: Precompiled): Plan {
  return { ...plan, sparse: sparsify(model) };
}
