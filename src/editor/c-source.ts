/** The shape of a C source: where its functions are, with all that is no code left out. */

export interface CFunction {
  readonly name: string;
  /** Offset of its first parenthesis, with the parameters. */
  readonly parameters: number;
  /** Offsets of its braces; the last one is the text's end where a brace is missing. */
  readonly open: number;
  readonly close: number;
}

/** The text with comments, strings, characters and directives replaced by spaces; lines stay where they are. */
export function codeOnly(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|^[ \t]*#(?:\\\n|.)*/gm,
    (left) => left.replace(/[^\n]/g, ' '),
  );
}

/** Functions with a body, in order; `code` is what `codeOnly` gives. */
export function functionsIn(code: string): CFunction[] {
  const found: CFunction[] = [];
  for (let open = code.indexOf('{'); open >= 0; ) {
    const close = closing(code, open);
    const head = headBefore(code, open);
    if (head) found.push({ ...head, open, close });
    open = code.indexOf('{', close + 1);
  }
  return found;
}

/** The brace or parenthesis that belongs to the one at `open`; the end of the text where there is none. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '{') depth++;
    if (code[at] === '}' && --depth === 0) return at;
  }
  return code.length;
}

/** Name and parameters before a body; what is no function's body has no parentheses before it. */
function headBefore(
  code: string,
  open: number,
): Pick<CFunction, 'name' | 'parameters'> | undefined {
  const end = code.slice(0, open).trimEnd().length - 1;
  if (code[end] !== ')') return undefined;
  let depth = 0;
  for (let at = end; at >= 0; at--) {
    if (code[at] === ')') depth++;
    if (code[at] !== '(' || --depth > 0) continue;
    const name = /([A-Za-z_]\w*)\s*$/.exec(code.slice(0, at))?.[1];
    return name === undefined ? undefined : { name, parameters: at };
  }
  return undefined;
}
