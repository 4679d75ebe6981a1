/** Asking one lookup of a model often, as of any token: without a forward pass where the cache can be read directly. */
import type { Lookup } from '../model/model';
import type { Inspection } from './inspect';
import type { Layout } from './layout';
import type { Past } from './past';
import type { Plan } from './plan';

export interface Probe {
  /** Position of the token that wrote an address last, as of the token at `asOf`; -1 if none has. */
  writer(address: number, asOf: number): number;
  /** What is stored under an address; `undefined` if nothing is. */
  value(address: number, asOf: number): number | undefined;
}

/** `dimension`: which of the head's two values is asked for. */
export function createProbe(
  plan: Plan,
  layout: Layout,
  past: Past,
  inspection: Inspection,
  { layer, head }: Lookup,
  dimension = 0,
): Probe {
  const place = plan.places[layer][head];
  const stores = layout.stores[place.store];
  const kind = stores?.store.kind;
  const kept = place.dimensions[dimension];
  if (kind === 'keyed')
    return {
      writer(address, asOf) {
        const event = past.event(stores, address, asOf);
        return event === 0 ? -1 : past.eventPosition(event);
      },
      value(address, asOf) {
        const event = past.event(stores, address, asOf);
        return event === 0 ? undefined : past.eventValue(stores, event, kept);
      },
    };
  if (kind === 'position')
    return {
      writer: (address, asOf) => (address >= 0 && address <= asOf ? address : -1),
      value: (address, asOf) =>
        address >= 0 && address <= asOf ? past.kept(place.store, kept, address) : undefined,
    };
  const ask = (address: number, asOf: number) => {
    const seen = inspection.at(asOf).attend(layer, head, [address, 1]);
    return seen.key[0] === 2 * address ? seen : undefined;
  };
  return {
    writer: (address, asOf) => ask(address, asOf)?.winner ?? -1,
    value: (address, asOf) => ask(address, asOf)?.value[dimension],
  };
}
