/** Going back: what tokens from a position on have written is taken out of the engine's memory again. */

import { KEY_TABLE, LEVEL_OFFSETS } from './keyed';
import {
  CHUNK,
  EVENT,
  eventsEnd,
  hasEvents,
  KEY_PAGE,
  KEYED,
  type Layout,
  LEVELS,
  PAGE,
  PAGE_BITS,
  REGISTERS,
  STATE,
  type StoreLayout,
} from './layout';
import type { LinearMemory } from './memory';

/**
 * Goes back to the beginning of the page that holds position `length - 1`, where the registers were saved.
 * Returns that position; the tokens from there to `length` must be fed again.
 */
export function rewind(memory: LinearMemory, layout: Layout, length: number): number {
  const begin = Math.max(0, length - 1) & ~(PAGE - 1);
  for (const store of layout.stores) if (hasEvents(store.store)) dropEvents(memory, store, begin);
  const page = memory.u32(layout.pageTable + (begin >> PAGE_BITS) * 4);
  memory.copy(REGISTERS, page, layout.registersEnd - REGISTERS);
  memory.setI32(STATE.length, begin);
  memory.setI32(STATE.next, -1);
  return begin;
}

/** Drops the events of a store from a position on, the latest first. */
function dropEvents(memory: LinearMemory, { base, stride }: StoreLayout, from: number): void {
  let chunk = memory.u32(base + KEYED.chunk);
  let top = memory.u32(base + KEYED.top);
  while (chunk !== 0) {
    const first = chunk + CHUNK.events;
    while (top > first && memory.u32(top - stride + EVENT.position) >= from) {
      top -= stride;
      unlink(memory, base, memory.u32(top + EVENT.key), memory.u32(top + EVENT.previous));
    }
    const before = memory.u32(chunk + CHUNK.previous);
    if (top > first || before === 0) break;
    chunk = before;
    top = chunk + eventsEnd(stride);
  }
  memory.setI32(base + KEYED.top, top);
  memory.setI32(base + KEYED.chunk, chunk);
  memory.setI32(base + KEYED.end, chunk === 0 ? 0 : chunk + CHUNK.bytes);
}

/** Makes an event the latest of a key (biased); 0 takes the key out of the bitmap. */
function unlink(memory: LinearMemory, base: number, key: number, event: number): void {
  const page = memory.u32(base + KEY_TABLE + (key >> PAGE_BITS) * 4);
  memory.setI32(page + (key & (PAGE - 1)) * 4, event);
  if (event !== 0) return;
  let address = page + KEY_PAGE.bits + ((key & (PAGE - 1)) >> 5) * 4;
  let bit = key & 31;
  let index = key >> 5;
  for (let level = 0; level <= LEVELS.length; level++) {
    const word = memory.i32(address) & ~(1 << bit);
    memory.setI32(address, word);
    if (word !== 0 || level === LEVELS.length) return;
    bit = index & 31;
    index >>= 5;
    address = base + LEVEL_OFFSETS[level] + index * 4;
  }
}
