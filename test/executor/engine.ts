/** The machine on the generated engine. */
import { precompileMachine } from '../../src/command/precompile';
import { Engine, type EngineOptions } from '../../src/engine/engine';
import { BIAS, CONTEXT } from '../../src/engine/layout';
import type { Precompiled } from '../../src/engine/precompiled';
import { WATCHED } from '../../src/machine/watched';
import { machineModel } from './model';
import type { Ignored, Seen } from './same';

let precompiled: Precompiled | undefined;

/** An engine that runs the machine, with its code, which is made once. */
export function machineEngine(options: EngineOptions = {}): Engine {
  precompiled ??= precompileMachine(machineModel());
  return new Engine(machineModel(), { precompiled, watch: WATCHED, ...options });
}

/**
 * Heads of the last token that ask for an address which no context has, since their circuit is switched off. The
 * engine keeps only keys that can win a real query; what comes nearest to another differs, and the next
 * feed-forward part erases it.
 */
export function asksNowhere(executor: Seen): Ignored {
  return (layer, head) => {
    const { query } = executor.attend(layer, head);
    return query[1] === 1 && (query[0] < -BIAS || query[0] > CONTEXT);
  };
}
