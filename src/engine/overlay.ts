/**
 * The keys and values of the tokens of a run that goes its own way, over a KV cache that stays as it is. They are few
 * and may be any numbers, so they are scanned.
 */
import type { Best } from './before';

/** Numbers two by two. */
class Pairs {
  numbers = new Float64Array(256);

  set(index: number, a: number, b: number): void {
    if (2 * index >= this.numbers.length) {
      const larger = new Float64Array(2 * this.numbers.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[2 * index] = a;
    this.numbers[2 * index + 1] = b;
  }
}

interface KeyStore {
  readonly keys: Pairs;
  /** What was asked of it last: heads often ask the same. */
  count: number;
  qx: number;
  qy: number;
  score: number;
  winner: number;
}

/** The heads of one layer. */
export class OverlayLayer {
  private readonly stores: KeyStore[] = [];
  private readonly values: readonly Pairs[];

  /** `groups`: for each head the number of its store; heads of one store have the same keys. */
  constructor(
    private readonly groups: readonly number[],
    /** Position of the first token. */
    private readonly begin: number,
  ) {
    for (const group of groups)
      this.stores[group] ??= { keys: new Pairs(), count: 0, qx: 0, qy: 0, score: 0, winner: 0 };
    this.values = groups.map(() => new Pairs());
  }

  /** Keeps what a head stores of a token. */
  append(head: number, position: number, key: readonly number[], value: readonly number[]): void {
    const index = position - this.begin;
    const store = this.stores[this.groups[head]];
    store.keys.set(index, key[0], key[1]);
    store.count = 0;
    this.values[head].set(index, value[0], value[1]);
  }

  value(head: number, position: number): [number, number] {
    const { numbers } = this.values[head];
    const index = 2 * (position - this.begin);
    return [numbers[index], numbers[index + 1]];
  }

  /** The best of the keys of the first `count` tokens. */
  best(head: number, count: number, qx: number, qy: number, averages: boolean): Best {
    const store = this.stores[this.groups[head]];
    if (store.count !== count || store.qx !== qx || store.qy !== qy) scan(store, count, qx, qy);
    const position = this.begin + store.winner;
    if (!averages)
      return { position, score: store.score, value: this.value(head, position), tied: 1 };
    return { position, score: store.score, ...this.sum(head, store) };
  }

  private sum(head: number, { keys, count, qx, qy, score }: KeyStore) {
    const { numbers: values } = this.values[head];
    const value: [number, number] = [0, 0];
    let tied = 0;
    for (let i = 0; i < 2 * count; i += 2) {
      if (qx * keys.numbers[i] + qy * keys.numbers[i + 1] !== score) continue;
      value[0] += values[i];
      value[1] += values[i + 1];
      tied++;
    }
    return { value, tied };
  }
}

/** The rightmost of the keys that score most. */
function scan(store: KeyStore, count: number, qx: number, qy: number): void {
  const { numbers } = store.keys;
  let score = Number.NEGATIVE_INFINITY;
  let winner = 0;
  for (let i = 0; i < count; i++) {
    const s = qx * numbers[2 * i] + qy * numbers[2 * i + 1];
    if (s < score) continue;
    score = s;
    winner = i;
  }
  store.count = count;
  store.qx = qx;
  store.qy = qy;
  store.score = score;
  store.winner = winner;
}
