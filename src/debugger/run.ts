/**
 * Running: from one instruction boundary to another, by the marks of a step and those of the breakpoints. The
 * machine stops only where one instruction is over and the next has not begun.
 */
import { MARK } from '../executor/marks';
import type { Trap } from '../program/operations';
import type { Breakpoints } from './breakpoints';
import { notice, UserError } from './errors';
import { faultMessage } from './expression/errors';
import type { TypedLines } from './input';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';
import type { StopRule } from './stepping';
import type { Access, Arrival, Stops, Transformer } from './transformer';

export type Stop =
  /** `keys`: of the breakpoints whose conditions hold. */
  | { readonly kind: 'breakpoint'; readonly address: number; readonly keys: readonly string[] }
  /** After accesses to what is watched. */
  | { readonly kind: 'data'; readonly address: number; readonly accesses: readonly Access[] }
  /** A condition cannot be evaluated here. */
  | { readonly kind: 'condition'; readonly address: number; readonly reason: string }
  | { readonly kind: Standing; readonly address: number }
  /** The next token is a trap; the instruction at `address` raises it. */
  | { readonly kind: 'trap'; readonly trap: Trap; readonly address: number }
  /** The next token ends the program. */
  | { readonly kind: 'exit'; readonly status: number; readonly address: number }
  | { readonly kind: 'limit'; readonly tokens: number }
  | { readonly kind: 'context full' | 'memory full' | 'output full'; readonly tokens: number };

export type Standing = 'step' | 'entry' | 'pause' | 'goto';

export interface Goal {
  /** Ends the run where it says so; without one only breakpoints do. */
  readonly until?: StopRule;
  readonly reason: Standing;
  /** Back in time instead of forward. */
  readonly back?: boolean;
  /** Passes breakpoints by. */
  readonly blind?: boolean;
  /** Back to the very first instruction, and not to where a person expects the program to begin. */
  readonly exact?: boolean;
}

export interface Runner {
  /** Runs until something stops it. The instruction at which the machine stands is always run first. */
  resume(goal: Goal): Promise<Stop>;
  /** Goes to the moment at or before a position; beyond what is recorded, it runs there. */
  goTo(position: number): Promise<Stop>;
  /** What there is to say of where the machine stands. */
  here(reason: Standing): Stop;
  /** Ends a run at the next instruction boundary. */
  pause(): void;
  /** To be called when breakpoints changed: a run that is under way goes on with the new ones. */
  refresh(): void;
  /** Ends a run for good; `resume` is never answered then. */
  dispose(): void;
}

export interface RunnerParts {
  readonly map: ProgramMap;
  readonly state: MachineState;
  readonly transformer: Transformer;
  readonly breakpoints: Breakpoints;
  readonly stopsAtBreakpoints: boolean;
  readonly maxTokens: number;
  /** Where a person expects the program to begin. */
  readonly entry: StopRule;
  /** What a person types, where the input is not given. */
  readonly typed: TypedLines | undefined;
  /** Whether a condition holds where the machine stands. Throws a `UserError` where it cannot be evaluated. */
  readonly holds: (condition: string, address: number) => Promise<boolean>;
  /** Tells a person why it stops where it perhaps should not. */
  readonly complain: (text: string) => void;
  /** Says what logpoints have to say where the machine stands. */
  readonly log: (messages: readonly string[], address: number) => Promise<void>;
}

/** Exit status of a program that trapped. */
export const TRAP_STATUS = 134;

const NOTHING: StopRule = { marks: new Uint8Array(), level: 0 };

