/** Finds the C expression under the pointer in one line of source. */

/** Columns, counted from 0; `end` is the first one after the expression. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const KEYWORDS = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if ' +
    'inline int long register restrict return short signed sizeof static struct switch typedef ' +
    'union unsigned void volatile while'
  ).split(' '),
);

/**
 * The name under the pointer with what it is a member of: over `y` in `p->grid[i].y` all of it, over `grid`
 * only `p->grid`. Nothing for keywords, functions that are called, numbers, strings and comments.
 */
export function expressionAt(line: string, column: number): Span | undefined {
  const code = blanked(line);
  const name = [...code.matchAll(/[A-Za-z_]\w*/g)].find(
    (match) => match.index <= column && column < match.index + match[0].length,
  );
  if (!name || KEYWORDS.has(name[0])) return undefined;
  const end = name.index + name[0].length;
  if (/\w/.test(code[name.index - 1] ?? '') || /^\s*\(/.test(code.slice(end))) return undefined;
  const start = ownerStart(code, name.index);
  return start === undefined ? undefined : { start, end };
}

/** Walks left over `owner.`, `owner->` and `owner[index]`; undefined where the owner has no plain name. */
function ownerStart(code: string, nameStart: number): number | undefined {
  const access = /(\.|->)\s*$/.exec(code.slice(0, nameStart));
  if (!access) return nameStart;
  let end = access.index;
  while (code.slice(0, end).trimEnd().endsWith(']')) {
    const open = bracketStart(code, code.slice(0, end).trimEnd().length - 1);
    if (open === undefined) return undefined;
    end = open;
  }
  const owner = /[A-Za-z_]\w*\s*$/.exec(code.slice(0, end));
  return owner ? ownerStart(code, owner.index) : undefined;
}

/** The `[` that belongs to the `]` at `close`. */
function bracketStart(code: string, close: number): number | undefined {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (code[at] === ']') depth++;
    if (code[at] === '[' && --depth === 0) return at;
  }
  return undefined;
}

/** The line with strings, characters and comments replaced by spaces of the same length. */
function blanked(line: string): string {
  return line.replace(/"(\\.|[^"\\])*"?|'(\\.|[^'\\])*'?|\/\/.*|\/\*.*?(\*\/|$)/g, (text) =>
    ' '.repeat(text.length),
  );
}
