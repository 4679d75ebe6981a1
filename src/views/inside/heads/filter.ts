/** Which heads are looked for. */
import { signal } from '@preact/signals';
import type { HeadOutline } from '../../../protocol/inside-model';
import { keepOf, keptOf } from '../channel';
import { headName } from '../words';
import { roleLook } from './roles';

interface Kept {
  readonly roles: readonly string[];
  readonly last: number;
}

/** Only heads of these roles; of all where there is none. */
export const roles = signal<readonly string[]>(keptOf<Kept>('heads').roles ?? []);
export const searched = signal('');
/** Tokens over which it is counted how often heads matter. */
export const last = signal(keptOf<Kept>('heads').last ?? 1000);

export function toggleRole(role: string): void {
  const { value } = roles;
  roles.value = value.includes(role) ? value.filter((each) => each !== role) : [...value, role];
  keepOf<Kept>('heads', { roles: roles.value });
}

export function countOver(tokens: number): void {
  last.value = tokens;
  keepOf<Kept>('heads', { last: tokens });
}

export function isLookedFor({ name, purpose, role }: HeadOutline, layer: number, head: number) {
  if (roles.value.length > 0 && !roles.value.includes(role)) return false;
  const text = `${headName(layer, head)} ${name} ${purpose} ${roleLook(role).name}`.toLowerCase();
  return text.includes(searched.value.trim().toLowerCase());
}
