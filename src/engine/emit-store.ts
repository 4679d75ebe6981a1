/** Storing what a token leaves behind: its part of the KV cache. */
import type { Storing } from './case';
import type { Emitter } from './emit';
import { BIAS, hasEvents, STATE } from './layout';
import { storeEvent } from './stored';
import { call, f64, get, type Instruction, i32, if_, set, type Variable } from './wasm/wasm';

/** Computes what is to be stored; the returned function emits the stores. */
export function emitStoring(emitter: Emitter, storing: Storing): () => void {
  switch (storing.store.kind) {
    case 'position':
      storing.store.dimensions.forEach(({ source }, d) => {
        if (source === 'stored') emitter.reads.keepAtPosition(storing.store.index, d);
      });
      return () => {};
    case 'keyed':
      return storeKeyed(emitter, storing);
    case 'flat':
      return storeFlat(emitter, storing);
    case 'totals':
      return storeTotals(emitter, storing);
    case 'general':
      // What these read must be read before other stores are written.
      for (const form of [...storing.key, ...storing.values]) emitter.value(form);
      return () => emitter.reads.insertGeneral(storing);
  }
}

/** What is kept of a token by dimension, within its bounds if it is stored at all. */
function keptValues(
  emitter: Emitter,
  { store, values }: Storing,
  when: Variable | undefined,
  used?: ReadonlySet<number>,
): (Variable | undefined)[] {
  return store.dimensions.map(({ source }, d) => {
    if (source !== 'stored' || values[d] === undefined || used?.has(d) === false) return undefined;
    return emitter.bounded(store.index, d, values[d], when);
  });
}

function storeKeyed(emitter: Emitter, storing: Storing): () => void {
  const own = emitter.reads.ownKey(storing);
  if (!own) return () => {};
  const { store, values } = storing;
  const kept = keptValues(emitter, storing, own.live);
  const others = store.dimensions.map(({ source }, d) =>
    source === 'token' ? emitter.value(values[d]) : undefined,
  );
  return () => {
    const { base, stride, offsets } = emitter.target.layout.stores[store.index];
    const event = emitter.local('written', 'i32');
    emitter.do(
      if_(get(own.live), [
        set(
          event,
          call('insert', i32.const(base), i32.const(stride), get(own.key), get(emitter.position)),
        ),
        ...store.dimensions.flatMap((dimension, d) => {
          const variable = kept[d];
          const value = variable ? get(variable) : others[d];
          return value ? [storeEvent(dimension, get(event), offsets[d], value)] : [];
        }),
      ]),
    );
  };
}

function storeFlat(emitter: Emitter, storing: Storing): () => void {
  const { store, key, values } = storing;
  const layout = emitter.target.layout.stores[store.index];
  const ends = emitter.subject.key.settled?.ends.get(store.index);
  const [x] = key;
  const sides = [
    {
      asked: store.greatest,
      used: store.greatestOf,
      end: layout.greatest,
      event: 0,
      always: ends && x.low >= ends.greatest && x.low >= store.keyHigh,
      never: ends && x.high < ends.greatest,
      wins: (k: Instruction, top: Instruction) => f64.ge(k, top),
    },
    {
      asked: store.least,
      used: store.leastOf,
      end: layout.least,
      event: 1,
      always: ends && x.high <= ends.least && x.high <= store.keyLow,
      never: ends && x.low > ends.least,
      wins: (k: Instruction, bottom: Instruction) => f64.le(k, bottom),
    },
  ].filter(({ asked, never }) => asked && !never);
  if (sides.length === 0) return () => {};
  const k = emitter.value(x);
  const writes = sides.map(({ used, end, event, always, wins }) => {
    let won: Variable | undefined;
    if (!always) {
      won = emitter.local('wins', 'i32');
      emitter.do(set(won, wins(k, f64.load(i32.const(0), end.key))));
    }
    const kept = keptValues(emitter, storing, won, used);
    const others = store.dimensions.map(({ source }, d) =>
      source === 'token' && hasEvents(store) ? emitter.value(values[d]) : undefined,
    );
    const stores: Instruction[] = [
      f64.store(i32.const(0), k, end.key),
      i32.store(i32.const(0), get(emitter.position), end.position),
      i32.store(i32.const(0), get(emitter.token), end.token),
      ...store.dimensions.flatMap((_, d) => {
        const variable = kept[d];
        return variable ? [f64.store(i32.const(0), get(variable), end.values[d])] : [];
      }),
    ];
    if (hasEvents(store)) {
      const written = emitter.local('written', 'i32');
      const key = i32.const(event + BIAS);
      stores.push(
        set(
          written,
          call(
            'insert',
            i32.const(layout.base),
            i32.const(layout.stride),
            key,
            get(emitter.position),
          ),
        ),
        ...store.dimensions.flatMap((dimension, d) => {
          const variable = kept[d];
          const value = variable ? get(variable) : others[d];
          return value ? [storeEvent(dimension, get(written), layout.offsets[d], value)] : [];
        }),
      );
    }
    return { won, stores, event };
  });
  const last = emitter.target.lastIndex(emitter.subject.key.token.index);
  const isSignature = store.index === emitter.target.layout.signature && last >= 0;
  return () => {
    for (const { won, stores, event } of writes) {
      if (isSignature && event === 0 && !won)
        stores.push(i32.store(i32.const(0), i32.const(last), STATE.last));
      if (won) emitter.do(if_(get(won), stores));
      else emitter.do(...stores);
    }
  };
}

function storeTotals(emitter: Emitter, { store, values }: Storing): () => void {
  const { offsets } = emitter.target.layout.stores[store.index];
  const added = store.dimensions.map((_, d) => emitter.value(values[d]));
  return () => {
    store.dimensions.forEach(({ source, low, high }, d) => {
      if (source === 'constant' || (low === 0 && high === 0)) return;
      if (values[d].low === 0 && values[d].high === 0) return;
      emitter.do(
        f64.store(i32.const(0), f64.add(f64.load(i32.const(0), offsets[d]), added[d]), offsets[d]),
      );
    });
  };
}
