/** S-expressions of WebAssembly scripts, each with its place in the source. */

export interface List {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  /** Of the brackets, in characters: [start, end). */
  readonly start: number;
  readonly end: number;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

export interface Atom {
  readonly kind: 'atom';
  readonly text: string;
}

export interface Text {
  readonly kind: 'text';
  /** What the escapes mean. */
  readonly bytes: Uint8Array;
}

export type Expression = List | Atom | Text;

const TOKEN =
  /\s+|;;[^\n]*|\(;|[()]|"(?:[^"\\]|\\(?:u\{[0-9a-fA-F_]+\}|[0-9a-fA-F]{2}|[\s\S]))*"|[^\s()";]+/y;

/** The lists at the top level of a script. Throws an `Error` with the line where it cannot be read. */
export function parse(source: string): List[] {
  const open: { items: Expression[]; start: number; line: number }[] = [
    { items: [], start: 0, line: 1 },
  ];
  let line = 1;
  for (let at = 0; at < source.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source)?.[0];
    if (token === undefined) throw new Error(`line ${line} cannot be read`);
    const begin = at;
    at = token === '(;' ? endOfComment(source, at) : at + token.length;
    const began = line;
    line += source.slice(begin, at).split('\n').length - 1;
    if (token === '(;') continue;
    const current = open[open.length - 1];
    if (token === '(') open.push({ items: [], start: begin, line: began });
    else if (token === ')') {
      if (open.length === 1) throw new Error(`line ${began} closes too much`);
      const { items, start, line } = current;
      open.pop();
      open[open.length - 1].items.push({ kind: 'list', items, start, end: at, line });
    } else if (token.startsWith('"')) current.items.push({ kind: 'text', bytes: bytesOf(token) });
    else if (!/^(\s|;;)/.test(token)) current.items.push({ kind: 'atom', text: token });
  }
  if (open.length > 1) throw new Error(`the bracket of line ${open[1].line} is never closed`);
  return open[0].items.filter((item) => item.kind === 'list');
}

/** Block comments may stand in one another. */
function endOfComment(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const two = source.slice(at, at + 2);
    if (two === '(;') depth++;
    if (two === ';)') depth--;
    if (two === '(;' || two === ';)') at++;
    if (depth === 0) return at + 1;
  }
  const line = source.slice(0, start).split('\n').length;
  throw new Error(`the comment of line ${line} is never closed`);
}

const SIMPLE: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, '"': 34, "'": 39, '\\': 92 };

function bytesOf(token: string): Uint8Array {
  const parts: Buffer[] = [];
  const inner = token.slice(1, -1);
  const escapes = /\\(?:u\{([0-9a-fA-F_]+)\}|([0-9a-fA-F]{2})|([\s\S]))/g;
  let at = 0;
  for (const match of inner.matchAll(escapes)) {
    const [whole, point, byte, simple] = match;
    parts.push(Buffer.from(inner.slice(at, match.index)));
    if (point)
      parts.push(Buffer.from(String.fromCodePoint(Number.parseInt(point.replaceAll('_', ''), 16))));
    else parts.push(Buffer.of(byte ? Number.parseInt(byte, 16) : (SIMPLE[simple] ?? 63)));
    at = match.index + whole.length;
  }
  parts.push(Buffer.from(inner.slice(at)));
  return Uint8Array.from(Buffer.concat(parts));
}
