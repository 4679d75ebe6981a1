/**
 * A case: the forward pass for one class of tokens, after one class of the tokens that last stood out in the
 * plan's signature store (for the WebAssembly machine: a digit after an addition). What these two fix becomes
 * constant, and with it most of the network.
 */
import type { Model } from '../model/model';
import type { TokenClass } from './classes';
import { constantOf, type Form, Forms } from './forms';
import { embed, type HeadForms, type Pass, runPass } from './pass';
import {
  checkedForm,
  embeddingForm,
  type Plan,
  type Range,
  rangeOfValues,
  type Store,
} from './plan';
import { signatureOf } from './signature';

/** What is known of the flat stores once a run is under way: keys below these ends never win again. */
export interface Settled {
  /** By store: the greatest and the least key so far. */
  readonly ends: ReadonlyMap<number, { readonly greatest: number; readonly least: number }>;
}

export interface CaseKey {
  readonly token: TokenClass;
  /** The class of the latest token with the greatest key of the signature store; unknown until settled. */
  readonly last: TokenClass | undefined;
  readonly settled: Settled | undefined;
}

/** What the token of a case stores. */
export interface Storing {
  readonly store: Store;
  readonly key: readonly [Form, Form];
  /** One a dimension of the store. */
  readonly values: readonly Form[];
}

export interface Case {
  readonly key: CaseKey;
  readonly name: string;
  readonly forms: Forms;
  readonly pass: Pass;
  readonly storings: readonly Storing[];
}

export function caseOf(plan: Plan, key: CaseKey): Case {
  const { sparse, stores, places } = plan;
  const { model } = sparse;
  const forms = new Forms();
  const signature = signatureOf(plan);
  const ranges = rangesOf(model, key.token);
  const embedding = embed(sparse, forms, (slot) => {
    const { low, high, unit } = ranges[slot];
    return forms.atom({ op: 'embedding', slot }, `${slot}`, low, high, unit);
  });
  const storings = stores.map((store) => ({
    store,
    key: undefined as readonly [Form, Form] | undefined,
    values: [] as Form[],
  }));

  const refined = new Map<Form, Form>();
  const read = (l: number, h: number, head: HeadForms): readonly [Form, Form] => {
    const place = places[l][h];
    if (place.store < 0) return head.value;
    const store = stores[place.store];
    const storing = storings[place.store];
    storing.key ??= head.key;
    place.dimensions.forEach((at, d) => {
      if (storing.values[at]) return;
      const value = head.value[d];
      storing.values[at] = value;
      if (store.kind !== 'position') return;
      const better = checkedForm(forms, value, store.dimensions[at]);
      if (better === value) return;
      storing.values[at] = better;
      refined.set(value, better);
    });
    const side = store.kind === 'flat' ? flatSide(store, head, key.settled) : 'asked';
    if (side === 'own') return head.value;
    return place.dimensions.map((at, d) => {
      const dimension = store.dimensions[at];
      if (dimension.source === 'constant') return forms.constant(dimension.value);
      let { low, high, unit } = dimension;
      if (
        store.index === signature &&
        side === 'greatest' &&
        dimension.source === 'token' &&
        key.last
      ) {
        const last = embeddingForm(
          forms,
          -1 - at,
          Float64Array.from(key.last.tokens, (id) => dimension.values[id]),
        );
        if (constantOf(last) !== undefined) return last;
        ({ low, high, unit } = last);
      }
      if (store.index === signature && side === 'least' && dimension.source === 'token')
        ({ low, high, unit } = dimension.least ?? dimension);
      const { head: weights } = sparse.layers[l].heads[h];
      const rounded = weights.tie === 'average' || store.kind === 'general';
      const asks = `${head.query[0].id},${head.query[1].id}`;
      return forms.atom(
        {
          op: 'read',
          store: store.index,
          dimension: at,
          query: head.query[0],
          up: head.query[1],
          own:
            side === 'greatest' || side === 'least'
              ? undefined
              : { key: head.key, value: head.value[d] },
          head: [l, h],
        },
        `${store.index}.${at}?${store.kind === 'general' ? `${l}/${h}` : ''}${asks}`,
        low,
        high,
        rounded ? 0 : unit,
      );
    }) as unknown as readonly [Form, Form];
  };
  const pass = runPass(sparse, forms, embedding, { read, refined });
  return {
    key,
    name: nameOf(key),
    forms,
    pass,
    storings: storings.map(({ store, key: k, values }) => ({
      store,
      key: k as readonly [Form, Form],
      values,
    })),
  };
}

function nameOf({ token, last, settled }: CaseKey): string {
  if (!settled) return `${token.name}, early`;
  return last ? `${token.name} after ${last.name}` : token.name;
}

const classRanges = new WeakMap<TokenClass, readonly Range[]>();

/** The range of each embedding slot over a class, looked up once. */
function rangesOf({ dModel, embedding }: Model, tokenClass: TokenClass): readonly Range[] {
  let ranges = classRanges.get(tokenClass);
  if (!ranges) {
    const { tokens } = tokenClass;
    ranges = Array.from({ length: dModel }, (_, slot) =>
      rangeOfValues(Float64Array.from(tokens, (id) => embedding[id * dModel + slot])),
    );
    classRanges.set(tokenClass, ranges);
  }
  return ranges;
}

/** Which token a flat store selects, as far as the case tells: 'asked' where that shows only at run time. */
function flatSide(
  store: Store,
  { query: [q], key: [k] }: HeadForms,
  settled: Settled | undefined,
): 'own' | 'greatest' | 'least' | 'asked' {
  const ends = settled?.ends.get(store.index);
  if (q.low === 0 && q.high === 0) return 'own';
  if (!ends) return 'asked';
  if (q.low > 0) {
    if (k.low >= ends.greatest && k.low >= store.keyHigh) return 'own';
    if (k.high < ends.greatest) return 'greatest';
  }
  if (q.high < 0) {
    if (k.high <= ends.least && k.high <= store.keyLow) return 'own';
    if (k.low > ends.least) return 'least';
  }
  return 'asked';
}
