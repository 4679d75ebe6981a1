/** The scrollbar under the track: which part of the run is shown, and moving it. */
import { lengthOf, pan, type Span } from './scale';

export interface Overview {
  show(span: Span, whole: Span): void;
}

/** A thumb that is narrower cannot be taken hold of. */
const NARROWEST = 12;

export function createOverview(
  bar: HTMLElement,
  thumb: HTMLElement,
  move: (span: Span) => void,
): Overview {
  let span: Span = { from: 0, to: 1 };
  let whole = span;
  let taken: { x: number; span: Span } | undefined;

  bar.addEventListener('pointerdown', (event) => {
    const { left, width } = bar.getBoundingClientRect();
    bar.setPointerCapture(event.pointerId);
    if (event.target !== thumb) {
      // A click beside the thumb brings its middle there.
      const token = whole.from + ((event.clientX - left) / width) * lengthOf(whole);
      move(pan(span, whole, token - (span.from + span.to) / 2));
    }
    taken = { x: event.clientX, span };
  });
  bar.addEventListener('pointermove', (event) => {
    if (!taken) return;
    const share = (event.clientX - taken.x) / bar.clientWidth;
    move(pan(taken.span, whole, share * lengthOf(whole)));
  });
  for (const end of ['pointerup', 'pointercancel'])
    bar.addEventListener(end, () => {
      taken = undefined;
    });

  return {
    show(shown, all) {
      span = shown;
      whole = all;
      const share = (tokens: number) => tokens / Math.max(lengthOf(whole), 1);
      const width = Math.max(share(lengthOf(span)) * bar.clientWidth, NARROWEST);
      const room = bar.clientWidth - width;
      const hidden = lengthOf(whole) - lengthOf(span);
      const part = hidden > 0 ? (span.from - whole.from) / hidden : 0;
      thumb.style.width = `${width}px`;
      thumb.style.transform = `translateX(${part * room}px)`;
      bar.setAttribute('aria-valuenow', `${Math.round(part * 100)}`);
      bar.classList.toggle('all', hidden <= 0);
    },
  };
}
