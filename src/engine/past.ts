/** Reading the KV cache as of any token: the history that the engine's memory holds. */

import { KEY_TABLE } from './keyed';
import {
  BIAS,
  type End,
  EVENT,
  KEYS,
  type Layout,
  PAGE,
  PAGE_BITS,
  REGISTERS,
  STATE,
  type StoreLayout,
} from './layout';
import type { LinearMemory } from './memory';
import type { Dimension, Plan } from './plan';

interface Neighbours {
  below_as_of(store: number, key: number, asOf: number): number;
  above_as_of(store: number, key: number, asOf: number): number;
}

/** What one end of a flat store held. */
export interface Winner {
  readonly key: number;
  readonly position: number;
  /** A dimension's value, where it is known without another forward pass. */
  value(dimension: number): number | undefined;
}

export class Past {
  constructor(
    readonly plan: Plan,
    readonly layout: Layout,
    private readonly memory: LinearMemory,
    private readonly neighbours: Neighbours,
  ) {}

  get length(): number {
    return this.memory.i32(STATE.length);
  }

  /** Address of the page of a position; throws a `RangeError` if it is no longer kept. */
  private page(position: number): number {
    const page = this.memory.u32(this.layout.pageTable + (position >> PAGE_BITS) * 4);
    if (page === 0) throw new RangeError(`token ${position} is no longer kept`);
    return page;
  }

  token(position: number): number {
    return this.memory.u16(this.tokensAt(position));
  }

  /** Address of a token; those behind it in the same page follow, two bytes each. */
  private tokensAt(position: number): number {
    return this.page(position) + this.layout.tokens + (position & (PAGE - 1)) * 2;
  }

  /** Tokens from one position to another, as they are now. */
  tokens(from: number, to: number): Uint16Array {
    const tokens = new Uint16Array(to - from);
    for (let begin = from; begin < to; ) {
      const page = this.tokensOfPage(begin, to);
      tokens.set(page, begin - from);
      begin += page.length;
    }
    return tokens;
  }

  /** The same, up to the end of the page that the first one is in; a view. */
  tokensOfPage(from: number, to: number): Uint16Array {
    const end = Math.min(to, (from & ~(PAGE - 1)) + PAGE);
    return this.memory.u16s(this.tokensAt(from), end - from);
  }

  /** What the position store keeps of a token. */
  kept(store: number, dimension: number, position: number): number {
    const kept = this.plan.stores[store].dimensions[dimension];
    if (kept.source === 'constant') return kept.value;
    if (kept.source === 'token') return kept.values[this.token(position)];
    const offset = this.layout.stores[store].offsets[dimension];
    return storedNumber(this.memory, kept, this.page(position) + offset, position & (PAGE - 1));
  }

  /** The latest event of a key as of a token; 0 if there was none. */
  event({ base }: StoreLayout, key: number, asOf: number): number {
    const biased = key + BIAS;
    if (!(biased >= 0 && biased < KEYS)) return 0;
    // All of this is aligned to words.
    const words = this.memory.u32s;
    const page = words[(base + KEY_TABLE + (biased >> PAGE_BITS) * 4) >>> 2];
    if (page === 0) return 0;
    let event = words[(page + (biased & (PAGE - 1)) * 4) >>> 2];
    while (event !== 0 && words[(event + EVENT.position) >>> 2] > asOf) {
      const jump = words[(event + EVENT.jump) >>> 2];
      const late = jump !== 0 && words[(jump + EVENT.position) >>> 2] > asOf;
      event = late ? jump : words[(event + EVENT.previous) >>> 2];
    }
    return event;
  }

  /** The nearest keys on either side of a query, which need not be whole, that had been written as of a token. */
  around(layout: StoreLayout, query: number, asOf: number): { key: number; event: number }[] {
    const side = (start: number, next: Neighbours['below_as_of']) => {
      const begin = Math.min(Math.max(start + BIAS, 0), KEYS - 1);
      // What lies at the start counts too where the query is beyond it.
      const here = begin - BIAS === query ? 0 : this.event(layout, begin - BIAS, asOf);
      if (here !== 0) return [{ key: begin - BIAS, event: here }];
      const at = next(layout.base, begin, asOf);
      return at < 0 ? [] : [{ key: at - BIAS, event: this.event(layout, at - BIAS, asOf) }];
    };
    const { below_as_of, above_as_of } = this.neighbours;
    const found = [...side(Math.floor(query), below_as_of), ...side(Math.ceil(query), above_as_of)];
    // Beyond the last key both sides begin at the edge.
    return found.length === 2 && found[0].key === found[1].key ? [found[0]] : found;
  }

