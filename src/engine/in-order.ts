/**
 * Asking a lookup as of one token after another. The writes of a keyed store lie in the order of their positions, so
 * that they are read along with the tokens; what was written last, or shortly before, is at hand without a search.
 */
import type { Lookup } from '../model/model';
import { BIAS, CHUNK, EVENT, eventsEnd, KEYED, type Layout, type StoreLayout } from './layout';
import type { LinearMemory } from './memory';
import type { Past } from './past';
import type { Plan } from './plan';
import type { Probe } from './probe';

/** As `Probe.value`, asked as of tokens that never come before the one asked about last. */
export type ValueInOrder = Probe['value'];

/** Writes before the last one that are looked at before the key's own writes are searched. */
const NEAR = 16;

/** Good for one walk: until tokens are dropped. `probe` asks the same lookup at random. */
export function valueInOrder(
  plan: Plan,
  layout: Layout,
  memory: LinearMemory,
  past: Past,
  probe: Probe,
  { layer, head }: Lookup,
): ValueInOrder {
  const place = plan.places[layer][head];
  const store: StoreLayout | undefined = layout.stores[place.store];
  if (store?.store.kind !== 'keyed') return (address, asOf) => probe.value(address, asOf);
  const { base, stride } = store;
  const end = eventsEnd(stride);
  /** The latest write as of the token asked about last, and the chunk in which it lies; 0 before there is one. */
  let event = 0;
  let chunk = 0;

  /** Finds the chunk in which the latest write lies, and its first one. */
  function seek(asOf: number): void {
    const words = memory.u32s;
    chunk = words[(base + KEYED.chunk) >>> 2];
    // Where all was dropped a chunk is left, with nothing in it.
    if (words[(base + KEYED.top) >>> 2] === chunk + CHUNK.events) return;
    while (chunk !== 0 && words[(chunk + CHUNK.events + EVENT.position) >>> 2] > asOf)
      chunk = words[(chunk + CHUNK.previous) >>> 2];
    if (chunk !== 0) event = chunk + CHUNK.events;
  }

  function advance(asOf: number): void {
    const words = memory.u32s;
    const top = words[(base + KEYED.top) >>> 2];
    for (;;) {
      let next = event + stride;
      if (next === top) return;
      const full = next === chunk + end;
      if (full) next = words[(chunk + CHUNK.next) >>> 2] + CHUNK.events;
      if (words[(next + EVENT.position) >>> 2] > asOf) return;
      if (full) chunk = next - CHUNK.events;
      event = next;
    }
  }

  return (address, asOf) => {
    if (event === 0) seek(asOf);
    if (event === 0) return undefined;
    advance(asOf);
    const words = memory.u32s;
    const until = Math.max(chunk + CHUNK.events, event - NEAR * stride);
    for (let at = event; at >= until; at -= stride)
      if (words[(at + EVENT.key) >>> 2] === address + BIAS)
        return past.eventValue(store, at, place.dimensions[0]);
    return probe.value(address, asOf);
  };
}
