/** Keys that lie below the parabola, and so lose to every key on it. */
import type { Storing } from './case';
import { constantOf, type Form } from './forms';
import { BIAS } from './layout';

/** What no key on the parabola scores less than, for the queries that a keyed store answers. */
export const MOST_BELOW = -(2 ** 52 + 2 ** 40);

/** Whether the key of a token provably loses to every key on the parabola, for every query. */
export function neverWins({ key: [x, y] }: Storing): boolean {
  // Queries run from -BIAS to 2^26, and a key on the parabola scores at least -(2^52 + 2^40).
  const reach = Math.max(x.high * 2 ** 26, x.low * -BIAS);
  if (reach + y.high < MOST_BELOW) return true;
  return squareBelow(x, y);
}

/** y = -(x/2)² - c for a constant c that is large enough, whatever x is. */
function squareBelow(x: Form, y: Form): boolean {
  if (y.atoms.length !== 1 || y.constant !== 0 || y.weights[0] !== 1) return false;
  const { kind } = y.atoms[0];
  if (kind.op !== 'sum' || kind.base) return false;
  let constant = 0;
  let squares = 0;
  for (const [weight, form] of kind.terms) {
    const value = constantOf(form);
    if (value !== undefined) {
      constant += weight * value;
      continue;
    }
    const [atom] = form.atoms;
    const product =
      form.atoms.length === 1 && form.constant === 0 && weight * form.weights[0] === -1;
    if (!product || atom.kind.op !== 'product') return false;
    const [a, b] = atom.kind.factors;
    if (a !== b || a.low < 0 || !isTwice(x, a)) return false;
    squares++;
  }
  return squares === 1 && constant <= -(2 ** 53);
}

/** x = 2·a; doubling every term of a sum doubles its rounded value too. */
function isTwice(x: Form, a: Form): boolean {
  if (x.constant !== 2 * a.constant || x.atoms.length !== a.atoms.length) return false;
  if (x.atoms.every((atom, i) => atom === a.atoms[i] && x.weights[i] === 2 * a.weights[i]))
    return true;
  const [kind, other] = [x, a].map((form) => form.atoms[0].kind);
  if (x.atoms.length !== 1 || x.weights[0] !== a.weights[0]) return false;
  if (kind.op !== 'sum' || other.op !== 'sum' || kind.base || other.base) return false;
  return (
    kind.terms.length === other.terms.length &&
    kind.terms.every(([weight, form], i) => {
      const [otherWeight, otherForm] = other.terms[i];
      return isDouble(weight, form, otherWeight, otherForm);
    })
  );
}

/** Whether one weighted form is twice another. */
function isDouble(weight: number, form: Form, otherWeight: number, other: Form): boolean {
  if (form === other) return weight === 2 * otherWeight;
  return (
    form.constant * weight === 2 * other.constant * otherWeight &&
    form.atoms.length === other.atoms.length &&
    form.atoms.every(
      (atom, i) =>
        atom === other.atoms[i] && form.weights[i] * weight === 2 * other.weights[i] * otherWeight,
    )
  );
}
