/** What there is to look at when the machine stands. */
import type { Executor } from '../executor/executor';
import type { History } from './history';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';

export interface Stopped {
  readonly map: ProgramMap;
  readonly state: MachineState;
  readonly executor: Executor;
  readonly history: History;
}
