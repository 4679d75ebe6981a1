/**
 * How the KV cache of a model is kept. One symbolic pass for "any token" shows what every head's keys and
 * queries can be, and so which kind of store serves it; heads with the same keys share one, and each thing
 * they store is kept once. What the pass cannot show (that numbers fit the width in which they are kept, that
 * keys lie on the parabola) is assumed, and checked whenever something is stored.
 */

import type { Model } from '../model/model';
import { readsWithin, tokenOnlyForm, tokenValues } from './form-reads';
import { type Form, Forms, unitOf } from './forms';
import { embed, type HeadForms, runPass } from './pass';
import { type SparseModel, sparsify } from './sparse-model';

export type Storage = 'u8' | 'u16' | 'u32' | 'f64';

/** Bytes of a number kept in each width. */
export const WIDTH: Record<Storage, number> = { u8: 1, u16: 2, u32: 4, f64: 8 };

export type StoreKind =
  /** Keys (2p, -p²) and queries (q, 1): an array over the positions. */
  | 'position'
  /** Keys (2a, -a²) and queries (q, 1): the latest write of an address, or of the nearest one. */
  | 'keyed'
  /** Queries (q, 0): the latest of the tokens with the greatest or the least key. */
  | 'flat'
  /** Queries (0, 0) of an averaging head: running sums. */
  | 'totals'
  /** Whatever else: a convex hull. */
  | 'general';

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly unit: number;
}

/** Something that a store keeps for each token or key. */
export type Dimension = {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly unit: number;
} & (
  | { readonly source: 'constant'; readonly value: number }
  /** A function of the token: its value for each, and its range over the tokens with the least key. */
  | { readonly source: 'token'; readonly values: Float64Array; readonly least: Range | undefined }
  /** Kept as such; `id` names it among the assumptions. */
  | {
      readonly source: 'stored';
      readonly storage: Storage;
      readonly bound: number;
      readonly id: string;
    }
);

export interface Store {
  readonly index: number;
  readonly kind: StoreKind;
  readonly name: string;
  /** Layer and head of each head that reads here. */
  readonly heads: readonly (readonly [layer: number, head: number])[];
  readonly dimensions: readonly Dimension[];
  /** flat: which ends are asked for, at all and by dimension. */
  readonly greatest: boolean;
  readonly least: boolean;
  readonly greatestOf: ReadonlySet<number>;
  readonly leastOf: ReadonlySet<number>;
  /** Dimensions whose values may become positions that a head asks for. */
  readonly pointers: ReadonlySet<number>;
  /** flat: the key of each token, where it depends on nothing else; its second part likewise. */
  readonly tokenKey: Float64Array | undefined;
  readonly tokenKeyUp: Float64Array | undefined;
  /** flat: bounds of the key. */
  readonly keyLow: number;
  readonly keyHigh: number;
}

/** Where a head reads: its store and the place of its two values there, or the token's own values. */
export interface Place {
  /** -1: the head always selects the token itself. */
  readonly store: number;
  readonly dimensions: readonly [number, number];
}

/** What was assumed and turned out not to hold; makes for a plan that assumes less. */
export interface Assumptions {
  /** What stored numbers do not exceed, where that is more than `LADDER` begins with; see `LADDER`. */
  readonly bounds: ReadonlyMap<string, number>;
  /** Heads ("layer/head") whose keys or queries need a convex hull. */
  readonly general: ReadonlySet<string>;
}

export const NO_FINDINGS: Assumptions = { bounds: new Map(), general: new Set() };

export function sameAssumptions(a: Assumptions, b: Assumptions): boolean {
  const text = ({ bounds, general }: Assumptions) =>
    JSON.stringify([[...bounds].sort(), [...general].sort()]);
  return text(a) === text(b);
}

export interface Plan {
  readonly sparse: SparseModel;
  readonly stores: readonly Store[];
  readonly places: readonly (readonly Place[])[];
}

/**
 * Bounds that are tried one after the other for a stored number, which is a whole one from 0 to the bound until
 * the last, which means any number.
 */
export const LADDER = [4, 2 ** 8 - 1, 2 ** 16 - 1, 2 ** 32 - 1, Number.POSITIVE_INFINITY] as const;

function storageOf(bound: number): Storage {
  if (bound === Number.POSITIVE_INFINITY) return 'f64';
  return bound < 2 ** 8 ? 'u8' : bound < 2 ** 16 ? 'u16' : 'u32';
}

