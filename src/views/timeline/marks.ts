/** The moments that are marked on the timeline. */
import type { BookmarkMark } from '../../protocol/timeline-view';
import type { Timeline } from '../../protocol/travel';
import { type Span, toPixel } from './scale';

export interface Mark {
  readonly kind: 'bookmark' | 'hit' | 'edit' | 'branch';
  readonly position: number;
  readonly label: string;
}

/** Those within the part that the timeline tells of, the ones that a person made last: they lie on top. */
export function marksOf(
  { from, to, hits, edits, branches }: Timeline,
  bookmarks: readonly BookmarkMark[],
): Mark[] {
  const mark = (kind: Mark['kind'], position: number, label: string) => ({ kind, position, label });
  return [
    ...hits.map((position) => mark('hit', position, 'breakpoint')),
    ...branches.map(({ fork, change }) => mark('branch', fork, `another future: ${change}`)),
    ...edits.map((position) => mark('edit', position, 'changed by you')),
    ...bookmarks.map(({ position, label }) => mark('bookmark', position, label)),
  ].filter(({ position }) => from <= position && position <= to);
}

/** The one nearest to a pixel, if it is within reach. */
export function markAt(
  marks: readonly Mark[],
  span: Span,
  width: number,
  pixel: number,
  reach: number,
): Mark | undefined {
  let nearest: Mark | undefined;
  let least = reach;
  for (const mark of marks) {
    const distance = Math.abs(toPixel(span, width, mark.position) - pixel);
    if (distance > least) continue;
    least = distance;
    nearest = mark;
  }
  return nearest;
}
