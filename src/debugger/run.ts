/**
 * Running: from one instruction boundary to another, by the marks of a step and those of the breakpoints. The
 * machine stops only where one instruction is over and the next has not begun.
 */
import { MARK } from '../executor/marks';
import type { Trap } from '../program/operations';
import type { TypedLines } from './input';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';
import type { StopRule } from './stepping';
import type { Arrival, Backward, Transformer } from './transformer';

export type Stop =
  | { readonly kind: 'breakpoint'; readonly address: number }
  | { readonly kind: 'step' | 'entry' | 'pause'; readonly address: number }
  /** The next token is a trap; the instruction at `address` raises it. */
  | { readonly kind: 'trap'; readonly trap: Trap; readonly address: number }
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'limit'; readonly tokens: number }
  | { readonly kind: 'context full' | 'memory full' | 'output full'; readonly tokens: number };

export interface Goal {
  /** Ends the run where it says so; without one only breakpoints do. */
  readonly until?: StopRule;
  readonly reason: 'step' | 'entry';
  /** Back in time instead of forward. */
  readonly back?: boolean;
}

export interface Runner {
  /** Runs until something stops it. The instruction at which the machine stands is always run first. */
  resume(goal: Goal): Promise<Stop>;
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
  readonly isBreakpoint: (address: number) => boolean;
  readonly maxTokens: number;
  /** What a person types, where the input is not given. */
  readonly typed: TypedLines | undefined;
}

/** Exit status of a program that trapped. */
export const TRAP_STATUS = 134;

export function createRunner(parts: RunnerParts): Runner {
  const { map, state, transformer, isBreakpoint, typed } = parts;
  const { positions, tokens } = map.prompt;
  let running: Goal | undefined;
  let pausing = false;

  const generated = () => transformer.length - tokens.length;

  /** The rule of a goal and the breakpoints, by position in the prompt. */
  function requestOf({ until }: Goal): Backward {
    const end = (positions.at(-1) ?? -1) + 1;
    const marks = new Uint8Array(end);
    const groups = until?.groups && new Int32Array(end);
    positions.forEach((position, address) => {
      marks[position] = (until?.marks[address] ?? 0) | (isBreakpoint(address) ? MARK.stop : 0);
      if (groups) groups[position] = until?.groups?.[address] ?? 0;
    });
    return { marks, level: until?.level ?? 0, groups };
  }

  async function run(goal: Goal): Promise<Arrival> {
    if (goal.back) return transformer.backward(requestOf(goal));
    for (let leaving = true; ; ) {
      const budget = parts.maxTokens - generated();
      const { marks, level } = requestOf(goal);
      const arrival = await transformer.forward({ marks, level, budget, leaving });
      if (arrival === 'waiting') {
        if (pausing || !(await typed?.wait())) return 'paused';
        for (const bytes of typed?.take() ?? []) transformer.type(bytes);
      } else if (arrival !== 'paused' || pausing) return arrival;
      leaving = arrival === 'waiting';
    }
  }

  function stopOf(arrival: Arrival, { reason }: Goal): Stop {
    const address = map.addressAt(state.pc());
    switch (arrival) {
      case 'mark':
        return { kind: isBreakpoint(address) ? 'breakpoint' : reason, address };
      case 'paused':
      case 'waiting':
        return { kind: 'pause', address };
      case 'start':
        return { kind: 'entry', address };
      case 'trap':
        return trapAt(address);
      case 'end':
        // The digits of the exit status end just before the token that stopped the run.
        return { kind: 'exit', status: state.number(transformer.length - 2) | 0 };
      case 'budget':
        return { kind: 'limit', tokens: generated() };
      default:
        return { kind: arrival, tokens: transformer.length };
    }
  }

  /**
   * A trap stands in place of a result, when the pc has already moved on; or it is an instruction of its own,
   * put there by the compiler or after `unreachable`.
   */
  function trapAt(pc: number): Stop {
    const { text } = transformer.model.tokens[transformer.predict()];
    const trap = text.slice('trap: '.length) as Trap;
    const address = map.program.instructions[pc]?.op === text ? pc : pc - 1;
    return { kind: 'trap', trap, address };
  }

  return {
    async resume(goal) {
      pausing = false;
      running = goal;
      const arrival = await run(goal);
      running = undefined;
      return stopOf(arrival, goal);
    },
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
