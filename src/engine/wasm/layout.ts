/** Laying out parenthesised groups within a width. */
export const WIDTH = 100;
export const STEP = 2;

/** Where a text begins, and how many characters will follow it on its last line. */
export interface Place {
  readonly indent: number;
  readonly tail: number;
}

const COMMENT = ';;';
const lineBreak = (indent: number) => `\n${' '.repeat(indent)}`;

/**
 * A head and its pieces in parentheses: a line for each piece, but one line for all where they are operands, or
 * a body of a single instruction, and fit.
 */
export function group(
  head: string,
  pieces: readonly string[],
  { indent, tail }: Place,
  kind: 'operands' | 'body' | 'broken',
): string {
  const mayJoin = kind === 'operands' || (kind === 'body' && pieces.length <= 1);
  if (mayJoin && pieces.every((piece) => !piece.includes('\n') && !piece.startsWith(COMMENT))) {
    const line = `(${[head, ...pieces].join(' ')})`;
    if (pieces.length === 0 || indent + line.length + tail <= WIDTH) return line;
  }
  const separator = lineBreak(indent + STEP);
  // A comment ends with its line, so the parenthesis that follows one begins another.
  const end = pieces.at(-1)?.startsWith(COMMENT) ? lineBreak(indent) : '';
  return `(${[head, ...pieces].join(separator)}${end})`;
}

/** Words that begin at a column, as many to a line as fit; further lines begin at `indent`. */
export function fill(words: readonly string[], column: number, indent: number): string {
  let text = '';
  let end = column;
  for (const word of words) {
    if (text !== '' && end + 1 + word.length < WIDTH) {
      text += ` ${word}`;
      end += 1 + word.length;
    } else {
      text += text === '' ? word : `${lineBreak(indent)}${word}`;
      end = (text === word ? column : indent) + word.length;
    }
  }
  return text;
}
