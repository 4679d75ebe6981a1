/** The end of what is recorded, where tokens are generated: the engine, and what the program asks of its host. */
import { Engine, interrupt, type Stop } from '../engine/engine';
import { CONTEXT_LIMIT } from '../executor/host';
import { WATCHED } from '../machine/watched';
import type { Model } from '../model/model';
import type { Limits, ProgramInputs } from '../program/inputs';
import { Host } from './host';
import type { Known, Written } from './messages';

/** Who is outside. */
export interface Outside {
  write(written: readonly Written[]): void;
  /** Whether a pause was asked for since this was called last. */
  pauses(): boolean;
}

export type HeadStop =
  | 'mark'
  | 'paused'
  | 'trap'
  | 'end'
  | 'waiting'
  | 'budget'
  | 'context full'
  | 'memory full'
  | 'output full'
  /** The checkpoint said so. */
  | 'checkpoint';

/** Tokens between two looks outside, some 2 ms. */
const SLICE = 2 ** 14;
/** How long output is gathered, in milliseconds. */
const GATHERED = 16;

export class Head {
  readonly engine: Engine;
  private served: Host | undefined;
  private limits: Limits = {};
  private overMemory = false;
  private pausing = false;
  private nextLook = 0;
  private lastWrite = 0;

  constructor(
    private readonly model: Model,
    known: Known,
    private readonly outside: Outside,
  ) {
    this.engine = new Engine(model, {
      ...known,
      watch: WATCHED,
      // Where a program ends it can still be looked into, and left backwards.
      holds: ({ host }) => host?.kind === 'stop',
    });
  }

  read(prompt: Int32Array, inputs: ProgramInputs): void {
    this.served = new Host(this.model, inputs);
    this.limits = inputs.limits ?? {};
    this.engine.read(prompt);
  }

  get host(): Host {
    if (!this.served) throw new Error('no prompt was read yet');
    return this.served;
  }

  get length(): number {
    return this.engine.length;
  }

  /** Whether a pause was asked for, which is heard only once. */
  pauses(): boolean {
    this.pausing ||= this.outside.pauses();
    return this.pausing;
  }

  /** Forgets a pause that came too late. */
  begin(): void {
    this.pausing = false;
    interrupt(this.engine.connection, false);
  }

  /** Drops the tokens from a position on, with what the host knows of them. */
  truncate(length: number): void {
    this.engine.truncate(length);
    this.nextLook = length;
  }

  /**
   * Generates up to position `end`. `checkpoint` is called every so often, and before anything that has effects
   * outside; where it returns true, the run ends.
   */
  run(end: number, leaving: boolean, checkpoint: () => boolean): HeadStop {
    const stop = this.generate(Math.min(end, CONTEXT_LIMIT), leaving, checkpoint);
    return stop === 'budget' && end > CONTEXT_LIMIT ? 'context full' : stop;
  }

  private generate(end: number, leaving: boolean, checkpoint: () => boolean): HeadStop {
    const { engine } = this;
    const begin = engine.length;
    try {
      for (;;) {
        if (engine.length >= this.nextLook) {
          if (checkpoint()) return 'checkpoint';
          this.look();
        }
        const full = this.full();
        if (full) return full;
        const budget = Math.min(end, this.nextLook) - engine.length;
        const stop = engine.run(budget, leaving && engine.length === begin);
        if (stop === 'host') {
          if (checkpoint()) return 'checkpoint';
          if (this.serve() === 'waiting') return 'waiting';
        } else if (stop === 'held') return this.held();
        else if (stop !== 'budget') return STOPS[stop];
        if (engine.length >= end) return 'budget';
      }
    } catch (error) {
      // The memory of the engine cannot grow.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      return 'memory full';
    }
  }

  private held(): 'trap' | 'end' {
    const { text } = this.model.tokens[this.engine.predict()];
    return text.startsWith('trap: ') ? 'trap' : 'end';
  }

  /** Which limit of the person's is reached. */
  private full(): 'output full' | 'memory full' | undefined {
    const { output = Number.POSITIVE_INFINITY } = this.limits;
    if (this.host.written > output) return 'output full';
    return this.overMemory ? 'memory full' : undefined;
  }

  /** Does what the last token asks. */
  private serve(): 'waiting' | undefined {
    const { engine, host, model } = this;
    const position = engine.length - 1;
    const role = model.tokens[engine.token(position)].host;
    if (role?.kind === 'output') host.write(role, position);
    if (role?.kind !== 'ask') return undefined;
    const answer = host.answer(role.stream, position + 1);
    if (answer !== undefined) engine.append(answer);
    // It stands before the question, where an instruction begins, and asks again when it goes on.
    else engine.truncate(position);
    return answer === undefined ? 'waiting' : undefined;
  }

  private look(): void {
    const { engine } = this;
    this.nextLook = engine.length + SLICE;
    this.overMemory = engine.keptBytes() > (this.limits.memory ?? Number.POSITIVE_INFINITY);
    if (this.pauses()) interrupt(engine.connection);
    if (performance.now() > this.lastWrite + GATHERED) this.write();
  }

  /** Tells what was written and not told yet. */
  write(): void {
    const written = this.host.take();
    this.lastWrite = performance.now();
    if (written.length > 0) this.outside.write(written);
  }
}

const STOPS: Record<'boundary' | 'interrupted', HeadStop> = {
  boundary: 'mark',
  interrupted: 'paused',
} satisfies Partial<Record<Stop, HeadStop>>;
