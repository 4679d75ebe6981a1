import { compile } from '../../src/compiler/compile';
import { machine } from '../../src/machine/machine';
import { modelTokens } from '../../src/machine/tokens';
import type { Model } from '../../src/model/model';

let model: Model | undefined;

/** The machine's model, compiled once. */
export function machineModel(): Model {
  model ??= compile(machine(), modelTokens());
  return model;
}