export function createRunner(parts: RunnerParts): Runner {
  const { map, state, transformer, breakpoints, typed } = parts;
  const { positions, tokens } = map.prompt;
  let running: Goal | undefined;
  let pausing = false;

  const generated = () => transformer.recorded - tokens.length;

  /** The rule of a goal and the breakpoints, by position in the prompt. */
  function stopsOf({
    until = NOTHING,
    back = false,
    blind,
  }: Goal): Stops & { groups?: Int32Array; into?: boolean } {
    const end = (positions.at(-1) ?? -1) + 1;
    const marks = new Uint8Array(end);
    const groups = until.groups && new Int32Array(end);
    const sees = parts.stopsAtBreakpoints && !blind;
    positions.forEach((position, address) => {
      const stops = sees && breakpoints.stopsAt(address, back);
      marks[position] = (until.marks[address] ?? 0) | (stops ? MARK.stop : 0);
      if (groups) groups[position] = until.groups?.[address] ?? 0;
    });
    return {
      marks,
      level: until.level,
      groups,
      into: until.into,
      tests: sees ? breakpoints.tests(back) : [],
      watches: sees ? breakpoints.watches() : [],
    };
  }

  /** Where going back led to no mark, the program begins where a person expects it to, if that is not later. */
  async function toBeginning(here: number): Promise<Arrival> {
    const goal: Goal = { reason: 'entry', until: parts.entry, blind: true };
    const arrival = await transformer.forward({ ...stopsOf(goal), budget: 0, leaving: false });
    if (arrival.kind !== 'mark' || transformer.length > here) await transformer.goTo(0);
    return { kind: 'start' };
  }

  /** Whether a condition holds; one that cannot be evaluated stops as well, and is told. */
  async function holds(condition: string, address: number): Promise<boolean> {
    try {
      return await parts.holds(condition, address);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      parts.complain(notice.conditionFailed(error.message));
      return true;
    }
  }

  /** An arrival at what is watched, without the accesses whose conditions do not hold. */
  async function heeded({ accesses = [], ...arrival }: Arrival): Promise<Arrival> {
    const address = map.addressAt(state.pc());
    const wanted: Access[] = [];
    for (const access of accesses) {
      const condition = breakpoints.watched(access.watch)?.condition;
      if (!condition || (await holds(condition, address))) wanted.push(access);
    }
    return { ...arrival, accesses: wanted };
  }

  /** Back to where a watched access counts, or to anything else that stops. */
  async function backward(goal: Goal): Promise<Arrival> {
    for (;;) {
      const arrival = await transformer.backward(stopsOf(goal));
      if (arrival.kind !== 'watch') return arrival;
      const found = await heeded(arrival);
      if (found.accesses?.length) return found;
    }
  }

  async function run(goal: Goal): Promise<Arrival> {
    if (goal.back) {
      const here = transformer.length;
      const arrival = await backward(goal);
      return arrival.kind === 'start' && !goal.exact ? toBeginning(here) : arrival;
    }
    for (let leaving = true; ; ) {
      const budget = parts.maxTokens - generated();
      const arrival = await transformer.forward({ ...stopsOf(goal), budget, leaving });
      if (arrival.kind === 'waiting') {
        if (pausing || !(await typed?.wait())) return { kind: 'paused' };
        for (const bytes of typed?.take() ?? []) transformer.type(bytes);
      } else if (arrival.kind === 'mark') {
        const { messages, stops } = breakpoints.hit(arrival.passed ?? []);
        if (messages.length > 0) await parts.log(messages, map.addressAt(state.pc()));
        if (stops || arrival.steps || arrival.failure || messages.length === 0) return arrival;
      } else if (arrival.kind === 'watch') {
        const found = await heeded(arrival);
        if (found.accesses?.length) return found;
      } else if (arrival.kind !== 'paused' || pausing) return arrival;
      leaving = arrival.kind !== 'paused';
    }
  }

  function stopOf({ kind, passed = [], accesses = [], failure }: Arrival, goal: Goal): Stop {
    const address = map.addressAt(state.pc());
    switch (kind) {
      case 'mark':
        if (failure)
          return { kind: 'condition', address, reason: faultMessage(failure.text, failure.reason) };
        if (breakpoints.hit(passed).stops) return { kind: 'breakpoint', address, keys: passed };
        return here(goal.reason);
      case 'watch':
        return { kind: 'data', address, accesses };
      case 'paused':
      case 'waiting':
        return here('pause');
      case 'start':
        return { kind: 'entry', address };
      case 'trap':
      case 'end':
        return here(goal.reason);
      case 'budget':
        return { kind: 'limit', tokens: generated() };
      default:
        return { kind, tokens: transformer.recorded };
    }
  }

  function here(reason: Standing): Stop {
    const pc = map.addressAt(state.pc());
    const { text, host } = transformer.model.tokens[transformer.predict()];
    // The digits of the exit status end just before the token that stops the run.
    if (host?.kind === 'stop' && !text.startsWith(TRAP))
      return { kind: 'exit', status: state.number(transformer.length - 1) | 0, address: pc };
    if (!text.startsWith(TRAP)) return { kind: reason, address: pc };
    // A trap stands in place of a result, when the pc has already moved on; or it is an instruction of its own,
    // put there by the compiler or after `unreachable`.
    const address = map.program.instructions[pc]?.op === text ? pc : pc - 1;
    return { kind: 'trap', trap: text.slice(TRAP.length) as Trap, address };
  }

  return {
    async resume(goal) {
      pausing = false;
      running = goal;
      const arrival = await run(goal);
      running = undefined;
      return stopOf(arrival, goal);
    },
    async goTo(position) {
      pausing = false;
      const beyond = position - transformer.recorded;
      if (beyond <= 0) {
        await transformer.goTo(position);
        return here('goto');
      }
      const goal: Goal = { reason: 'goto', blind: true };
      const arrival = await transformer.forward({
        ...stopsOf(goal),
        budget: beyond,
        leaving: true,
      });
      if (arrival.kind !== 'budget') return stopOf(arrival, goal);
      await transformer.goTo(position);
      return here('goto');
    },
    here,
    pause() {
      pausing = true;
      typed?.cancel();
      transformer.pause();
    },
    refresh() {
      // Going back looks for the breakpoints that there were when it began.
      if (running && !running.back) transformer.pause();
    },
    dispose: () => transformer.dispose(),
  };
}

const TRAP = 'trap: ';
