/** What a model names, found by its name. Each throws where the model has nothing of that name. */
import type { Lookup, Model, Tap } from './model';

export const tapNamed = ({ taps }: Model, name: string): Tap => named('tap', taps, name);

export const tapsNamed = (model: Model, names: readonly string[]): readonly Tap[] =>
  names.map((name) => tapNamed(model, name));

export const lookupNamed = ({ lookups }: Model, name: string): Lookup =>
  named('lookup', lookups, name);

/** The place of a head. */
export function headNamed({ layers }: Model, name: string): { layer: number; head: number } {
  const layer = layers.findIndex(({ heads }) => heads.some((head) => head.name === name));
  if (layer < 0) throw missing('head', name);
  return { layer, head: layers[layer].heads.findIndex((head) => head.name === name) };
}

function named<T extends { readonly name: string }>(
  kind: string,
  all: readonly T[],
  name: string,
): T {
  const found = all.find((one) => one.name === name);
  if (!found) throw missing(kind, name);
  return found;
}

const missing = (kind: string, name: string) =>
  new Error(`the model has no ${kind} called "${name}"`);
