/** The timeline's track: what a person does on it with the pointer and the keys. */
import type { Timeline } from '../../protocol/travel';
import { type Mark, markAt } from './marks';
import { lengthOf, pan, type Span, toToken, zoom } from './scale';

/** What the track is about at the moment; undefined while nothing can be done. */
export interface Shown {
  readonly span: Span;
  readonly whole: Span;
  readonly timeline: Timeline;
  readonly marks: readonly Mark[];
}

export interface TrackActions {
  shown(): Shown | undefined;
  /** A moment under the pointer, and the mark that it is at. */
  point(position: number | undefined, mark?: Mark): void;
  goTo(position: number): void;
  step(direction: 'back' | 'forward'): void;
  show(span: Span): void;
}

/** Pixels around a mark within which the pointer means it. */
const REACH = 5;
/** One notch of a wheel, in its own units, zooms by this factor. */
const NOTCH = 100;
const FACTOR = 1.25;

export function attachTrack(track: HTMLElement, actions: TrackActions): void {
  let dragging = false;

  function at(event: PointerEvent): { position: number; mark?: Mark } | undefined {
    const shown = actions.shown();
    if (!shown) return undefined;
    const { left, width } = track.getBoundingClientRect();
    const pixel = event.clientX - left;
    const mark = markAt(shown.marks, shown.span, width, pixel, REACH);
    const { begin, end } = shown.timeline;
    const token = mark?.position ?? toToken(shown.span, width, pixel);
    return { position: Math.min(Math.max(token, begin), end), mark };
  }

  function point(event: PointerEvent): void {
    const found = at(event);
    actions.point(found?.position, found?.mark);
  }

  track.addEventListener('pointermove', point);
  track.addEventListener('pointerleave', () => {
    if (!dragging) actions.point(undefined);
  });
  track.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    dragging = true;
    track.setPointerCapture(event.pointerId);
    point(event);
  });
  track.addEventListener('pointerup', (event) => {
    if (!dragging) return;
    dragging = false;
    const found = at(event);
    if (found) actions.goTo(found.position);
  });
  track.addEventListener('pointercancel', () => stopDragging());

  function stopDragging(): void {
    dragging = false;
    actions.point(undefined);
  }

  track.addEventListener(
    'wheel',
    (event) => {
      const shown = actions.shown();
      if (!shown) return;
      event.preventDefault();
      const { span, whole } = shown;
      const { left, width } = track.getBoundingClientRect();
      // With shift a mouse's wheel turns sideways in some browsers and does not in others.
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
        return actions.show(pan(span, whole, (sideways / width) * lengthOf(span)));
      const about = toToken(span, width, event.clientX - left);
      actions.show(zoom(span, whole, FACTOR ** (event.deltaY / NOTCH), about));
    },
    { passive: false },
  );

  track.addEventListener('keydown', (event) => {
    const shown = actions.shown();
    if (!shown || event.ctrlKey || event.altKey || event.metaKey) return;
    const { span, whole, timeline } = shown;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => actions.step('back'),
      ArrowRight: () => actions.step('forward'),
      Home: () => actions.goTo(timeline.begin),
      End: () => actions.goTo(timeline.end),
      '+': () => actions.show(zoom(span, whole, 1 / FACTOR, timeline.now)),
      '=': () => actions.show(zoom(span, whole, 1 / FACTOR, timeline.now)),
      '-': () => actions.show(zoom(span, whole, FACTOR, timeline.now)),
      PageUp: () => actions.show(pan(span, whole, -lengthOf(span) / 2)),
      PageDown: () => actions.show(pan(span, whole, lengthOf(span) / 2)),
      Escape: stopDragging,
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