type Building = {
  -readonly [K in keyof Store]: Store[K] extends readonly (infer T)[]
    ? T[]
    : Store[K] extends ReadonlySet<infer T>
      ? Set<T>
      : Store[K];
};

export function planOf(model: Model, assumptions: Assumptions = NO_FINDINGS): Plan {
  const sparse = sparsify(model);
  const forms = new Forms();
  const tokens = model.tokens.length;
  const column = (slot: number) =>
    Float64Array.from({ length: tokens }, (_, id) => model.embedding[id * model.dModel + slot]);
  const columns = Array.from({ length: model.dModel }, (_, slot) => column(slot));
  const embedding = embed(sparse, forms, (slot) => embeddingForm(forms, slot, columns[slot]));
  const stores: Building[] = [];
  const byKey = new Map<string, Building>();
  const known = new Map<string, number>();
  /** The second part of the keys of a store's first head. */
  const ups = new Map<Building, Form>();
  /** What each dimension of each store keeps. */
  const stored: Form[][] = [];

  const storeFor = (l: number, h: number, asked: HeadForms): Building => {
    const kind = kindOf(sparse, forms, l, h, asked, assumptions);
    const [kx, ky] = asked.key;
    const key = kind === 'general' ? `${l}/${h}` : `${kind}:${kx.id}:${ky.id}`;
    let store = byKey.get(key);
    if (!store) {
      store = {
        index: stores.length,
        kind,
        name: sparse.layers[l].heads[h].head.name,
        heads: [],
        dimensions: [],
        greatest: false,
        least: false,
        greatestOf: new Set(),
        leastOf: new Set(),
        pointers: new Set(),
        tokenKey: kind === 'flat' ? tokenValues(kx, columns) : undefined,
        tokenKeyUp: kind === 'flat' ? tokenValues(ky, columns) : undefined,
        keyLow: kx.low,
        keyHigh: kx.high,
      };
      stores.push(store);
      byKey.set(key, store);
      ups.set(store, ky);
    }
    // Heads that share a store may have keys whose second part differs, since no query asks for it.
    if (kind === 'flat' && ups.get(store) !== ky) store.tokenKeyUp = undefined;
    store.heads.push([l, h]);
    if (kind === 'flat') {
      store.greatest ||= asked.query[0].high > 0;
      store.least ||= asked.query[0].low < 0;
    }
    return store;
  };

  const dimensionFor = (store: Building, form: Form, id: string, name: string): number => {
    const key = `${store.index}:${form.id}`;
    let at = known.get(key);
    if (at === undefined) {
      at = store.dimensions.length;
      stored[store.index] ??= [];
      stored[store.index].push(form);
      // A hull keeps any number, so nothing is assumed of what it is given.
      const assumed = assumptions.bounds.get(id) ?? LADDER[0];
      const bound = store.kind === 'general' ? Number.POSITIVE_INFINITY : assumed;
      store.dimensions.push(dimensionOf(form, id, name, columns, bound, store.tokenKey));
      known.set(key, at);
    }
    return at;
  };

  const places: Place[][] = sparse.layers.map(() => []);
  const refined = new Map<Form, Form>();
  const read = (l: number, h: number, asked: HeadForms): readonly [Form, Form] => {
    const { head } = sparse.layers[l].heads[h];
    if (head.tie === 'latest' && asked.query.every((q) => q === forms.zero)) {
      places[l][h] = { store: -1, dimensions: [0, 1] };
      return asked.value;
    }
    const store = storeFor(l, h, asked);
    const dimensions = [0, 1].map((d) =>
      dimensionFor(store, asked.value[d], `${l}/${h}/${d}`, head.values[d]),
    ) as [number, number];
    places[l][h] = { store: store.index, dimensions };
    for (const at of store.kind === 'flat' ? dimensions : []) {
      if (asked.query[0].high > 0) store.greatestOf.add(at);
      if (asked.query[0].low < 0) store.leastOf.add(at);
    }
    if (store.kind === 'position')
      dimensions.forEach((at, d) => {
        const better = checkedForm(forms, asked.value[d], store.dimensions[at]);
        if (better === asked.value[d]) return;
        refined.set(asked.value[d], better);
        known.set(`${store.index}:${better.id}`, at);
      });
    return dimensions.map((at) => {
      const dimension = store.dimensions[at];
      if (dimension.source === 'constant') return forms.constant(dimension.value);
      const { low, high, unit } = dimension;
      const exact = store.kind === 'totals' || store.kind === 'general' ? 0 : unit;
      return forms.atom(
        {
          op: 'read',
          store: store.index,
          dimension: at,
          head: [l, h],
          query: asked.query[0],
          up: asked.query[1],
          own: undefined,
        },
        `${store.index}.${at}?${asked.query[0].id},${asked.query[1].id}`,
        low,
        high,
        head.tie === 'average' ? 0 : exact,
      );
    }) as unknown as readonly [Form, Form];
  };
  const { heads } = runPass(sparse, forms, embedding, { read, refined });
  const asked = places.flatMap((layer, l) =>
    layer.flatMap(({ store }, h) =>
      stores[store]?.kind === 'position' ? [heads[l][h].query[0]] : [],
    ),
  );
  // What is stored where a position is read may have been read elsewhere before.
  const waiting = readsWithin(asked);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [store, dimension] = next;
    if (stores[store].pointers.has(dimension)) continue;
    stores[store].pointers.add(dimension);
    waiting.push(...readsWithin([stored[store][dimension]]));
  }
  return { sparse, stores, places };
}

