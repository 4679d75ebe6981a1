/**
 * The generated engine: the forward pass of a model as WebAssembly that is written for it while it runs, with
 * the KV cache beside it. It knows nothing of what the model computes. It begins by assuming much (that numbers
 * fit a byte, that keys lie on the parabola); when something turns out otherwise it starts again with a plan
 * that assumes less, and feeds itself the tokens so far.
 */
import type { Attention, Executor } from '../executor/executor';
import type { Watching } from '../executor/marks';
import type { Model, ModelToken } from '../model/model';
import { tapsNamed } from '../model/names';
import type { Settled } from './case';
import { collect } from './collect';
import { General } from './general';
import { Generator } from './generate';
import type { Moment } from './inspect';
import { Jit } from './jit';
import { CONTEXT, type Layout, layoutOf, PAGE, STATE, TOKEN } from './layout';
import { createMemory, type LinearMemory } from './memory';
import { type Assumptions, LADDER, NO_FINDINGS, type Plan, planOf, sameAssumptions } from './plan';
import { type CompiledCase, type Precompiled, planFor } from './precompiled';
import { type Connection, Reader } from './reader';
import { addRunLoop, importEngine, KEYS_OF_STORE, RESULT, STOP, violatedBy } from './runtime';
import { resetRegisters, Settling } from './settle';
import { createTables } from './tables';
import { rewind } from './truncate';
import { ModuleBuilder } from './wasm/wasm';

export interface EngineOptions {
  /** Keeps what every token wrote, so that any past token can be inspected and gone back to; default true. */
  readonly history?: boolean;
  /** Names of up to two taps that `run` watches where an operation begins. */
  readonly watch?: readonly string[];
  /** Tokens before which `run` returns, whatever the marks say; default none. */
  readonly holds?: (token: ModelToken) => boolean;
  /** What an engine for this model has found out before; saves finding it out again. */
  readonly assumptions?: Assumptions;
  /** Code that was made ahead of time for this model; taken if it watches the same taps. */
  readonly precompiled?: Precompiled;
}

/** Why `run` returned. */
export type Stop =
  /** The budget is used up. */
  | 'budget'
  /** The last token asks something of the host. */
  | 'host'
  /** An operation comes next, and its mark stops the run. */
  | 'boundary'
  /** An operation comes next, and `interrupt` was called. */
  | 'interrupted'
  /** A token that is held back comes next. */
  | 'held';

interface Exports {
  allocate(bytes: number): number;
  step(token: number, table: number): number;
  run(budget: number, leaving: number): number;
  feed(source: number, count: number): number;
}

/** Tokens that are fed at once. */
const BATCH = 4096;
/** Without history: tokens between two collections. */
const COLLECTED = 2 ** 18;
/** Tokens generated at once while it is not settled. */
const TRIAL = 64;

/** Everything that depends on the assumptions. */
interface Machine {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly memory: LinearMemory;
  readonly exports: Exports;
  readonly jit: Jit;
  readonly settling: Settling;
  readonly reader: Reader;
  /** Address of the buffer for fed tokens. */
  readonly buffer: number;
}

export class Engine implements Executor {
  private assumptions: Assumptions;
  private machine: Machine;
  private watching: Watching | undefined;
  /** Tokens at the last collection; tokens that were there before any was generated, which are always kept. */
  private collected = 0;
  private pinned = 0;
  /** How often it had to start again. */
  restarts = 0;
  /** Tokens that `run` had to choose among all rows of the unembedding, since the code left them open. */
  open = 0;

  constructor(
    readonly model: Model,
    private readonly options: EngineOptions = {},
  ) {
    this.assumptions = options.assumptions ?? options.precompiled?.assumptions ?? NO_FINDINGS;
    this.machine = this.start();
  }

  private start(): Machine {
    const { model } = this;
    const { history = true, watch = [], holds = () => false } = this.options;
    const precompiled = this.precompiled();
    const plan = precompiled ? planFor(model, precompiled) : planOf(model, this.assumptions);
    const layout = layoutOf(plan);
    const memory = createMemory(layout);
    const tables = createTables(memory, precompiled?.tables);
    const general = new General(plan);
    const cases = new WebAssembly.Table({ initial: 1, element: 'anyfunc' });
    const functions = { insert_general: general.insert, select_general: general.select };
    const generator = new Generator(plan, layout, tables, tapsNamed(model, watch));
    const jit = new Jit(generator, { memory: memory.memory, cases, functions });
    if (precompiled) jit.load(precompiled.code as BufferSource, precompiled.cases);
    const flags = Uint8Array.from(
      model.tokens,
      (token) =>
        (token.operation ? TOKEN.operation : 0) |
        (token.host ? TOKEN.host : 0) |
        (holds(token) ? TOKEN.held : 0),
    );
    const module = new ModuleBuilder();
    importEngine(module);
    addRunLoop(module, layout, {
      flags: tables.bytes(flags),
      classes: tables.bytes(new Uint8Array(generator.classes.of.buffer)),
    });
    const instance = new WebAssembly.Instance(
      new WebAssembly.Module(module.encode() as BufferSource),
      { engine: { memory: memory.memory, cases, ...functions } },
    );
    const exports = instance.exports as unknown as Exports;
    resetRegisters(memory, layout);
    memory.setI32(STATE.next, RESULT.open);
    memory.setI32(STATE.history, history ? 1 : 0);
    const settling = new Settling(jit, layout, memory, exports.allocate, precompiled);
    const reader = new Reader(model, plan, layout, memory.memory, general);
    const buffer = exports.allocate(BATCH * 4);
    return { plan, layout, memory, exports, jit, settling, reader, buffer };
  }

