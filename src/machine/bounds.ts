/**
 * What the machine's stored values do not exceed, by the names that the model gives them. An executor may keep
 * them in as many bytes; whatever it is told here it checks.
 */

/** A byte, a number of digits (a word has four), or half a word; whatever is not listed is a word. */
const BOUNDS: Record<string, number> = { byte: 255, length: 4, 'low half': 65535 };

export function boundOf(name: string): number {
  return BOUNDS[name] ?? 2 ** 32 - 1;
}
