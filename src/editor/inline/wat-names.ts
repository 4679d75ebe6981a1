/** Names of locals and globals in WebAssembly text. */
import type { Mention } from './c-names';

const ACCESS = /\b(?:local|global)\.(?:get|set|tee)\s+(\$[\w!#$%&'*+./:<=>?@\\^`|~-]+)/g;

/** What is read or written in the function around `stopLine` (offset of its start), up to that line's end. */
export function watNames(text: string, stopLine: number): Mention[] {
  const begin = text.lastIndexOf('(func', text.indexOf('\n', stopLine) >>> 0);
  if (begin < 0) return [];
  const end = (text.indexOf('\n', stopLine) + 1 || text.length + 1) - 1;
  const code = text.slice(begin, end).replace(/;;.*/g, (comment) => ' '.repeat(comment.length));
  return [...code.matchAll(ACCESS)].map(({ 0: whole, 1: name, index }) => ({
    name,
    start: begin + index + whole.length - name.length,
  }));
}

/** The `$name` at a column of a line; it ends before `end`. */
export function watNameAt(
  line: string,
  column: number,
): { readonly start: number; readonly end: number } | undefined {
  for (const { 0: whole, 1: name, index } of line.replace(/;;.*/, '').matchAll(ACCESS)) {
    const end = index + whole.length;
    if (end - name.length <= column && column < end) return { start: end - name.length, end };
  }
  return undefined;
}
