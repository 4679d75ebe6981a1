/** Reading what a model names: taps from the residual stream, lookups from the KV cache. */
import { lookupNamed, tapNamed } from '../model/names';
import { type Attention, type Executor, readForm } from './executor';

/** A function that reads the tap called `name` at the last token. Throws if the model has none. */
export function tapReader(executor: Executor, name: string): () => number {
  const { form, layer } = tapNamed(executor.model, name);
  return () => readForm(form, executor.residual(layer));
}

/** A function that asks the lookup called `name` for an address, as of the last token. */
export function lookupReader(executor: Executor, name: string): (address: number) => Attention {
  const { layer, head } = lookupNamed(executor.model, name);
  return (address) => executor.attend(layer, head, [address, 1]);
}
