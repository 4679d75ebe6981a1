/**
 * The run loop: tokens are generated in short slices, and between slices everything else is answered. The
 * machine stops only where one instruction is over and the next has not begun.
 */
import type { Executor } from '../executor/executor';
import type { Advance } from '../executor/host';
import type { Trap } from '../program/operations';
import { OPERATIONS } from '../program/operations';
import { TOKENS, VARIANTS } from '../program/vocabulary';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';
import type { StepCondition } from './stepping';

export type Stop =
  | { readonly kind: 'breakpoint'; readonly address: number }
  | { readonly kind: 'step' | 'entry' | 'pause'; readonly address: number }
  /** The next token is a trap; the instruction at `address` raises it. */
  | { readonly kind: 'trap'; readonly trap: Trap; readonly address: number }
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'limit'; readonly tokens: number }
  | { readonly kind: 'context full'; readonly reason: string };

export interface Goal {
  /** Ends the run where it holds; without one only breakpoints do. */
  readonly until?: StepCondition;
  readonly reason: 'step' | 'entry';
}

export interface Runner {
  /** Runs until something stops it. The instruction at which the machine stands is always run first. */
  resume(goal: Goal): Promise<Stop>;
  /** Ends a run at the next instruction boundary. */
  pause(): void;
  /** Ends a run for good; `resume` is never answered then. */
  dispose(): void;
}

export interface RunnerParts {
  readonly map: ProgramMap;
  readonly state: MachineState;
  readonly executor: Executor;
  readonly generation: { advance(): Advance; readonly generated: number };
  readonly isBreakpoint: (address: number) => boolean;
  /** Called at every instruction boundary that is passed. */
  readonly passed: (address: number) => void;
  readonly maxTokens: number;
}

/** Exit status of a program that trapped. */
export const TRAP_STATUS = 134;

const SLICE = 8;
/** The clock is read once in as many tokens. */
const TOKENS_PER_LOOK = 32;
/** How long to wait before asking again for input that has not arrived, in milliseconds. */
const WAIT = 20;

export function createRunner(parts: RunnerParts): Runner {
  const { map, state, executor, generation } = parts;
  let pausing = false;
  let disposed = false;

  /** What the boundary at which the machine stands stops for. */
  function arrive(goal: Goal, leaving: boolean): Stop | undefined {
    const next = nextOperation(executor);
    if (next === undefined) return undefined;
    const address = map.addressAt(state.pc());
    if (next.startsWith(TRAP)) {
      const trap = next.slice(TRAP.length) as Trap;
      return { kind: 'trap', trap, address: raisedAt(map, address, next) };
    }
    if (!leaving) {
      if (pausing) return { kind: 'pause', address };
      if (parts.isBreakpoint(address)) return { kind: 'breakpoint', address };
      if (goal.until?.(address, state.callDepth)) return { kind: goal.reason, address };
    }
    parts.passed(address);
    return undefined;
  }

  function slice(goal: Goal, leaving: boolean): Stop | Advance {
    const end = performance.now() + SLICE;
    for (let n = 1; ; n++) {
      const stop = arrive(goal, leaving && n === 1);
      if (stop) return stop;
      if (generation.generated >= parts.maxTokens)
        return { kind: 'limit', tokens: generation.generated };
      let advance: Advance;
      try {
        advance = generation.advance();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return { kind: 'context full', reason: error.message };
      }
      // The digits of the exit status end just before the token that stopped the run.
      if (advance === 'stopped')
        return { kind: 'exit', status: state.number(executor.length - 2) | 0 };
      if (advance === 'waiting') return advance;
      if (n % TOKENS_PER_LOOK === 0 && performance.now() > end) return advance;
    }
  }

  return {
    resume: (goal) =>
      new Promise((resolve, reject) => {
        pausing = false;
        const go = (leaving: boolean) => {
          if (disposed) return;
          try {
            const outcome = slice(goal, leaving);
            if (typeof outcome === 'object') resolve(outcome);
            else if (outcome === 'waiting') setTimeout(go, WAIT, false);
            else setImmediate(go, false);
          } catch (error) {
            reject(error);
          }
        };
        setImmediate(go, true);
      }),
    pause() {
      pausing = true;
    },
    dispose() {
      disposed = true;
    },
  };
}

const TRAP = 'trap: ';

/** The operation that begins with the next token; `undefined` in the midst of an instruction. */
export function nextOperation(executor: Executor): string | undefined {
  // After a token that asks the host for a byte the prediction means nothing.
  if (executor.model.tokens[executor.token(executor.length - 1)].host?.kind === 'ask')
    return undefined;
  const { family, value } = TOKENS[executor.predict()];
  return family === 'op' ? OPERATIONS[VARIANTS[value].operation].name : undefined;
}

/**
 * A trap stands in place of a result, when the pc has already moved on; or it is an instruction of its own,
 * put there by the compiler or after `unreachable`.
 */
function raisedAt(map: ProgramMap, pc: number, trap: string): number {
  return map.program.instructions[pc]?.op === trap ? pc : pc - 1;
}
