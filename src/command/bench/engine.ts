/** Programs in the engine, as the measurements need them. */
import type { Engine } from '../../engine/engine';
import type { Host } from '../../executor/host';
import { createInputs } from '../../program/inputs';
import { createEngine, type Loaded, loadModel } from '../load';

/** An engine that has read the prompt, and predicts its first token. */
export function promptedEngine({ prompt }: Pick<Loaded, 'prompt'>, history = true): Engine {
  const engine = createEngine(loadModel(), history);
  engine.read(prompt.tokens);
  return engine;
}

/** A host that throws output away; the program reads nothing but its name. */
export function silentHost(name: string): Host {
  return {
    output() {},
    input: createInputs({ stdin: new Uint8Array(), args: [name] }),
  };
}

/** Generates `count` tokens. Throws if the program stops, writes or asks, or a mark is hit. */
export function generate(engine: Engine, count: number): void {
  const stop = engine.run(count);
  if (stop !== 'budget') throw new Error(`a long run was to go on, and stopped: ${stop}`);
}

/** Seconds that `act` takes. */
export function timed(act: () => void): number {
  const start = performance.now();
  act();
  return (performance.now() - start) / 1000;
}