  eventPosition(event: number): number {
    return this.memory.u32(event + EVENT.position);
  }

  eventValue({ store, offsets }: StoreLayout, event: number, dimension: number): number {
    const kept = store.dimensions[dimension];
    if (kept.source === 'constant') return kept.value;
    const address = event + offsets[dimension];
    return kept.source === 'stored'
      ? storedNumber(this.memory, kept, address, 0)
      : this.memory.f64(address);
  }

  /** The latest of the tokens with the greatest (or least) key of a flat store, as of a token. */
  winner(layout: StoreLayout, greatest: boolean, asOf: number): Winner {
    const { store } = layout;
    const end = greatest ? layout.greatest : layout.least;
    if (!store.tokenKey && asOf < this.length - 1) {
      const event = this.event(layout, greatest ? 0 : 1, asOf);
      const value = (d: number) => this.eventValue(layout, event, d);
      return { key: Number.NaN, position: this.eventPosition(event), value };
    }
    if (asOf === this.length - 1) return this.now(layout, end);
    const page = this.page(asOf);
    const begin = asOf & ~(PAGE - 1);
    const saved = page - REGISTERS;
    const tokens = this.memory.u16s(page + this.layout.tokens, asOf - begin + 1);
    const keys = store.tokenKey as Float64Array;
    let key = this.memory.f64(saved + end.key);
    let position = this.memory.i32(saved + end.position);
    for (let i = 0; i < tokens.length; i++) {
      const k = keys[tokens[i]];
      if (greatest ? k < key : k > key) continue;
      key = k;
      position = begin + i;
    }
    const value = (d: number): number | undefined => {
      const dimension = store.dimensions[d];
      if (dimension.source === 'constant') return dimension.value;
      if (dimension.source === 'token') return dimension.values[this.token(position)];
      if (position < begin) return this.memory.f64(saved + end.values[d]);
      // What the registers hold now is right if nothing has won since.
      if (this.memory.i32(end.position) === position) return this.memory.f64(end.values[d]);
      return undefined;
    };
    return { key, position, value };
  }

  /** What an end of a flat store holds after the last token. */
  private now({ store }: StoreLayout, end: End): Winner {
    const position = this.memory.i32(end.position);
    const value = (d: number) => {
      const dimension = store.dimensions[d];
      if (dimension.source === 'constant') return dimension.value;
      if (dimension.source === 'token') return dimension.values[this.token(position)];
      return this.memory.f64(end.values[d]);
    };
    return { key: this.memory.f64(end.key), position, value };
  }

  /** The sum of a dimension of the totals over all tokens up to one. */
  total({ store, offsets }: StoreLayout, dimension: number, asOf: number): number {
    const kept = store.dimensions[dimension];
    if (kept.source === 'constant') return kept.value * (asOf + 1);
    if (kept.source !== 'token') throw new Error('totals are functions of the token');
    if (asOf === this.length - 1) return this.memory.f64(offsets[dimension]);
    const page = this.page(asOf);
    const { values } = kept;
    let sum = this.memory.f64(page - REGISTERS + offsets[dimension]);
    const tokens = this.memory.u16s(page + this.layout.tokens, (asOf & (PAGE - 1)) + 1);
    for (let i = 0; i < tokens.length; i++) sum += values[tokens[i]];
    return sum;
  }
}

/** Entry `index` of the numbers that a dimension keeps from an address on. */
export function storedNumber(
  memory: LinearMemory,
  dimension: Dimension,
  address: number,
  index: number,
): number {
  if (dimension.source !== 'stored') throw new Error(`${dimension.name} is not stored`);
  switch (dimension.storage) {
    case 'u8':
      return memory.u8(address + index);
    case 'u16':
      return memory.u16(address + index * 2);
    case 'u32':
      return memory.u32(address + index * 4);
    case 'f64':
      return memory.f64(address + index * 8);
  }
}
