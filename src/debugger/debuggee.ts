/** One program in one transformer, with everything that is known about it. */
import type { Breakpoints } from './breakpoints';
import type { DebugInformation } from './dwarf/information';
import type { FunctionTable } from './expression/function-table';
import type { Frame } from './frames';
import type { Handles } from './handles';
import type { TypedLines } from './input';
import type { Interventions } from './inside/intervene/interventions';
import type { TraceView } from './inside/trace';
import type { Past } from './past';
import type { Runner } from './run';
import type { Stepping, StepStart } from './stepping';
import type { Stopped } from './stopped';
import type { Symbols } from './symbols';

export interface Debuggee extends Stopped {
  readonly symbols: Symbols | undefined;
  /** A source that is not there, where none is. */
  readonly missingSource: string | undefined;
  readonly breakpoints: Breakpoints;
  readonly runner: Runner;
  /** What a person types for the program; `undefined` where its input is given. */
  readonly typed: TypedLines | undefined;
  readonly stepping: Stepping;
  readonly past: Past;
  /** What would happen if something were changed. */
  readonly interventions: Interventions;
  readonly trace: TraceView;
  /** What its debug information says of C. */
  readonly information: DebugInformation | undefined;
  readonly table: FunctionTable;
  /** Where a step begins that begins in a frame. */
  stepStart(frame: Frame): Promise<StepStart>;
  /** The frames of the present stop, by their DAP ids. */
  readonly frames: Handles<Frame>;
  /** Reads the call stack at a stop. `address`: of the instruction at which it stands. */
  readFrames(address: number): Promise<readonly Frame[]>;
  dispose(): void;
}
