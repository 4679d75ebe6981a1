/** One program in one engine: forward, back, and what the program asks of its host on the way. */
import type { Arrival, Backward, Forward } from '../debugger/transformer';
import { Engine, interrupt } from '../engine/engine';
import { CONTEXT_LIMIT } from '../executor/host';
import type { Watching } from '../executor/marks';
import { WATCHED } from '../machine/watched';
import type { Model } from '../model/model';
import type { Limits, ProgramInputs } from '../program/inputs';
import { Host } from './host';
import type { Known, Written } from './messages';
import { Trail } from './trail';

/** Who is outside. */
export interface Outside {
  write(written: readonly Written[]): void;
  /** Whether a pause was asked for since this was called last. */
  pauses(): boolean;
}

/** Tokens between two looks outside, some 2 ms. */
const SLICE = 2 ** 14;
/** How long output is gathered, in milliseconds. */
const GATHERED = 16;
/** Tokens that are looked through first when going back, and how much further each next look reaches. */
const REACH = 2 ** 12;
const FURTHER = 4;

export class Journey {
  readonly engine: Engine;
  private host: Host | undefined;
  private promptLength = 0;
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
      holds: ({ text }) => text.startsWith('trap: '),
    });
  }

  read(prompt: Int32Array, inputs: ProgramInputs): void {
    this.host = new Host(this.model, inputs);
    this.limits = inputs.limits ?? {};
    this.promptLength = prompt.length;
    this.engine.read(prompt);
  }

  /** Adds to the standard input; `undefined` ends it. */
  type(bytes: Uint8Array | undefined): void {
    this.host?.type(bytes);
  }

  forward({ budget, leaving, ...watching }: Forward): Arrival {
    this.begin(watching);
    const limit = this.engine.length + budget;
    const arrival = this.run(Math.min(limit, CONTEXT_LIMIT), leaving);
    this.write();
    return arrival === 'budget' && limit > CONTEXT_LIMIT ? 'context full' : arrival;
  }

  /** Generates again what came before this place, from further and further back, until a mark lies there. */
  backward({ groups, ...watching }: Backward): Arrival {
    const { engine } = this;
    const here = engine.length;
    this.begin(watching);
    if (watching.marks.every((mark) => mark === 0)) {
      this.goBack(this.promptLength);
      return 'start';
    }
    for (let reach = REACH; ; reach *= FURTHER) {
      const begin = Math.max(this.promptLength, here - reach);
      this.goBack(begin);
      const trail = new Trail(watching, groups);
      let arrival = this.run(here, false);
      for (; arrival === 'mark'; arrival = this.run(here, true))
        trail.meet(engine.length, ...engine.watched());
      // Where it is told to pause, it is in the past already.
      if (arrival !== 'budget') return arrival;
      const target = trail.target(begin === this.promptLength);
      if (target === undefined && begin > this.promptLength) continue;
      this.goBack(target ?? begin);
      return target === undefined ? 'start' : 'mark';
    }
  }

  private begin(watching: Watching): void {
    this.engine.watch(watching);
    this.pausing = false;
    interrupt(this.engine.connection, false);
  }

  private goBack(length: number): void {
    this.engine.truncate(length);
    this.nextLook = length;
    // A question may have been cut from its answer, which was given before.
    this.serve();
  }

  /** Generates up to position `end`. */
  private run(end: number, leaving: boolean): Arrival {
    const { engine } = this;
    const begin = engine.length;
    try {
      for (;;) {
        if (engine.length >= this.nextLook) this.look();
        const full = this.full();
        if (full) return full;
        const budget = Math.min(end, this.nextLook) - engine.length;
        const stop = engine.run(budget, leaving && engine.length === begin);
        if (stop === 'host') {
          const arrival = this.serve();
          if (arrival) return arrival;
        } else if (stop !== 'budget') return ARRIVALS[stop];
        if (engine.length >= end) return 'budget';
      }
    } catch (error) {
      // The memory of the engine cannot grow.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      return 'memory full';
    }
  }

  /** Which limit of the person's is reached. */
  private full(): 'output full' | 'memory full' | undefined {
    const { output = Number.POSITIVE_INFINITY } = this.limits;
    if (this.host && this.host.written > output) return 'output full';
    return this.overMemory ? 'memory full' : undefined;
  }

  /** Does what the last token asks. Returns whether that ends the run. */
  private serve(): 'end' | 'waiting' | undefined {
    const { engine, host, model } = this;
    const position = engine.length - 1;
    const role = model.tokens[engine.token(position)].host;
    if (role?.kind === 'output') host?.write(role, position);
    if (role?.kind === 'stop') return 'end';
    if (role?.kind !== 'ask') return undefined;
    const answer = (host as Host).answer(role.stream, position + 1);
    if (answer !== undefined) engine.append(answer);
    // It stands before the question, where an instruction begins, and asks again when it goes on.
    else engine.truncate(position);
    return answer === undefined ? 'waiting' : undefined;
  }

  private look(): void {
    const { engine, outside } = this;
    this.nextLook = engine.length + SLICE;
    this.overMemory = engine.keptBytes() > (this.limits.memory ?? Number.POSITIVE_INFINITY);
    this.pausing ||= outside.pauses();
    if (this.pausing) interrupt(engine.connection);
    if (performance.now() > this.lastWrite + GATHERED) this.write();
  }

  private write(): void {
    const written = this.host?.take() ?? [];
    this.lastWrite = performance.now();
    if (written.length > 0) this.outside.write(written);
  }
}

const ARRIVALS = { boundary: 'mark', interrupted: 'paused', held: 'trap' } as const;
