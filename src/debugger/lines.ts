/** The line table of a program: which bytes of the module belong to which line of which source file. */

export interface SourceLine {
  /** Path of the source file. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Bytes [start, end) of the module file that were compiled from one line. */
export interface LineRange extends SourceLine {
  readonly start: number;
  readonly end: number;
}

export interface LineTable {
  /** Whether the first line of a function sets up its frame, as in C. */
  readonly hasPrologues: boolean;
  /** Sorted by `start`. */
  readonly ranges: readonly LineRange[];
  /** Source files with code. */
  readonly files: readonly string[];
  /** The range that holds a byte of the module. */
  at(offset: number): LineRange | undefined;
  /** The ranges of the first line at or after `line` that has code; none if there is no such line. */
  from(file: string, line: number): readonly LineRange[];
}

export function createLineTable(unsorted: readonly LineRange[], hasPrologues = true): LineTable {
  const ranges = [...unsorted].sort((a, b) => a.start - b.start || b.end - a.end);
  const byFile = groupByFile(ranges);
  return {
    hasPrologues,
    ranges,
    files: [...byFile.keys()],
    at(offset) {
      let low = 0;
      let high = ranges.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ranges[middle].start <= offset) low = middle + 1;
        else high = middle;
      }
      const range = ranges[low - 1];
      return range && offset < range.end ? range : undefined;
    },
    from(file, line) {
      const candidates = (byFile.get(file) ?? []).filter((range) => range.line >= line);
      const first = Math.min(...candidates.map((range) => range.line));
      return candidates.filter((range) => range.line === first);
    },
  };
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
