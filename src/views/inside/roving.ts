/** Keys within a group of elements of which one can be reached by Tab: arrows, Home and End lead to the others. */

/** How far a key leads; `undefined` for a key that leads nowhere. */
export function stepOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at + count - 1) % count;
    case 'ArrowRight':
    case 'ArrowDown':
      return (at + 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
