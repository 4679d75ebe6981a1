/** What happened to something that is watched, in a line. */
import type { Breakpoints } from './breakpoints';
import { formatAddress } from './machine-values';
import type { Access } from './transformer';

export function describeAccesses(breakpoints: Breakpoints, accesses: readonly Access[]): string {
  const lines = accesses.map(({ watch, position, kind }) => {
    const watched = breakpoints.watched(watch);
    const name = watched?.name ?? formatAddress(watched?.address ?? 0);
    return `${name} was ${kind === 'write' ? 'written' : 'read'} by token ${position}`;
  });
  return lines.join(', ');
}
