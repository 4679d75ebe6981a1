/**
 * The arithmetic of a list that is longer than an element can be: browsers cap elements at some 33 million pixels. Up to
 * `MOST` pixels the scroll bar moves pixel by pixel; beyond it stands for a proportion, and the list keeps its own place.
 */

/** Height of a row in pixels. */
export const ROW = 22;
/** Height of the element that is scrolled at most, in pixels. */
const MOST = 8_000_000;

export interface Extent {
  readonly rows: number;
  /** Height of what is seen of the list, in pixels. */
  readonly seen: number;
}

/** Height of the list, and that of the element that stands for it. */
const listHeight = ({ rows }: Extent) => rows * ROW;
export const elementHeight = (extent: Extent): number => Math.min(listHeight(extent), MOST);

export const isCompressed = (extent: Extent): boolean => listHeight(extent) > MOST;

/** How far the list and its element can be scrolled. */
const listReach = (extent: Extent) => Math.max(0, listHeight(extent) - extent.seen);
const elementReach = (extent: Extent) => Math.max(0, elementHeight(extent) - extent.seen);

/** A place within the list: pixels above what is seen. */
export const clampTop = (top: number, extent: Extent): number =>
  Math.max(0, Math.min(top, listReach(extent)));

/** The place that the scroll bar shows. */
export function topOf(scrollTop: number, extent: Extent): number {
  const reach = elementReach(extent);
  return reach === 0 ? 0 : clampTop((scrollTop / reach) * listReach(extent), extent);
}

/** Where the scroll bar is for a place. */
export function scrollTopOf(top: number, extent: Extent): number {
  const reach = listReach(extent);
  return reach === 0 ? 0 : (clampTop(top, extent) / reach) * elementReach(extent);
}

/** The rows that are seen, at least in part: [first, last). */
export function seenRows(top: number, extent: Extent): readonly [first: number, last: number] {
  const first = Math.floor(top / ROW);
  return [first, Math.min(extent.rows, Math.ceil((top + extent.seen) / ROW))];
}

/** The place nearest to one at which a row is seen whole; far from it, the row comes to the middle. */
export function topShowing(row: number, top: number, extent: Extent): number {
  const [begin, end] = [row * ROW, (row + 1) * ROW];
  if (begin >= top && end <= top + extent.seen) return top;
  const far = begin < top - extent.seen || end > top + 2 * extent.seen;
  if (far) return clampTop(begin - Math.floor((extent.seen - ROW) / 2), extent);
  return clampTop(begin < top ? begin : end - extent.seen, extent);
}
