/** What forms depend on: stored values, or the embedding of the token alone. */
import type { Form } from './forms';

/** The stored values that forms are computed from: store and dimension of each. */
export function readsWithin(forms: readonly Form[]): [number, number][] {
  const seen = new Set<Form>();
  const reads: [number, number][] = [];
  const visit = (form: Form): void => {
    if (seen.has(form)) return;
    seen.add(form);
    for (const { kind } of form.atoms) {
      switch (kind.op) {
        case 'read':
          reads.push([kind.store, kind.dimension]);
          break;
        case 'relu':
        case 'form':
        case 'checked':
          visit(kind.form);
          break;
        case 'product':
          kind.factors.forEach(visit);
          break;
        case 'sum':
          if (kind.base) visit(kind.base);
          for (const [, term] of kind.terms) visit(term);
      }
    }
  };
  forms.forEach(visit);
  return reads;
}

/** Whether a form depends on the embedding alone. */
export const tokenOnlyForm = (form: Form): boolean =>
  form.atoms.every(({ kind }) => {
    switch (kind.op) {
      case 'embedding':
        return true;
      case 'relu':
      case 'form':
      case 'checked':
        return tokenOnlyForm(kind.form);
      case 'product':
        return kind.factors.every(tokenOnlyForm);
      case 'sum':
        return (
          (!kind.base || tokenOnlyForm(kind.base)) && kind.terms.every(([, f]) => tokenOnlyForm(f))
        );
      default:
        return false;
    }
  });

/** The value of a form for each token, where it depends on the token alone. */
export function tokenValues(
  form: Form,
  columns: readonly Float64Array[],
): Float64Array | undefined {
  if (!tokenOnlyForm(form)) return undefined;
  return Float64Array.from({ length: columns[0].length }, (_, token) =>
    evaluate(form, (slot) => columns[slot][token]),
  );
}

/** The value of a form that depends on the embedding alone. */
function evaluate(form: Form, embedded: (slot: number) => number): number {
  const of = (f: Form): number => evaluate(f, embedded);
  let sum = form.constant;
  form.atoms.forEach(({ kind }, i) => {
    let value = 0;
    if (kind.op === 'embedding') value = embedded(kind.slot);
    else if (kind.op === 'relu') value = Math.max(0, of(kind.form));
    else if (kind.op === 'form') value = of(kind.form);
    else if (kind.op === 'product') value = of(kind.factors[0]) * of(kind.factors[1]);
    else if (kind.op === 'sum') {
      for (const [weight, term] of kind.terms) value += weight * of(term);
      if (kind.base) value += of(kind.base);
    }
    sum += form.weights[i] * value;
  });
  return sum;
}
