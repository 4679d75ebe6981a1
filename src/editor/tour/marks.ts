/** Lines of a sample that its comments mark for the tour: `// TOUR: the addition`. */

/** By what the mark says; counted from 1. */
export function markedLines(text: string): Map<string, number> {
  const marks = new Map<string, number>();
  for (const [i, line] of text.split('\n').entries()) {
    const mark = /\/\/ TOUR: the (.+?)\s*$/.exec(line)?.[1];
    if (mark !== undefined) marks.set(mark, i + 1);
  }
  return marks;
}
