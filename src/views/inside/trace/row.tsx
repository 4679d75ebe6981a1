/** A line of the list. */

import { grouped } from '../../../protocol/numbers';
import type { TraceRow } from '../../../protocol/trace-requests';
import { selection } from '../store';
import { headName } from '../words';
import { bracketOf } from './brackets';
import { filtered, headIn } from './filter';
import { cursor, grouping, isOpened, lines, moveTo, rowAt, toggle } from './list';
import { aboutText, headText, placeText, valueText, WRITERS } from './words';

/** Steps of indentation that are drawn; deeper calls are told by their number alone. */
const DEEPEST = 12;
const STEP = 8;

export function Row({ line }: { line: number }) {
  const { row: index, token } = lines.value.at(line);
  const row = rowAt(line);
  const position = selection.value?.position;
  const selected =
    row !== undefined &&
    position !== undefined &&
    row.position <= position &&
    position < row.position + row.tokens;
  const opens = row !== undefined && token === undefined && row.tokens > 1;
  const by = token === undefined ? grouping.value : 'token';
  const classes = ['row', row ? row.by : 'awaited', token === undefined ? '' : 'inner'];
  if (cursor.value === line) classes.push('current');
  const head = filtered.value;
  const told = row && headIn(row);
  if (told && told.at === undefined) classes.push('dimmed');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the grid.
    <div
      id={`trace-${line}`}
      class={classes.join(' ')}
      role="row"
      aria-rowindex={line + 2}
      aria-level={token === undefined ? 1 : 2}
      aria-expanded={opens ? isOpened(index) : undefined}
      aria-selected={selected}
      title={head && told && headText(headName(...head), told, row.tokens)}
      onClick={() => {
        moveTo(line);
      }}
      onDblClick={() => opens && toggle(row)}
    >
      {row ? (
        <Cells row={row} opens={opens} bracket={bracketOf(by, line, row)} />
      ) : (
        <Awaited line={line} />
      )}
    </div>
  );
}

interface CellsProps {
  readonly row: TraceRow;
  readonly opens: boolean;
  readonly bracket: string;
}

function Cells({ row, opens, bracket }: CellsProps) {
  const { position, tokens, text, by, value, depth, instruction } = row;
  const indent = Math.min(depth, DEEPEST) * STEP;
  const place = placeText(row);
  return (
    <>
      <span class="cell cell0" role="gridcell" aria-colindex={1}>
        {opens ? (
          <button
            type="button"
            class="opener"
            tabIndex={-1}
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation();
              toggle(row);
            }}
          >
            {isOpened(row.row) ? '▾' : '▸'}
          </button>
        ) : (
          <span class="opener" />
        )}
        {grouped(position)}
      </span>
      <span class="cell cell1" role="gridcell" aria-colindex={2}>
        <i class={`bracket ${bracket}`} aria-hidden="true" />
        <span class="writer" title={`written by the ${WRITERS[by].name}`}>
          {WRITERS[by].sign}
        </span>
        <code>{text}</code>
        {tokens > 1 && <small>+{grouped(tokens - 1)}</small>}
      </span>
      <span class="cell cell2" role="gridcell" aria-colindex={3}>
        <code>{aboutText(row)}</code>
      </span>
      <span class="cell cell3" role="gridcell" aria-colindex={4}>
        {value !== undefined && (
          <code title={`${value}, 0x${value.toString(16)}`}>{valueText(value)}</code>
        )}
      </span>
      <span class="cell cell4" role="gridcell" aria-colindex={5} title={instruction?.file}>
        {place}
      </span>
      <span class="cell cell5" role="gridcell" aria-colindex={6}>
        <i class="indent" style={{ width: `${indent}px` }} aria-hidden="true" />
        {instruction?.function}
        {instruction && depth > 0 && <small title="call depth">{depth}</small>}
      </span>
    </>
  );
}

/** A row that is on its way. */
function Awaited({ line }: { line: number }) {
  return (
    <span class="cell cell0" role="gridcell" aria-colindex={1}>
      <span class="opener" />
      {grouping.value === 'token' ? grouped(lines.value.at(line).row) : '…'}
    </span>
  );
}
