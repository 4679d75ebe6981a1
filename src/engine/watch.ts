/** The taps that the run loop watches. */
import type { LinearForm, Model, Tap } from '../model/model';
import type { Form, Forms } from './forms';

/** The taps of these names. Throws if the model has none of a name. */
export function tapsNamed({ taps }: Model, names: readonly string[]): readonly Tap[] {
  return names.map((name) => {
    const tap = taps.find((candidate) => candidate.name === name);
    if (!tap) throw new Error(`the model names no tap "${name}"`);
    return tap;
  });
}

/** A linear form over a residual stream, summed as `readForm` does. */
export function formOf(forms: Forms, form: LinearForm, stream: readonly Form[]): Form {
  return forms.sum(form.map(([slot, weight]) => [weight, stream[slot]]));
}
