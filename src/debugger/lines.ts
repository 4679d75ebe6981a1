/** The line table of a program: which bytes of the module belong to which line of which source file. */

export interface SourceLine {
  /** Path of the source file. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Bytes [start, end) of the module file that were compiled from one line, or from a part of it. */
export interface LineRange extends SourceLine {
  /** Of the part, counted from 1; absent where it is a whole line, or is not known. */
  readonly column?: number;
  readonly start: number;
  readonly end: number;
}

export interface LineTable {
  /** Whether the first line of a function sets up its frame, as in C. */
  readonly hasPrologues: boolean;
  /** Of whole lines, however many parts they have; sorted by `start`. */
  readonly ranges: readonly LineRange[];
  /** Source files with code. */
  readonly files: readonly string[];
  /** The range of a whole line that holds a byte of the module. */
  at(offset: number): LineRange | undefined;
  /** The column of the part of a line that holds a byte of the module. */
  columnAt(offset: number): number | undefined;
  /**
   * The ranges of the first line at or after `line` that has code; none if there is no such line. With a column on
   * that line, those of the first part at or after it, or else of the last part.
   */
  from(file: string, line: number, column?: number): readonly LineRange[];
  /** Where breakpoints can be set from one line to another: each place once, in order. */
  places(file: string, from: number, to: number): readonly { line: number; column?: number }[];
}

/** `unsorted`: lines or parts of them; those of one line that touch become one. */
export function createLineTable(unsorted: readonly LineRange[], hasPrologues = true): LineTable {
  const parts = [...unsorted].sort((a, b) => a.start - b.start || b.end - a.end);
  const ranges = joinParts(parts);
  const partsOf = groupByFile(parts);
  const rangesOf = groupByFile(ranges);
  return {
    hasPrologues,
    ranges,
    files: [...rangesOf.keys()],
    at: (offset) => holding(ranges, offset),
    columnAt: (offset) => holding(parts, offset)?.column,
    from(file, line, column) {
      const candidates = (rangesOf.get(file) ?? []).filter((range) => range.line >= line);
      const first = candidates.reduce((least, range) => Math.min(least, range.line), Infinity);
      const onLine = candidates.filter((range) => range.line === first);
      if (column === undefined || first !== line) return onLine;
      const known = (partsOf.get(file) ?? []).filter(
        (part) => part.line === line && part.column !== undefined,
      );
      const columns = known.map((part) => part.column as number);
      const after = columns.filter((other) => other >= column);
      const wanted = after.length > 0 ? Math.min(...after) : Math.max(...columns);
      return known.length > 0 ? known.filter((part) => part.column === wanted) : onLine;
    },
    places(file, from, to) {
      const found = new Map<string, { line: number; column?: number }>();
      for (const { line, column } of partsOf.get(file) ?? [])
        if (line >= from && line <= to) found.set(`${line}:${column}`, { line, column });
      return [...found.values()].sort(
        (a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0),
      );
    },
  };
}

/** The last range that begins at or before a byte, if it reaches that far. */
function holding(sorted: readonly LineRange[], offset: number): LineRange | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  const range = sorted[low - 1];
  return range && offset < range.end ? range : undefined;
}

function joinParts(parts: readonly LineRange[]): LineRange[] {
  const joined: LineRange[] = [];
  for (const { file, line, start, end } of parts) {
    const last = joined[joined.length - 1];
    const continues = last?.file === file && last.line === line && last.end === start;
    if (continues) joined[joined.length - 1] = { ...last, end };
    else joined.push({ file, line, start, end });
  }
  return joined;
}

function groupByFile(ranges: readonly LineRange[]): Map<string, LineRange[]> {
  const groups = new Map<string, LineRange[]>();
  for (const range of ranges) {
    const group = groups.get(range.file);
    if (group) group.push(range);
    else groups.set(range.file, [range]);
  }
  return groups;
}
