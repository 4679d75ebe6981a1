/**
 * Looking into an engine's memory: any token of the past as it was. An engine that runs in another thread can
 * be read from here while it stands.
 */
import type { Attention } from '../executor/executor';
import type { Change } from '../model/intervention';
import type { Lookup, Model } from '../model/model';
import { Before } from './before';
import { General } from './general';
import { type ValueInOrder, valueInOrder } from './in-order';
import { Inspection, type Moment } from './inspect';
import { HistoryKeys } from './keys';
import { type Layout, layoutOf, STATE } from './layout';
import { LinearMemory } from './memory';
import { Past } from './past';
import { type Assumptions, type Plan, planOf, sameAssumptions } from './plan';
import { type Precompiled, planFor } from './precompiled';
import { createProbe, type Probe } from './probe';
import { Rerun } from './rerun';
import { addNeighbours, importMemory } from './runtime';
import { Walk } from './walk';
import { ModuleBuilder } from './wasm/wasm';

/** What a reader in another thread needs; it can be posted there. */
export interface Connection {
  readonly memory: WebAssembly.Memory;
  readonly assumptions: Assumptions;
}

export class Reader {
  private readonly memory: LinearMemory;
  private readonly past: Past;
  private readonly inspection: Inspection;
  /** The keys of all heads. */
  readonly keys: HistoryKeys;

  constructor(
    readonly model: Model,
    private readonly plan: Plan,
    private readonly layout: Layout,
    memory: WebAssembly.Memory,
    general: General = new General(plan),
  ) {
    this.memory = new LinearMemory(memory);
    const module = new ModuleBuilder();
    importMemory(module);
    addNeighbours(module);
    const { exports } = new WebAssembly.Instance(
      new WebAssembly.Module(module.encode() as BufferSource),
      { engine: { memory } },
    );
    const neighbours = exports as unknown as ConstructorParameters<typeof Past>[3];
    this.past = new Past(plan, layout, this.memory, neighbours);
    this.inspection = new Inspection(plan, layout, this.past, general);
    this.keys = new HistoryKeys(plan, layout, this.memory, this.past, this.inspection);
  }

  /** Tokens so far, prompt included. */
  get length(): number {
    return this.memory.i32(STATE.length);
  }

  token(position: number): number {
    return this.past.token(position);
  }

  /** Tokens from one position to another. */
  tokens(from: number, to: number): Int32Array {
    return new Int32Array(this.past.tokens(from, to));
  }

  /** The argmax of the logits after the last token. */
  predict(): number {
    const known = this.memory.i32(STATE.next);
    return known >= 0 ? known : this.inspection.predict(this.length - 1);
  }

  /** The forward pass of a past token, as it was. Throws a `RangeError` if that is no longer kept. */
  at(position: number): Moment {
    return this.inspection.at(position);
  }

  residual(layer: number, attended = false): Float64Array {
    return this.at(this.length - 1).residual(layer, attended);
  }

  attend(layer: number, head: number, query?: readonly [number, number]): Attention {
    return this.at(this.length - 1).attend(layer, head, query);
  }

  /** A run of its own from a recorded token on; it is to be dropped when recorded tokens are. */
  rerun(position: number, changes: readonly Change[]): Rerun {
    const before = new Before(this.plan, this.layout, this.past, this.inspection, position - 1);
    return new Rerun(this.model, changes, before, position);
  }

  /** Asks a lookup fast; `dimension`: which of its two values is wanted. */
  probe(lookup: Lookup, dimension = 0): Probe {
    return createProbe(this.plan, this.layout, this.past, this.inspection, lookup, dimension);
  }

  /** Asks a lookup for its first value as of one token after another, faster still; for one walk. */
  valueInOrder(lookup: Lookup): ValueInOrder {
    const { plan, layout, memory, past } = this;
    return valueInOrder(plan, layout, memory, past, this.probe(lookup), lookup);
  }

  /**
   * Walks the past by its operations, or by those of some tokens, with the values of two taps that are running totals.
   * `visited`: 1 by token.
   */
  walk(taps: readonly [string, string], visited?: Uint8Array): Walk {
    const { tokens } = this.model;
    const operations = visited ?? Uint8Array.from(tokens, ({ operation }) => (operation ? 1 : 0));
    return new Walk(this.past, this.layout, operations, taps);
  }

  /** Bytes that the KV cache and the trace hold, and the tables of the code. */
  keptBytes(): number {
    return this.memory.i32(STATE.heap) - this.memory.i32(STATE.begin);
  }

  /** To be called when tokens were dropped: what was computed for them is forgotten. */
  forget(): void {
    this.inspection.forget();
    this.keys.forget();
  }
}

/** A reader of an engine elsewhere. Making its plan takes some 0.1 s, unless it was made ahead of time. */
export function connect(
  model: Model,
  { memory, assumptions }: Connection,
  precompiled?: Precompiled,
): Reader {
  const known = precompiled && sameAssumptions(precompiled.assumptions, assumptions);
  const plan = known ? planFor(model, precompiled) : planOf(model, assumptions);
  return new Reader(model, plan, layoutOf(plan), memory);
}
