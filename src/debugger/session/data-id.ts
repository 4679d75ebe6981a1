/** What a data breakpoint watches, as a text that the client keeps and gives back. */
import type { Watched } from '../breakpoints';
import { problem } from '../errors';

export type Place = Omit<Watched, 'access'>;

export function toDataId({ store, address, length, name }: Place): string {
  return JSON.stringify([store, address, length, name]);
}

/** Throws a `UserError` for a text that was not made by `toDataId`. */
export function readDataId(text: string): Place {
  try {
    const [store, address, length, name] = JSON.parse(text);
    const isPlace =
      (store === 'memory' || store === 'locals') &&
      Number.isSafeInteger(address) &&
      Number.isSafeInteger(length) &&
      length > 0 &&
      length <= LONGEST;
    if (isPlace) return { store, address, length, name: String(name) };
  } catch {
    // It is no JSON.
  }
  throw problem.badDataId(text);
}

/** Bytes that one data breakpoint can watch. */
export const LONGEST = 65_536;
