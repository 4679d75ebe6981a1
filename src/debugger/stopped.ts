/** What there is to look at when the machine stands. */
import type { Edits } from './edits';
import type { History } from './history';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';
import type { Context } from './transformer';

export interface Stopped {
  readonly map: ProgramMap;
  readonly state: MachineState;
  readonly context: Context;
  readonly history: History;
  readonly edits: Edits;
}
