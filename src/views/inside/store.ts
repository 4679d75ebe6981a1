/**
 * What all parts of the page share: where the program stands, what is selected, the model, and which view is shown.
 * A view reads `selection` and changes it by `select` or `selectMore`; it keeps no selection of its own.
 */
import { computed, effect, signal } from '@preact/signals';
import type { Selection } from '../../protocol/inside';
import type { ModelOutline } from '../../protocol/inside-model';
import { type InsideState, type Selected, VIEWS, type View } from '../../protocol/inside-view';
import type { Tour } from '../../protocol/tour';
import { ask, keep, kept, listen, send } from './channel';

export const state = signal<InsideState>({ is: 'empty' });
/** Changes whenever answers may have become others. */
export const generation = signal(0);
export const selected = signal<Selected>({ pinned: false, back: false, forward: false });
export const selection = computed(() => selected.value.selection);
/** The model by its names, once it is known. */
export const outline = signal<ModelOutline | undefined>(undefined);
export const view = signal<View>(VIEWS.find((each) => each === kept().view) ?? 'heads');

/** The guided tour, while it is taken. */
export const tour = signal<Tour | undefined>(undefined);

/** Selects something: what is not named is no longer selected. */
export function select(chosen: Selection): void {
  send({ type: 'select', selection: chosen });
}

/** Selects the same at another token, or something else too at the same. */
export function selectMore(change: Partial<Selection>): void {
  const before = selection.peek();
  if (before) select({ ...before, ...change });
}

/** Shows a view in this page. */
export function showView(shown: View): void {
  view.value = shown;
}

effect(() => {
  keep({ view: view.value });
  send({ type: 'shows', view: view.value });
});

function enter(next: InsideState): void {
  state.value = next;
  if (next.is === 'empty') outline.value = undefined;
  if (next.is !== 'standing') return;
  generation.value++;
  learnModel();
}

async function learnModel(): Promise<void> {
  // The program may have gone on meanwhile: then the next stop asks.
  outline.value ??= await ask('stepformer.model', undefined).catch(() => undefined);
}

export function start(): void {
  listen((message) => {
    switch (message.type) {
      case 'state':
        return enter(message.state);
      case 'selected':
        selected.value = message.selected;
        return;
      case 'tour':
        tour.value = message.tour;
        return;
      case 'show':
        return showView(message.view);
    }
  });
  send({ type: 'ready' });
}
