/**
 * Where everything lies in the engine's linear memory. What depends on the plan alone has a fixed address;
 * tables, pages and events are allocated behind it as they are needed.
 *
 *     state        counters of the run loop
 *     registers    what the flat stores and totals hold now; copied into every page, for the past
 *     page table   for each 4,096 positions the address of their page
 *     stores       for each keyed store its page table, and a bitmap in five levels of the keys in use
 *     heap         tables, pages of positions, pages of keys, events
 *
 * A page of positions holds the registers as they were before its first token, its tokens, and each number
 * that the position store keeps. An event is one write to a key.
 */
import { CONTEXT_LIMIT } from '../executor/host';
import { type Plan, type Store, WIDTH } from './plan';
import { signatureOf } from './signature';

/** Longest context: positions beyond it would not be exact. */
export const CONTEXT = CONTEXT_LIMIT;
export const PAGE_BITS = 12;
export const PAGE = 2 ** PAGE_BITS;
/** Keys of a keyed store run from -BIAS to CONTEXT - 1. */
export const BIAS = 4096;
export const KEYS = CONTEXT + BIAS;

/** Addresses of the run loop's state, each an i32. */
export const STATE = {
  /** Tokens so far. */
  length: 64,
  /** The predicted token; -1 where all rows must be looked at, or nothing was predicted. */
  next: 68,
  /** Index of the class that won the signature store; 0 until that store is settled. */
  last: 72,
  /** Address of the page of the latest position. */
  page: 76,
  heap: 80,
  /** Values of the watched taps after the last token before which they were computed. */
  watched: 84,
  level: 92,
  /** Byte flags for values of the first watched tap, and how many there are. */
  marks: 96,
  markCount: 100,
  /** Marked boundaries that were passed. */
  passed: 104,
  /** Address and row length of the dispatch tables. */
  decoding: 108,
  feeding: 112,
  rows: 116,
  /** 1 if every write is kept, 0 if only the last one of a key. */
  history: 120,
  /** Freed pages, linked by their first word. */
  free: 124,
  /** 1 asks the run loop to return where the next operation begins. */
  interrupt: 128,
  /** Where the heap began. */
  begin: 132,
} as const;

export const REGISTERS = 256;

/** Flags of a token: it begins an operation, asks something of the host, or is held back. */
export const TOKEN = { operation: 1, host: 2, held: 4 } as const;

/** Event: words before its values. */
export const EVENT = {
  position: 0,
  previous: 4,
  jump: 8,
  ordinal: 12,
  key: 16,
  values: 20,
} as const;

/** A keyed store: words before its tables. */
export const KEYED = { top: 0, end: 4, chunk: 8, tables: 12 } as const;
/** A chunk of events begins with links to the one before and the one behind it. */
export const CHUNK = { previous: 0, next: 4, events: 8, bytes: 2 ** 16 } as const;

/** Where the events of a full chunk end. */
export function eventsEnd(stride: number): number {
  return CHUNK.events + Math.floor((CHUNK.bytes - CHUNK.events) / stride) * stride;
}

/** Page of a key: 4,096 event addresses, a bit for each that is in use, and the position of its first write. */
export const KEY_PAGE = {
  bits: PAGE * 4,
  first: PAGE * 4 + PAGE / 8,
  bytes: PAGE * 8 + PAGE / 8,
} as const;
/** Words in the levels of the bitmap above the pages: a bit for each word of the level below that is not 0. */
export const LEVELS = levelsOf(KEYS / 32);

function levelsOf(bits: number): number[] {
  const words = Math.ceil(bits / 32);
  return words === 1 ? [words] : [words, ...levelsOf(words)];
}

/** Addresses of one end of a flat store. */
export interface End {
  /** f64; -∞ or ∞ before the first token. */
  readonly key: number;
  /** i32 */
  readonly position: number;
  /** i32 */
  readonly token: number;
  /** f64 by dimension; -1 where the dimension is not stored. */
  readonly values: readonly number[];
}

export interface StoreLayout {
  readonly store: Store;
  /** keyed, and flat with keys that are no function of the token: address of the store. */
  readonly base: number;
  /** Bytes of an event. */
  readonly stride: number;
  /** By dimension: offset in an event, in a page (position), or address (totals); -1 where not stored. */
  readonly offsets: readonly number[];
  /** flat */
  readonly greatest: End;
  readonly least: End;
}

export interface Layout {
  readonly stores: readonly StoreLayout[];
  readonly signature: number;
  readonly registersEnd: number;
  /** Offset of the tokens in a page, two bytes each. */
  readonly tokens: number;
  readonly pageBytes: number;
  readonly pageTable: number;
  /** Where the heap begins. */
  readonly heap: number;
}

/** Is every write kept as an event? */
export function hasEvents(store: Store): boolean {
  return store.kind === 'keyed' || (store.kind === 'flat' && store.tokenKey === undefined);
}

export function layoutOf(plan: Plan): Layout {
  let register = REGISTERS;
  const take = (bytes: number) => {
    register += bytes;
    return register - bytes;
  };
  const ends = (store: Store, used: ReadonlySet<number>): End => ({
    key: take(8),
    position: take(4),
    token: take(4),
    values: store.dimensions.map(({ source }, d) =>
      source === 'stored' && used.has(d) ? take(8) : -1,
    ),
  });
  const none: End = { key: -1, position: -1, token: -1, values: [] };
  const registers = plan.stores.map((store) => ({
    greatest: store.kind === 'flat' ? ends(store, store.greatestOf) : none,
    least: store.kind === 'flat' ? ends(store, store.leastOf) : none,
    totals: store.kind === 'totals' ? store.dimensions.map(() => take(8)) : [],
  }));
  const registersEnd = register;
  const tokens = Math.ceil((registersEnd - REGISTERS + 4) / 16) * 16;
  let pageBytes = tokens + PAGE * 2;
  const pageTable = Math.ceil(registersEnd / 4096) * 4096;
  let address = pageTable + (CONTEXT / PAGE) * 4;
  const stores = plan.stores.map((store, i): StoreLayout => {
    const { greatest, least, totals } = registers[i];
    let base = -1;
    let stride = EVENT.values;
    let offsets: number[] = totals;
    if (store.kind === 'position')
      offsets = store.dimensions.map((dimension) => {
        if (dimension.source !== 'stored') return -1;
        // Wide numbers first would waste nothing; aligning each costs at most seven bytes a page.
        pageBytes = Math.ceil(pageBytes / 8) * 8;
        pageBytes += PAGE * WIDTH[dimension.storage];
        return pageBytes - PAGE * WIDTH[dimension.storage];
      });
    if (hasEvents(store)) {
      base = address;
      const words = LEVELS.reduce((sum, n) => sum + n, Math.ceil(KEYS / PAGE));
      address = Math.ceil((address + KEYED.tables + words * 4) / 16) * 16;
      offsets = store.dimensions.map((dimension) => {
        if (dimension.source === 'constant') return -1;
        const width = WIDTH[dimension.source === 'stored' ? dimension.storage : 'f64'];
        stride += width;
        return stride - width;
      });
      stride = Math.ceil(stride / 4) * 4;
    }
    return { store, base, stride, offsets, greatest, least };
  });
  return {
    stores,
    signature: signatureOf(plan),
    registersEnd,
    tokens,
    pageBytes: Math.ceil(pageBytes / 16) * 16,
    pageTable,
    heap: Math.ceil(address / 65536) * 65536,
  };
}
