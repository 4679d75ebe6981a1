/** The lines of a module by their parts, from the rows of its line programs. */
import path from 'node:path';
import type { LineRange } from '../lines';
import { codeStart } from '../sections';
import type { LocateSource } from '../source-map';
import { readSections, readUnits } from './entries';
import { type LineRow, readLineRows } from './line-program';

/**
 * `undefined` where there are none that can be read. Names of sources that are relative begin at `folder`; `locate`
 * says where sources lie.
 */
export function readLineParts(
  module: Uint8Array,
  folder: string,
  locate: LocateSource,
): LineRange[] | undefined {
  try {
    const start = codeStart(module);
    const sections = readSections(module);
    const rows = readLineRows(sections.line, readUnits(sections));
    const parts = joinRows(rows).map(({ file, line, column, begin, end }) => ({
      file: locate(path.isAbsolute(file) ? file : path.join(folder, file)),
      line,
      column: column || undefined,
      start: begin + start,
      end: end + start,
    }));
    return parts.length > 0 ? parts : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Code that belongs to no line goes with what it follows. */
function joinRows(rows: readonly LineRow[]): LineRow[] {
  const joined: LineRow[] = [];
  for (const row of rows) {
    const last = joined[joined.length - 1];
    const isSame = last?.file === row.file && last.line === row.line && last.column === row.column;
    if (last?.end === row.begin && (row.line === 0 || isSame))
      joined[joined.length - 1] = { ...last, end: row.end };
    else if (row.line > 0) joined.push(row);
  }
  return joined;
}
