import type { Plan, Store } from './plan';

/** The store whose winner tells most about the tokens that follow it; -1 where none does. */
export function signatureOf({ stores }: Plan): number {
  const candidates = stores.filter(({ tokenKey, greatest }) => tokenKey && greatest);
  const told = ({ dimensions }: Store) =>
    dimensions.filter(({ source }) => source === 'token').length;
  const best = candidates.sort((a, b) => told(b) - told(a))[0];
  return best && told(best) > 0 ? best.index : -1;
}
