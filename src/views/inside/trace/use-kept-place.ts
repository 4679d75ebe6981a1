/** The list is found where it was left when it is shown again. */
import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { keepOf, keptOf } from '../channel';
import { findAgain, type Place, place } from './list';

interface Kept {
  readonly place: Place;
}

/** Milliseconds between two times that it is kept: while one scrolls each frame has another place. */
const EVERY = 250;

/** To be called before the selection is followed. */
export function useKeptPlace(): void {
  useEffect(() => {
    findAgain(keptOf<Kept>('trace').place);
    return keepPlace();
  }, []);
}

/** Keeps the place from now on, and at last when the page or the view is hidden. Returns what ends that. */
function keepPlace(): () => void {
  let newest: Place | undefined;
  let timer: number | undefined;
  const keepNow = () => {
    window.clearTimeout(timer);
    timer = undefined;
    if (newest) keepOf<Kept>('trace', { place: newest });
    newest = undefined;
  };
  const dispose = effect(() => {
    if (!place.value) return;
    newest = place.value;
    timer ??= window.setTimeout(keepNow, EVERY);
  });
  document.addEventListener('visibilitychange', keepNow);
  window.addEventListener('pagehide', keepNow);
  return () => {
    dispose();
    keepNow();
    document.removeEventListener('visibilitychange', keepNow);
    window.removeEventListener('pagehide', keepNow);
  };
}
