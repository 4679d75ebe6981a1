/** The call stack: one frame a call that has not returned, the running one first. */

import type { ProgramFunction } from '../program/program';
import type { SourceLine } from './lines';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';

export interface Frame {
  /** Call depth; 0 is the start-up code. */
  readonly depth: number;
  /** Machine address that runs next, or the call that has not returned. */
  readonly address: number;
  readonly function: ProgramFunction | undefined;
  /** Operand-stack slots of this frame, [begin, end). */
  readonly operands: readonly [number, number];
  /** Which function it is, where the machine has one frame for several: 0 is the innermost. */
  readonly inlined?: {
    readonly index: number;
    /** Absent for the function of the module. */
    readonly name?: string;
    /** Where it stands; absent where its source is not there. */
    readonly line?: SourceLine;
  };
}

/**
 * All frames. `address`: of the running instruction. After a trap that is the one before the pc, while the
 * operand stack is already as the one at the pc would find it.
 */
export function readFrames(map: ProgramMap, state: MachineState, address: number): Frame[] {
  const { origins } = map.program;
  const frames: Frame[] = [];
  let end = state.stackDepth();
  let at = address;
  let height = origins[map.addressAt(state.pc())]?.height ?? 0;
  for (let depth = state.callDepth(); depth >= 0; depth--) {
    const begin = Math.max(0, end - height);
    const f = map.functionAt(at);
    frames.push({ depth, address: at, function: f, operands: [begin, end] });
    if (depth === 0) break;
    end = begin;
    at = map.addressAt(state.returnPosition(depth)) - 1;
    // The callee has popped its arguments, or counts them among its own entries.
    height = (origins[at]?.height ?? 0) - slotsOfParameters(f);
  }
  return frames;
}

function slotsOfParameters(f: ProgramFunction | undefined): number {
  const parameters = f?.locals.filter((local) => local.parameter) ?? [];
  return parameters.reduce((sum, { slots }) => sum + slots.length, 0);
}
