/** The machine on the generated engine. */
import { precompileMachine } from '../../src/command/precompile';
import { Engine, type EngineOptions } from '../../src/engine/engine';
import type { Precompiled } from '../../src/engine/precompiled';
import { WATCHED } from '../../src/machine/watched';
import { machineModel } from './model';

let precompiled: Precompiled | undefined;

/** An engine that runs the machine, with its code, which is made once. */
export function machineEngine(options: EngineOptions = {}): Engine {
  precompiled ??= precompileMachine(machineModel());
  return new Engine(machineModel(), { precompiled, watch: WATCHED, ...options });
}
