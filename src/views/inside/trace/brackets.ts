/** Brackets that hold together what belongs together: tokens of an instruction, instructions of a line, lines of a call. */
import type { TraceGrouping, TraceRow } from '../../../protocol/trace-requests';
import { lines, rowAt } from './list';

export type Bracket = '' | 'only' | 'first' | 'inside' | 'last';

export function bracketOf(by: TraceGrouping, line: number, row: TraceRow): Bracket {
  if (by === 'call') return '';
  const before = neighbour(line - 1, by);
  const after = neighbour(line + 1, by);
  const begins = !before || !together(by, before, row);
  const ends = !after || !together(by, row, after);
  if (begins) return ends ? 'only' : 'first';
  return ends ? 'last' : 'inside';
}

function neighbour(line: number, by: TraceGrouping): TraceRow | undefined {
  if (line < 0 || line >= lines.peek().count) return undefined;
  // The tokens of an opened row are another list.
  const isToken = lines.peek().at(line).token !== undefined;
  return isToken === (by === 'token') || by === 'token' ? rowAt(line) : undefined;
}

/** Whether two rows, one after the other, belong together. */
function together(by: TraceGrouping, first: TraceRow, second: TraceRow): boolean {
  const [a, b] = [first.instruction, second.instruction];
  switch (by) {
    case 'token':
      return !second.begins && first.tokens === 1;
    case 'instruction':
      return (
        a?.line !== undefined &&
        a.line === b?.line &&
        a.file === b.file &&
        first.depth === second.depth
      );
    default:
      return a !== undefined && a.function === b?.function && first.depth === second.depth;
  }
}
