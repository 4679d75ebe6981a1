/** The keys of a head as of any token, from the store in which the engine keeps them. */
import type { AveragedValue, KeyKind, KeyReader, Keys, KeysAsked, SameKey } from '../executor/keys';
import type { Inspection } from './inspect';
import { keysUpTo, writeBefore, writesOf } from './key-pages';
import { averagedValues, TokenCounts, tokenKeys, tokensWithKey } from './keys-by-token';
import { addressKeys, positionKeys } from './keys-on-parabola';
import { sampledFlatKeys, sampledKeys } from './keys-sampled';
import type { Layout, StoreLayout } from './layout';
import type { LinearMemory } from './memory';
import type { Past } from './past';
import type { Place, Plan } from './plan';

/** Tokens with the same key that are told. */
const LATEST = 8;

const KINDS = {
  position: 'positions',
  keyed: 'addresses',
  flat: 'flat',
  totals: 'mean',
  general: 'general',
} as const;

export class HistoryKeys implements KeyReader {
  private readonly counts: TokenCounts;
  /** What was written of the store that was asked about last: one asks again while one zooms. */
  private gathered: { layout: StoreLayout; asOf: number; keys: Int32Array } | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly layout: Layout,
    private readonly memory: LinearMemory,
    private readonly past: Past,
    private readonly inspection: Inspection,
  ) {
    this.counts = new TokenCounts(past, plan.sparse.model.tokens.length);
  }

  /** To be called when tokens were dropped. */
  forget(): void {
    this.gathered = undefined;
    this.counts.forget();
  }

  private placeOf(layer: number, head: number): Place {
    return this.plan.places[layer][head];
  }

  private storeOf(layer: number, head: number): StoreLayout | undefined {
    return this.layout.stores[this.placeOf(layer, head).store];
  }

  kind(layer: number, head: number): KeyKind {
    const layout = this.storeOf(layer, head);
    // A head without a store always asks (0, 0).
    return layout ? KINDS[layout.store.kind] : 'flat';
  }

  keyOf(layer: number, head: number, position: number): readonly [number, number] {
    return this.inspection.keyOf(layer, head, position);
  }

  keys(layer: number, head: number, asked: KeysAsked): Keys {
    const { memory, past } = this;
    const layout = this.storeOf(layer, head);
    const keyOf = (position: number) => this.keyOf(layer, head, position);
    if (!layout) return sampledFlatKeys(asked, keyOf, []);
    const { store } = layout;
    switch (store.kind) {
      case 'position':
        return positionKeys(asked);
      case 'keyed':
        return addressKeys(memory, past, layout, this.written(layout, asked.asOf), asked);
      case 'flat':
        return store.tokenKey
          ? tokenKeys(
              past,
              this.counts.upTo(asked.asOf),
              store,
              asked,
              (position) => store.tokenKeyUp?.[past.token(position)] ?? keyOf(position)[1],
            )
          : sampledFlatKeys(asked, keyOf, this.winners(layout, asked.asOf));
      case 'totals':
        return sampledFlatKeys(asked, keyOf, []);
      case 'general':
        return sampledKeys(asked, keyOf);
    }
  }

  /** The keys of a keyed store, in ascending order. */
  private written(layout: StoreLayout, asOf: number): Int32Array {
    if (this.gathered?.layout !== layout || this.gathered.asOf !== asOf)
      this.gathered = { layout, asOf, keys: keysUpTo(this.memory, layout, asOf) };
    return this.gathered.keys;
  }

  /** The tokens at the ends of a flat store. */
  private winners(layout: StoreLayout, asOf: number): number[] {
    const { greatest, least } = layout.store;
    return [...(greatest ? [true] : []), ...(least ? [false] : [])].map(
      (end) => this.past.winner(layout, end, asOf).position,
    );
  }

  sameKey(layer: number, head: number, position: number, asOf: number): SameKey {
    const layout = this.storeOf(layer, head);
    const { past, memory } = this;
    switch (layout?.store.kind) {
      case 'position':
        return { tokens: 1, latest: [position] };
      case 'flat': {
        const { store } = layout;
        const tokens =
          store.tokenKey && tokensWithKey(this.counts.upTo(asOf), store, past.token(position));
        return { tokens, latest: [position] };
      }
      case 'keyed': {
        const key = this.keyOf(layer, head, position);
        // What is no write has a key far below; it is not among those of the address.
        if (key[1] !== -((key[0] / 2) ** 2)) return { tokens: undefined, latest: [position] };
        const last = past.event(layout, key[0] / 2, asOf);
        const latest: number[] = [];
        for (
          let event = last;
          event !== 0 && latest.length < LATEST;
          event = writeBefore(memory, event)
        )
          latest.push(past.eventPosition(event));
        return { tokens: writesOf(memory, last), latest };
      }
      default:
        return { tokens: undefined, latest: [position] };
    }
  }

  averaged(layer: number, head: number, dimension: number, asOf: number): AveragedValue[] {
    const layout = this.storeOf(layer, head);
    if (layout?.store.kind !== 'totals') return [];
    const at = this.placeOf(layer, head).dimensions[dimension];
    return averagedValues(this.counts.upTo(asOf), layout.store.dimensions[at], asOf);
  }
}