  /** The code made ahead of time, if it is for what is assumed and watched. */
  private precompiled(): Precompiled | undefined {
    const { precompiled, watch = [] } = this.options;
    const fits =
      precompiled &&
      sameAssumptions(precompiled.assumptions, this.assumptions) &&
      precompiled.watch.join() === watch.join();
    return fits ? precompiled : undefined;
  }

  get length(): number {
    return this.machine.reader.length;
  }

  token(position: number): number {
    return this.machine.reader.token(position);
  }

  tokens(from: number, to: number): Int32Array {
    return this.machine.reader.tokens(from, to);
  }

  /** Appends tokens without asking what follows them. Throws a `RangeError` if there is no room for them. */
  feed(tokens: ArrayLike<number>): void {
    this.makeRoom(tokens.length);
    for (let fed = 0; fed < tokens.length; ) {
      const count = Math.min(BATCH, tokens.length - fed);
      const { memory, exports, buffer } = this.machine;
      for (let i = 0; i < count; i++) memory.setI32(buffer + 4 * i, tokens[fed + i]);
      const before = this.length;
      const result = exports.feed(buffer, count);
      fed += this.length - before;
      if (result < 0) this.resolve(result, tokens[fed], false);
    }
  }

  /** Appends a prompt: what follows is asked of its last token alone. */
  read(prompt: Int32Array): void {
    this.feed(prompt.subarray(0, -1));
    this.append(prompt[prompt.length - 1]);
  }

  append(token: number): void {
    this.makeRoom(1);
    for (;;) {
      const { memory, exports } = this.machine;
      const result = exports.step(token, memory.i32(STATE.decoding));
      if (result >= RESULT.open) return;
      this.resolve(result, token, true);
    }
  }

  private makeRoom(tokens: number): void {
    if (this.length + tokens > CONTEXT)
      throw new RangeError(`the context limit of ${CONTEXT} tokens is reached`);
  }

  predict(): number {
    const { memory, reader } = this.machine;
    const token = reader.predict();
    memory.setI32(STATE.next, token);
    return token;
  }

  /**
   * Generates up to `budget` tokens. With `leaving`, it does not stop before the first of them: that is where
   * it stands.
   */
  run(budget: number, leaving = false): Stop {
    if (this.pinned === 0) this.pinned = this.length;
    let left = budget;
    let begins = leaving;
    for (;;) {
      const { memory, exports, settling } = this.machine;
      settling.look();
      const most = this.options.history === false ? COLLECTED : left;
      this.makeRoom(1);
      const room = CONTEXT - this.length;
      const now = Math.min(left, room, settling.isSettled ? most : TRIAL);
      const before = this.length;
      const result = exports.run(now, begins ? 1 : 0);
      const done = this.length - before;
      left -= done;
      if (done > 0) begins = false;
      if (this.options.history === false) this.collect();
      if (result === STOP.host) return 'host';
      if (result === STOP.boundary) return 'boundary';
      if (result === STOP.interrupted) return 'interrupted';
      if (result === STOP.held) return 'held';
      if (result === STOP.budget) {
        if (left === 0) return 'budget';
      } else if (result === RESULT.open) {
        this.predict();
        this.open++;
      } else {
        const next = memory.i32(STATE.next);
        this.resolve(result, next, true);
        // What was tested at this boundary, if it is one, need not be tested again.
        begins = this.model.tokens[next].operation === true;
      }
    }
  }

  /** Without history: frees the pages that nothing leads to any more, every so often. */
  private collect(): void {
    const { memory, layout } = this.machine;
    if (this.length - this.collected < COLLECTED) return;
    this.collected = this.length;
    collect(memory, layout, this.pinned);
  }

  /** Makes good what a case gave up for, so that the token can be appended. */
  private resolve(result: number, token: number, decodes: boolean): void {
    const { settling } = this.machine;
    if (result === RESULT.missing) {
      settling.look();
      settling.provide(token, decodes);
      return;
    }
    if (result === RESULT.dropped) throw new RangeError('a token that is no longer kept was read');
    const { store, dimension } = violatedBy(result);
    this.weaken(store, dimension);
  }