/** A form that is about to be stored at the token's position, within the bounds that storing it checks. */
export function checkedForm(forms: Forms, form: Form, dimension: Dimension): Form {
  if (dimension.source !== 'stored' || dimension.storage === 'f64') return form;
  if (form.low >= 0 && form.high <= dimension.bound && form.unit >= 1) return form;
  const [low, high] = [Math.max(form.low, 0), Math.min(form.high, dimension.bound)];
  // As a constant it would no longer be checked.
  if (low >= high) return form;
  return forms.atom(
    { op: 'checked', form, id: dimension.id },
    `${form.id}`,
    low,
    high,
    Math.max(form.unit, 1),
  );
}

/** The form of an embedding slot over the tokens with these values. */
export function embeddingForm(forms: Forms, slot: number, values: Float64Array): Form {
  const { low, high, unit } = rangeOfValues(values);
  return forms.atom({ op: 'embedding', slot }, `${slot}`, low, high, unit);
}

/** The range of numbers, and the largest power of two of which all are multiples. */
export function rangeOfValues(values: Float64Array): Range {
  let low = values[0];
  let high = values[0];
  let unit = 2 ** 60;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
    unit = Math.min(unit, unitOf(value));
  }
  return { low, high, unit };
}

function kindOf(
  { layers, one }: SparseModel,
  forms: Forms,
  l: number,
  h: number,
  { query, key, value }: HeadForms,
  { general }: Assumptions,
): StoreKind {
  const { head } = layers[l].heads[h];
  if (general.has(`${l}/${h}`)) return 'general';
  if (head.tie === 'average') {
    const tokenOnly = value.every((form) => tokenOnlyForm(form) && form.unit >= 1);
    return query.every((q) => q === forms.zero) && tokenOnly ? 'totals' : 'general';
  }
  if (query[1] === forms.zero) return 'flat';
  if (query[1] !== forms.one) return 'general';
  if (one < 0) return 'general';
  const p = forms.atom({ op: 'position' }, '', 0, 2 ** 26, 1);
  const squared = forms.atom({ op: 'position squared' }, '', 0, 2 ** 52, 1);
  const isPosition = key[0] === forms.sum([[2, p]]) && key[1] === forms.sum([[-1, squared]]);
  return isPosition ? 'position' : 'keyed';
}

function dimensionOf(
  form: Form,
  id: string,
  name: string,
  columns: readonly Float64Array[],
  bound: number,
  keys: Float64Array | undefined,
): Dimension {
  const { low, high, unit } = form;
  if (form.atoms.length === 0)
    return { source: 'constant', value: form.constant, name, low, high, unit };
  const values = tokenValues(form, columns);
  if (values) {
    const least = keys && rangeAmongLeast(values, keys);
    return { source: 'token', values, least, name, low, high, unit };
  }
  const storage = storageOf(bound);
  if (storage === 'f64') return { source: 'stored', storage, bound, id, name, low, high, unit };
  return {
    source: 'stored',
    storage,
    bound,
    id,
    name,
    low: Math.max(low, 0),
    high: Math.min(high, bound),
    unit: Math.max(unit, 1),
  };
}

/** The range over the tokens that have the least key of all. */
function rangeAmongLeast(values: Float64Array, keys: Float64Array): Range {
  const key = keys.reduce((a, b) => Math.min(a, b));
  return rangeOfValues(values.filter((_, id) => keys[id] === key));
}
