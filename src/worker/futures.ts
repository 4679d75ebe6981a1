/** Futures that were left when a person changed the past: all that was recorded, to be gone on with or compared. */
import type { HostRecord } from './host';

export interface Future {
  /** From the end of the prompt on. */
  readonly tokens: Uint16Array;
  readonly host: HostRecord;
  /** Positions at which a person changed something. */
  readonly edits: readonly number[];
  /** What the person changed when it was left. */
  readonly change: string;
}

export class Futures {
  private readonly kept = new Map<number, Future>();
  private next = 1;

  keep(future: Future): void {
    this.kept.set(this.next++, future);
  }

  /** Throws an `Error` if there is none of this number. */
  get(id: number): Future {
    const future = this.kept.get(id);
    if (!future) throw new Error(`there is no other future ${id}`);
    return future;
  }

  replace(id: number, future: Future): void {
    this.kept.set(id, future);
  }

  all(): readonly (readonly [id: number, future: Future])[] {
    return [...this.kept];
  }
}

type Tokens = ArrayLike<number>;

/** How many tokens two futures begin with that are the same. */
export function common(a: Tokens, b: Tokens, from = 0, shift = 0): number {
  const end = Math.min(a.length, b.length - shift);
  let at = from;
  while (at < end && a[at] === b[at + shift]) at++;
  return at;
}

export interface Index {
  readonly index: number;
  readonly token: number;
}

/**
 * Where one future differs from another, apart from the edits with which they part. `isEdit`: whether a token can be
 * part of what a person wrote.
 */
export function parting(
  here: Tokens,
  there: Tokens,
  isEdit: (token: number) => boolean,
): { here?: Index; there?: Index; same: number } {
  const fork = common(here, there);
  const behind = (tokens: Tokens) => {
    let at = fork;
    while (at < tokens.length && isEdit(tokens[at])) at++;
    return at;
  };
  const [begin, other] = [behind(here), behind(there)];
  const end = common(here, there, begin, other - begin);
  const at = (tokens: Tokens, index: number) =>
    index < tokens.length ? { index, token: tokens[index] } : undefined;
  return {
    here: at(here, end),
    there: at(there, end + other - begin),
    same: end - begin,
  };
}
