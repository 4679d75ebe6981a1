/** The lines of the list: a line for each row, and below a row that is opened one for each of its tokens. */

export interface Line {
  readonly row: number;
  /** Of a token of an opened row: which one, from 0. */
  readonly token?: number;
}

export interface Lines {
  readonly count: number;
  at(line: number): Line;
  /** The line of a row. */
  of(row: number): number;
}

/** `opened`: tokens of the rows that are opened. */
export function linesOf(rows: number, opened: ReadonlyMap<number, number>): Lines {
  const sorted = [...opened].filter(([row]) => row < rows).sort(([a], [b]) => a - b);
  const extra = sorted.reduce((sum, [, tokens]) => sum + tokens, 0);
  return {
    count: rows + extra,
    at(line) {
      let before = 0;
      for (const [row, tokens] of sorted) {
        const own = row + before;
        if (line <= own) break;
        if (line <= own + tokens) return { row, token: line - own - 1 };
        before += tokens;
      }
      return { row: line - before };
    },
    of(wanted) {
      let line = wanted;
      for (const [row, tokens] of sorted) {
        if (row >= wanted) break;
        line += tokens;
      }
      return line;
    },
  };
}