  /** Starts again without an assumption, and feeds the tokens so far. */
  private weaken(store: number, dimension: number): void {
    const { plan, memory } = this.machine;
    const { heads, dimensions } = plan.stores[store];
    const bounds = new Map(this.assumptions.bounds);
    const general = new Set(this.assumptions.general);
    const kept = dimensions[dimension];
    if (dimension !== KEYS_OF_STORE && kept.source === 'stored') {
      const rung = LADDER.indexOf(kept.bound as (typeof LADDER)[number]);
      bounds.set(kept.id, LADDER[rung + 1]);
    } else for (const [l, h] of heads) general.add(`${l}/${h}`);
    const tokens = this.tokens(0, this.length);
    const next = memory.i32(STATE.next);
    const passed = memory.i32(STATE.passed);
    const watched = [memory.i32(STATE.watched), memory.i32(STATE.watched + 4)];
    this.assumptions = { bounds, general };
    this.machine = this.start();
    this.restarts++;
    if (this.watching) this.watch(this.watching);
    this.feed(tokens);
    const now = this.machine.memory;
    now.setI32(STATE.next, next);
    now.setI32(STATE.passed, passed);
    watched.forEach((value, i) => {
      now.setI32(STATE.watched + 4 * i, value);
    });
  }

  /**
   * Drops the tokens from position `length` on. Throws a `RangeError` if the engine keeps no history or there
   * are fewer tokens.
   */
  truncate(length: number): void {
    if (this.options.history === false)
      throw new RangeError('an engine without history cannot go back');
    if (!(length >= 0 && length <= this.length))
      throw new RangeError(`there are no ${length} tokens to go back to`);
    if (length === this.length) return;
    const { memory, layout, settling, plan } = this.machine;
    if (plan.stores.some(({ kind }) => kind === 'general')) {
      const kept = this.tokens(0, length);
      this.machine = this.start();
      if (this.watching) this.watch(this.watching);
      this.refeed(0, kept);
      return;
    }
    const begin = Math.max(0, length - 1) & ~(PAGE - 1);
    const kept = this.tokens(begin, length);
    rewind(memory, layout, length);
    settling.unsettle();
    settling.look();
    this.refeed(begin, kept);
    this.machine.reader.forget();
  }

  /**
   * Appends tokens again from position `begin` on, the last of them with a prediction. For those that were
   * generated there is code that predicts, and perhaps none yet that does not.
   */
  private refeed(begin: number, tokens: Int32Array): void {
    const fed = Math.max(0, Math.min(this.pinned - begin, tokens.length - 1));
    this.feed(tokens.subarray(0, fed));
    for (const token of tokens.subarray(fed)) this.append(token);
  }

  /** Sets what `run` stops at and counts. */
  watch(watching: Watching): void {
    const { memory, exports } = this.machine;
    this.watching = watching;
    const { marks, level } = watching;
    if (memory.i32(STATE.markCount) !== marks.length) {
      memory.setI32(STATE.marks, exports.allocate(marks.length));
      memory.setI32(STATE.markCount, marks.length);
    }
    memory.write(memory.i32(STATE.marks), marks);
    memory.setI32(STATE.level, level);
  }

  /** The watched taps where an operation comes next. */
  watched(): readonly [number, number] {
    const { memory } = this.machine;
    return [memory.i32(STATE.watched), memory.i32(STATE.watched + 4)];
  }

  /** Operations that began at a counted mark since the engine was made. */
  get passed(): number {
    return this.machine.memory.u32(STATE.passed);
  }

  /**
   * The forward pass of a past token, as it was. Throws a `RangeError` if there is no such token; without history
   * there is only the last.
   */
  at(position: number): Moment {
    if (this.options.history === false && position !== this.length - 1)
      throw new RangeError(`token ${position} is past, and this engine keeps no history`);
    return this.machine.reader.at(position);
  }

  residual(layer: number, attended = false): Float64Array {
    return this.machine.reader.residual(layer, attended);
  }

  attend(layer: number, head: number, query?: readonly [number, number]): Attention {
    return this.machine.reader.attend(layer, head, query);
  }

  /** Looks into the past; holds until the next restart or until tokens are dropped. */
  get reader(): Reader {
    return this.machine.reader;
  }

  keptBytes(): number {
    return this.machine.reader.keptBytes();
  }

  /** For a `Reader` in another thread; holds until the next restart. */
  get connection(): Connection {
    return { memory: this.machine.memory.memory, assumptions: this.assumptions };
  }

  /** Cases for which there is code. */
  get compiled(): readonly CompiledCase[] {
    return this.machine.jit.compiled;
  }

  /** What the settled cases take for granted; undefined before the first settling. */
  get settled(): Settled | undefined {
    return this.machine.settling.known;
  }
}

/** Asks an engine that runs in another thread to stop where the next operation begins; false withdraws it. */
export function interrupt({ memory }: Connection, asked = true): void {
  new Int32Array(memory.buffer)[STATE.interrupt / 4] = asked ? 1 : 0;
}
