/**
 * Heads whose keys or queries are of no special kind: each has a convex hull. And the executor that answers for
 * the past what the engine keeps no history of: it reads the tokens again from the first one on.
 */
import type { Executor } from '../executor/executor';
import { createHullExecutor } from '../executor/hull';
import { KeyStore, Selection } from '../executor/keyStore';
import type { Plan } from './plan';

interface GeneralStore {
  readonly keys: KeyStore;
  readonly selection: Selection;
  readonly values: Float64Array;
  /** Position of the last token that was inserted. */
  last: number;
}

export class General {
  private readonly stores = new Map<number, GeneralStore>();
  private oracle: Executor | undefined;

  constructor(private readonly plan: Plan) {
    for (const { index, kind } of plan.stores)
      if (kind === 'general')
        this.stores.set(index, {
          keys: new KeyStore('any', 2, true),
          selection: new Selection(),
          values: new Float64Array(2),
          last: -1,
        });
  }

  /** A token's case may be run twice, if it gave up the first time: it is inserted once. */
  readonly insert = (
    store: number,
    position: number,
    x: number,
    y: number,
    a: number,
    b: number,
  ): void => {
    const general = this.of(store);
    if (general.last >= position) return;
    general.last = position;
    general.values[0] = a;
    general.values[1] = b;
    general.keys.insert(x, y, position, general.values);
  };

  readonly select = (
    store: number,
    layer: number,
    head: number,
    dimension: number,
    x: number,
    y: number,
  ): number => {
    const { keys, selection } = this.of(store);
    keys.select(x, y, selection);
    const { tie } = this.plan.sparse.layers[layer].heads[head].head;
    return tie === 'average' ? selection.average(dimension) : selection.latest(dimension);
  };

  private of(store: number): GeneralStore {
    return this.stores.get(store) as GeneralStore;
  }

  /** An executor that has read the tokens up to a position. */
  replayed(token: (position: number) => number, position: number): Executor {
    if (!this.oracle || this.oracle.length > position + 1)
      this.oracle = createHullExecutor(this.plan.sparse.model);
    while (this.oracle.length <= position) this.oracle.append(token(this.oracle.length));
    return this.oracle;
  }

  /** Forgets what was read, since the tokens from some position on are others now. */
  forget(): void {
    this.oracle = undefined;
  }
}
