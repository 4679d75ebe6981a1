/** Numbers that stand for things of one stop. They are never used twice, so that an old one is recognised. */
import { problem } from './errors';

export interface Handles<T> {
  create(value: T): number;
  /** Throws a `UserError` if the number belongs to an earlier stop. */
  get(handle: number): T;
  /** As `get`, but `undefined` where that throws. */
  find(handle: number): T | undefined;
  /** Forgets all: the program runs on. */
  clear(): void;
}

export function createHandles<T>(): Handles<T> {
  const values = new Map<number, T>();
  let next = 1;
  return {
    create(value) {
      values.set(next, value);
      return next++;
    },
    get(handle) {
      const value = values.get(handle);
      if (value === undefined) throw problem.staleHandle();
      return value;
    },
    find: (handle) => values.get(handle),
    clear: () => values.clear(),
  };
}
