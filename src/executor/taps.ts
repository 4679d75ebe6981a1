/** Reading what a model names: taps from the residual stream, lookups from the KV cache. */
import type { Model } from '../model/model';
import { type Attention, type Executor, readForm } from './executor';

/** A function that reads the tap called `name` at the last token. Throws if the model has none. */
export function tapReader(executor: Executor, name: string): () => number {
  const tap = executor.model.taps.find((candidate) => candidate.name === name);
  if (!tap) throw new Error(`the model names no tap "${name}"`);
  return () => readForm(tap.form, executor.residual(tap.layer));
}

/** A function that asks the lookup called `name` for an address, as of the last token. */
export function lookupReader(executor: Executor, name: string): (address: number) => Attention {
  const lookup = lookupOf(executor.model, name);
  return (address) => executor.attend(lookup.layer, lookup.head, [address, 1]);
}

function lookupOf(model: Model, name: string) {
  const lookup = model.lookups.find((candidate) => candidate.name === name);
  if (!lookup) throw new Error(`the model names no lookup "${name}"`);
  return lookup;
}
