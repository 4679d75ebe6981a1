/** How deep WebAssembly text nests: a text that overflows the assembler's stack would crash it, or never end. */

/** A string, a comment to the end of the line, the ends of a block comment, a bracket, or a word. */
const PIECES = /"(?:[^"\\]|\\[\s\S])*"|;;[^\n]*|\(;|;\)|[()]|[^\s()";]+|;/g;
/** Constructs that a bracket need not open; then `end` closes them. */
const OPENING = /^(?:block|loop|if|try|try_table)$/;

/** The most constructs and brackets that are open at once, without those of the module and its functions. */
export function nestingOf(source: string): number {
  let brackets = 0;
  let constructs = 0;
  let comments = 0;
  let deepest = 0;
  let before = '';
  for (const [piece] of source.matchAll(PIECES)) {
    if (piece === '(;') comments++;
    else if (piece === ';)') comments = Math.max(0, comments - 1);
    else if (comments === 0 && !piece.startsWith(';')) {
      if (piece === '(') brackets++;
      else if (piece === ')') brackets--;
      else if (piece === 'end') constructs--;
      else if (before !== '(' && OPENING.test(piece)) constructs++;
      deepest = Math.max(deepest, brackets + constructs);
      before = piece;
    }
  }
  return Math.max(0, deepest - 2);
}
