/**
 * Without history the engine keeps what the program can still reach: the last write of every key, the prompt,
 * the latest tokens, and the pages to which stored values point. So its memory grows with the state of the
 * program and not with the length of its run. A position that was freed all the same (a model could compute it
 * in ways that do not show in its weights) is noticed when it is read.
 */
import {
  CHUNK,
  eventsEnd,
  hasEvents,
  KEYED,
  type Layout,
  PAGE_BITS,
  STATE,
  type StoreLayout,
} from './layout';
import type { LinearMemory } from './memory';
import { storedNumber } from './past';

/** Positions around a stored one that count as reached too: a number lies in several tokens. */
const AROUND = 16;
/** Pages before the latest that are kept. */
const RECENT = 1;

/** Frees the pages of positions that nothing leads to; `pinned`: tokens from the start that always stay. */
export function collect(memory: LinearMemory, layout: Layout, pinned: number): void {
  const length = memory.i32(STATE.length);
  const latest = (length - 1) >> PAGE_BITS;
  const reached = new Set<number>();
  const reach = (position: number) => {
    if (!(position >= -AROUND && position < length + AROUND)) return;
    reached.add((position - AROUND) >> PAGE_BITS);
    reached.add((position + AROUND) >> PAGE_BITS);
  };
  for (const store of layout.stores) reachFrom(memory, store, reach);
  for (let page = (pinned >> PAGE_BITS) + 1; page < latest - RECENT; page++) {
    const entry = layout.pageTable + page * 4;
    const address = memory.u32(entry);
    if (address === 0 || reached.has(page)) continue;
    memory.setI32(entry, 0);
    memory.setI32(address, memory.i32(STATE.free));
    memory.setI32(STATE.free, address);
  }
}

/** Everything in a store that may be a position. */
function reachFrom(
  memory: LinearMemory,
  layout: StoreLayout,
  reach: (position: number) => void,
): void {
  const { store, stride, offsets } = layout;
  const pointers = [...store.pointers].filter((d) => store.dimensions[d].source === 'stored');
  if (store.kind === 'flat')
    for (const end of [layout.greatest, layout.least]) {
      reach(memory.i32(end.position));
      for (const d of pointers) if (end.values[d] >= 0) reach(memory.f64(end.values[d]));
    }
  if (!hasEvents(store) || pointers.length === 0) return;
  let chunk = memory.u32(layout.base + KEYED.chunk);
  let top = memory.u32(layout.base + KEYED.top);
  while (chunk !== 0) {
    for (let event = chunk + CHUNK.events; event < top; event += stride)
      for (const d of pointers)
        reach(storedNumber(memory, store.dimensions[d], event + offsets[d], 0));
    chunk = memory.u32(chunk + CHUNK.previous);
    top = chunk + eventsEnd(stride);
  }
}
