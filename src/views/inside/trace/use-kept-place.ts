/** The list is found where it was left when it is shown again. */
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { keepOf, keptOf } from '../channel';
import { findAgain, type Place, place } from './list';

interface Kept {
  readonly place: Place;
}

/** To be called before the selection is followed. */
export function useKeptPlace(): void {
  useEffect(() => findAgain(keptOf<Kept>('trace').place), []);
  // At each change: what a page says when it is hidden is not heard in VS Code.
  useSignalEffect(() => {
    if (place.value) keepOf<Kept>('trace', { place: place.value });
  });
}
