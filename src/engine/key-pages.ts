/** Walking over all keys of a keyed store at once, as of any token. */
import { KEY_TABLE } from './keyed';
import {
  BIAS,
  CHUNK,
  EVENT,
  eventsEnd,
  KEY_PAGE,
  KEYED,
  KEYS,
  PAGE,
  type StoreLayout,
} from './layout';
import type { LinearMemory } from './memory';

/** The keys that were written at `asOf` or before, in ascending order. */
export function keysUpTo(memory: LinearMemory, { base }: StoreLayout, asOf: number): Int32Array {
  const words = memory.u32s;
  const table = (base + KEY_TABLE) / 4;
  let found = new Int32Array(PAGE);
  let count = 0;
  for (let at = 0; at < Math.ceil(KEYS / PAGE); at++) {
    const page = words[table + at];
    if (page === 0) continue;
    if (found.length - count < PAGE) {
      const larger = new Int32Array(2 * found.length);
      larger.set(found);
      found = larger;
    }
    const bits = (page + KEY_PAGE.bits) / 4;
    const written = (page + KEY_PAGE.first) / 4;
    for (let i = 0; i < PAGE / 32; i++)
      for (let word = words[bits + i]; word !== 0; word &= word - 1) {
        const slot = 32 * i + (31 - Math.clz32(word & -word));
        if (words[written + slot] <= asOf) found[count++] = at * PAGE + slot - BIAS;
      }
  }
  return found.subarray(0, count);
}

/** How often a key was written up to an event, which is the latest of it. */
export function writesOf(memory: LinearMemory, event: number): number {
  return memory.u32(event + EVENT.ordinal);
}

/** The write of the same key before an event; 0 if there is none. */
export function writeBefore(memory: LinearMemory, event: number): number {
  return memory.u32(event + EVENT.previous);
}

/** How many writes there were up to a token. They lie in chunks, in the order of their positions. */
export function writesUpTo(memory: LinearMemory, layout: StoreLayout, asOf: number): number {
  const { base, stride } = layout;
  let total = 0;
  let end = memory.u32(base + KEYED.top);
  for (let chunk = memory.u32(base + KEYED.chunk); chunk !== 0; ) {
    const first = chunk + CHUNK.events;
    let low = 0;
    let high = (end - first) / stride;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (memory.u32(first + middle * stride + EVENT.position) <= asOf) low = middle + 1;
      else high = middle;
    }
    total += low;
    chunk = memory.u32(chunk + CHUNK.previous);
    end = chunk + eventsEnd(stride);
  }
  return total;
}
