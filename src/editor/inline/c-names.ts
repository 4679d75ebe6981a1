/** Which names in a C function have a value that can be shown beside their line. */
import { type CFunction, codeOnly, functionsIn } from '../c-source';
import { KEYWORDS } from '../expression';

/** Offsets in the text. */
export interface Mention {
  readonly name: string;
  readonly start: number;
}

interface Block {
  readonly start: number;
  end: number;
}

interface Declaration extends Mention {
  readonly block: Block;
}

/**
 * The variables that are mentioned in the function around `stopLine` (offset of its start), up to that line's end.
 * A name whose declaration is not the one that holds at the stop has another value than the debugger would give,
 * and one that is declared on the stopped line has none yet: both are left out.
 */
export function valuedNames(text: string, stopLine: number): Mention[] {
  const code = codeOnly(text);
  const lineEnd = (code.indexOf('\n', stopLine) + 1 || code.length + 1) - 1;
  const around = functionsIn(code).find(
    ({ parameters, close }) => parameters <= lineEnd && stopLine <= close,
  );
  if (!around) return [];
  const declarations = declarationsIn(code, around);
  const holds = (name: string, at: number) =>
    declarations.findLast(
      (d) => d.name === name && d.start <= at && d.block.start <= at && at < d.block.end,
    );
  return mentionsIn(code, around.parameters, Math.min(lineEnd, around.close)).filter(
    ({ name, start }) => {
      const here = holds(name, start);
      return here === holds(name, stopLine) && (here === undefined || here.start < stopLine);
    },
  );
}

/** Names that are no keywords, members, labels, types after `struct` or functions that are called. */
function mentionsIn(code: string, from: number, to: number): Mention[] {
  const found: Mention[] = [];
  for (const { 0: name, index } of code.slice(from, to).matchAll(/(?<![\w.])[A-Za-z_]\w*/g)) {
    const start = from + index;
    const before = code.slice(Math.max(start - 40, 0), start);
    const after = code.slice(start + name.length, start + name.length + 40);
    if (KEYWORDS.has(name) || /^\s*\(/.test(after)) continue;
    if (/(->|\.|\b(struct|union|enum|goto))\s*$/.test(before)) continue;
    if (/[{};]\s*$/.test(before) && /^\s*:/.test(after)) continue;
    found.push({ name, start });
  }
  return found;
}

/** Words that may stand in a type; any other keyword before a name makes it no declaration. */
const TYPE_WORDS =
  'auto|char|const|double|enum|extern|float|inline|int|long|register|restrict|short|signed|static|struct|union|unsigned|void|volatile';

/** A type, then a name: at the start of a statement, of a `for` or of a parameter. */
const DECLARATION = new RegExp(
  `(?<=[{};(,]\\s*)(?:(?:${TYPE_WORDS}|[A-Za-z_]\\w*)[\\s*]+)+?[(*\\s]*([A-Za-z_]\\w*)\\s*(?=[=;,)\\[:])`,
  'g',
);
const TYPE_WORD = new RegExp(`^(?:${TYPE_WORDS})$`);

function declarationsIn(code: string, { parameters, open, close }: CFunction): Declaration[] {
  const blocks = blocksIn(code, parameters, open, close);
  const innermost = (at: number) =>
    blocks.findLast(({ start, end }) => start <= at && at < end) ?? blocks[0];
  const found: Declaration[] = [];
  for (const match of code.slice(parameters, close).matchAll(DECLARATION)) {
    const words = match[0].match(/\w+/g)?.slice(0, -1) ?? [];
    if (words.some((word) => KEYWORDS.has(word) && !TYPE_WORD.test(word))) continue;
    const start = parameters + match.index + match[0].trimEnd().length - match[1].length;
    const block = innermost(start);
    found.push({ name: match[1], start, block });
    if (start > open) found.push(...furtherIn(code, start, close, block));
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `b` and `c` in `int a = f(x, y), *b, c[2];`: names after commas that no parentheses enclose. */
function furtherIn(code: string, from: number, to: number, block: Block): Declaration[] {
  const found: Declaration[] = [];
  let depth = 0;
  for (let at = from; at < to && code[at] !== ';'; at++) {
    if ('([{'.includes(code[at])) depth++;
    if (')]}'.includes(code[at]) && --depth < 0) break;
    if (code[at] !== ',' || depth > 0) continue;
    const match = /^,[\s*]*([A-Za-z_]\w*)/.exec(code.slice(at, at + 100));
    if (match) found.push({ name: match[1], start: at + match[0].length - match[1].length, block });
  }
  return found;
}

/** The function, its blocks, and each `for` from its parenthesis to the end of what it repeats. */
function blocksIn(code: string, parameters: number, open: number, close: number): Block[] {
  const blocks: Block[] = [{ start: parameters, end: close }];
  const stack: Block[] = [];
  for (let at = open + 1; at < close; at++) {
    if (code[at] === '{') {
      const block = { start: at, end: close };
      blocks.push(block);
      stack.push(block);
    }
    if (code[at] === '}') {
      const block = stack.pop();
      if (block) block.end = at;
    }
  }
  for (const { index } of code.slice(open, close).matchAll(/\bfor\s*\(/g)) {
    const start = open + index;
    blocks.push({ start, end: statementEnd(code, start, close) });
  }
  return blocks.sort((a, b) => a.start - b.start);
}

/** After a `for` with its body: at the `}` of a block, or at the `;` of a statement without one. */
function statementEnd(code: string, from: number, to: number): number {
  let parentheses = 0;
  let braces = 0;
  for (let at = from; at < to; at++) {
    if (code[at] === '(') parentheses++;
    if (code[at] === ')') parentheses--;
    if (code[at] === '{') braces++;
    if (code[at] === '}' && --braces <= 0) return at;
    if (code[at] === ';' && parentheses === 0 && braces === 0) return at;
  }
  return to;
}
