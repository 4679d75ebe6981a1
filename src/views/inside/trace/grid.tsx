/** The trace as a list of rows, of which only those that are seen exist. */
import { untracked, useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { generation, selection } from '../store';
import { filtered, wantHeadIn } from './filter';
import { onKey } from './keys';
import { cursor, extent, follow, grouping, lines, pages, resize, rowAt, seen, top } from './list';
import { Row } from './row';
import { rowsBy } from './rows';
import {
  clampTop,
  elementHeight,
  isCompressed,
  ROW,
  scrollTopOf,
  seenRows,
  topOf,
} from './scroller';
import { useKeptPlace } from './use-kept-place';
import { GROUPING_NAMES } from './words';

/** Pixels of a line where a wheel counts lines. */
const WHEEL_LINE = 3 * ROW;

export function Grid({ label }: { label: string }) {
  const scrolled = useRef<HTMLDivElement>(null);
  /** Where the scroll bar was put from here, which is no wish of a person's. */
  const put = useRef(-1);
  const shown = useComputed(() => seenRows(top.value, extent.value));
  const [first, last] = shown.value;

  useKeptPlace();
  useEffect(() => watch(scrolled.current as HTMLDivElement, put), []);
  // The scroll bar follows the place, and what is seen is asked for.
  useSignalEffect(() => {
    const element = scrolled.current;
    if (!element) return;
    const at = Math.round(scrollTopOf(top.value, extent.value));
    if (Math.abs(element.scrollTop - at) < 1) return;
    element.scrollTop = at;
    put.current = element.scrollTop;
  });
  useSignalEffect(() => {
    const [begin, end] = shown.value;
    generation.value;
    untracked(() => want(begin, end));
  });
  // Of rows that come later, too: whoever looks at one hears when it is there.
  useSignalEffect(() => {
    if (!filtered.value) return;
    const [begin, end] = shown.value;
    generation.value;
    const rows = Array.from({ length: Math.max(0, end - begin) }, (_, i) => rowAt(begin + i));
    untracked(() => wantHeadIn(rows.filter((row) => row !== undefined)));
  });
  useSignalEffect(() => {
    const position = selection.value?.position;
    if (position !== undefined) untracked(() => follow(position));
  });

  const at = cursor.value;
  return (
    <div
      class={`grid by-${grouping.value}`}
      role="treegrid"
      tabIndex={0}
      aria-label={`${label}: ${GROUPING_NAMES[grouping.value]}`}
      aria-rowcount={lines.value.count + 1}
      aria-colcount={6}
      aria-activedescendant={at >= first && at < last ? `trace-${at}` : undefined}
      onKeyDown={onKey}
    >
      <Heading />
      <div class="scrolled" role="rowgroup" ref={scrolled} tabIndex={-1}>
        <div class="seen" role="presentation" style={{ height: `${seen.value}px` }}>
          <div
            class="moved"
            role="presentation"
            style={{ transform: `translateY(${-(top.value - first * ROW)}px)` }}
          >
            {Array.from({ length: Math.max(0, last - first) }, (_, i) => (
              <Row key={i} line={first + i} />
            ))}
          </div>
        </div>
        <div
          role="presentation"
          style={{ height: `${Math.max(0, elementHeight(extent.value) - seen.value)}px` }}
        />
      </div>
    </div>
  );
}

function Heading() {
  return (
    <div class="row heading" role="row" aria-rowindex={1}>
      {['Token', '', 'Instruction', 'Value', 'Line', 'Function'].map((name, i) => (
        <span key={name} role="columnheader" aria-colindex={i + 1} class={`cell cell${i}`}>
          {name || 'Text'}
        </span>
      ))}
    </div>
  );
}

/** Asks for the rows of some lines, and for the tokens of those that are opened. */
function want(first: number, last: number): void {
  const { at } = lines.peek();
  const [begin, end] = [at(first), at(Math.max(first, last - 1))];
  pages.peek().want('list', begin.row, end.row + 1);
  const opened = Array.from({ length: last - first }, (_, i) => at(first + i)).filter(
    ({ token }) => token !== undefined,
  );
  const positions = opened.flatMap(({ row, token = 0 }) => {
    const whole = pages.peek().row(row);
    return whole ? [whole.position + token] : [];
  });
  if (positions.length > 0)
    rowsBy.token.want('opened', Math.min(...positions), Math.max(...positions) + 1);
}

/** Follows the size of the list, its scroll bar and the wheel. */
function watch(element: HTMLDivElement, put: { current: number }): () => void {
  const sizes = new ResizeObserver(() => {
    if (element.isConnected) resize(element.clientHeight);
  });
  sizes.observe(element);
  const onScroll = () => {
    // An element that has become higher moves its scroll bar by itself, before its new size is told.
    const resized = element.clientHeight !== seen.peek();
    if (resized || Math.abs(element.scrollTop - put.current) < 1) return;
    put.current = -1;
    const place = topOf(element.scrollTop, extent.peek());
    // Where a pixel of the bar stands for many, it is only asked where it was moved to.
    if (Math.abs(scrollTopOf(top.peek(), extent.peek()) - element.scrollTop) >= 1)
      top.value = place;
  };
  const onWheel = (event: WheelEvent) => {
    if (!isCompressed(extent.peek()) || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = [1, WHEEL_LINE, element.clientHeight][event.deltaMode];
    top.value = clampTop(top.peek() + event.deltaY * unit, extent.peek());
  };
  element.addEventListener('scroll', onScroll, { passive: true });
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    sizes.disconnect();
    element.removeEventListener('scroll', onScroll);
    element.removeEventListener('wheel', onWheel);
  };
}
