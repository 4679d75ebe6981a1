/**
 * Numbers of the forward pass as symbols. A form is a constant plus weighted atoms; an atom is a number that
 * is known only at run time (a read of the KV cache, a ReLU that may be on or off, a product). Every form
 * carries the range in which its value lies and the unit of which it is a multiple, so that it can be shown
 * that float64 computes it exactly; only such sums are merged and reordered. What cannot be shown exact
 * becomes an atom that is computed as the dense pass does, term by term.
 */
import { type Kinked, rangeOf } from './ranges';

/** A weighted list of forms that is added up in order, beginning with 0. */
export type Terms = readonly (readonly [weight: number, form: Form])[];

export type AtomKind =
  /** A slot of the token's embedding that differs within its class. */
  | { readonly op: 'embedding'; readonly slot: number }
  | { readonly op: 'position' }
  | { readonly op: 'position squared' }
  /** A value of a store; the store says how `query` selects it. */
  | {
      readonly op: 'read';
      readonly store: number;
      readonly dimension: number;
      readonly head: readonly [layer: number, head: number];
      /** The two dimensions of the query. */
      readonly query: Form;
      readonly up: Form;
      /** What this very token stores there, where it may select itself. */
      readonly own: Own | undefined;
    }
  | { readonly op: 'relu'; readonly form: Form }
  | { readonly op: 'product'; readonly factors: readonly [Form, Form] }
  /** A form whose atoms bound one another, so that it is smaller than their weights suggest. */
  | { readonly op: 'form'; readonly form: Form }
  /** A form that a check at run time keeps within the range of the atom; `id` names what is assumed. */
  | { readonly op: 'checked'; readonly form: Form; readonly id: string }
  /** base + (the terms in order). */
  | { readonly op: 'sum'; readonly base: Form | undefined; readonly terms: Terms };

/** What a token is about to store: its key and value. */
export interface Own {
  readonly key: readonly [Form, Form];
  readonly value: Form;
}

export interface Atom {
  readonly id: number;
  readonly kind: AtomKind;
  readonly low: number;
  readonly high: number;
  /** The value is a multiple of this power of two; 0 where that is not known. */
  readonly unit: number;
  /** A name from the model, for people. */
  name: string;
}

export interface Form extends Kinked {
  readonly id: number;
  readonly constant: number;
  readonly atoms: readonly Atom[];
  readonly weights: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly unit: number;
  /** The range is narrower than that of the atoms taken one by one. */
  readonly tight: boolean;
}

/**
 * Integers below this are exact. A bound is rounded itself, but to no less than this if it is not below it; so it
 * must be below.
 */
const EXACT = 2 ** 53;
/** Units outside these bounds are not looked for. */
const LEAST_UNIT = 2 ** -20;
const GREATEST_UNIT = 2 ** 60;

const units = new Map<number, number>();

/** The largest power of two of which a number is a multiple, within bounds; 0 where it is below them. */
export function unitOf(value: number): number {
  let unit = units.get(value);
  if (unit === undefined) {
    unit = GREATEST_UNIT;
    while (unit >= LEAST_UNIT && !Number.isInteger(value / unit)) unit /= 2;
    if (unit < LEAST_UNIT) unit = 0;
    units.set(value, unit);
  }
  return unit;
}

type Bounded = Pick<Atom, 'low' | 'high' | 'unit'>;

const magnitude = (form: Bounded) => Math.max(-form.low, form.high);

/** Is weight · form computed without rounding? */
function isExactProduct(weight: number, form: Bounded): boolean {
  const size = Math.abs(weight);
  return (
    size === 2 ** Math.round(Math.log2(size)) ||
    size * magnitude(form) < EXACT * form.unit * unitOf(weight)
  );
}

/** The value that a form always has; undefined where it varies. */
export function constantOf(form: Form): number | undefined {
  return form.atoms.length === 0 ? form.constant : undefined;
}

/** Makes forms, each only once, so that equal ones can be told by identity. */
export class Forms {
  private readonly forms = new Map<string, Form>();
  private readonly atoms = new Map<string, Form>();
  private atomCount = 0;
  readonly zero = this.constant(0);
  readonly one = this.constant(1);

  constant(value: number): Form {
    return this.intern(value === 0 ? 0 : value, [], []);
  }

  /** The form of one atom. `key` tells it from all others of its kind. */
  atom(kind: AtomKind, key: string, low: number, high: number, unit: number): Form {
    const full = `${kind.op}:${key}`;
    const known = this.atoms.get(full);
    if (known) return known;
    if (low === high) return this.constant(low);
    // Numbers as large as 2^52 have no fraction.
    const whole = low >= 2 ** 52 || high <= -(2 ** 52) ? 1 : unit;
    const atom = { id: this.atomCount++, kind, low, high, unit: whole, name: '' };
    const form = this.intern(0, [atom], [1]);
    this.atoms.set(full, form);
    return form;
  }

  /** `alone`: the parts are too large to be added to anything else one by one. */
  private intern(
    constant: number,
    atoms: readonly Atom[],
    weights: readonly number[],
    alone = false,
    bounds?: { readonly low: number; readonly high: number },
  ): Form {
    let key = `${constant}`;
    for (let i = 0; i < atoms.length; i++) key += `,${atoms[i].id}*${weights[i]}`;
    let form = this.forms.get(key);
    if (!form) {
      let unit = unitOf(constant);
      for (let i = 0; i < atoms.length; i++)
        unit = Math.min(unit, atoms[i].unit * unitOf(weights[i]));
      const range = rangeOf(constant, atoms, weights, unit);
      const low = bounds ? Math.max(range.low, bounds.low) : range.low;
      const high = bounds ? Math.min(range.high, bounds.high) : range.high;
      const tight = range.tight || alone || low > range.low || high < range.high;
      form = { id: this.forms.size, constant, atoms, weights, low, high, unit, tight };
      this.forms.set(key, form);
    }
    return form;
  }

  /** base + (0 + w₁·f₁ + w₂·f₂ + …), rounded as float64 rounds it in that order. */
  sum(terms: Terms, base?: Form): Form {
    const parts = terms.filter(([weight, form]) => weight !== 0 && form !== this.zero);
    if (base === this.zero) base = undefined;
    if (parts.length === 0) return base ?? this.zero;
    if (parts.length === 1 && parts[0][0] === 1 && !base) return parts[0][1];
    return this.merged(parts, base) ?? this.erased(parts, base) ?? this.stepwise(parts, base);
  }

  /** The sum as one form, if every partial sum is exact in any order. */
  private merged(terms: Terms, base: Form | undefined): Form | undefined {
    let unit = base ? base.unit : GREATEST_UNIT;
    let size = base ? magnitude(base) : 0;
    let low = base ? base.low : 0;
    let high = base ? base.high : 0;
    for (const [weight, form] of terms) {
      unit = Math.min(unit, form.unit * unitOf(weight));
      size += Math.abs(weight) * magnitude(form);
      low += weight > 0 ? weight * form.low : weight * form.high;
      high += weight > 0 ? weight * form.high : weight * form.low;
    }
    // The sum of two numbers is exact if it is small enough, however large they are, if they are exact.
    const two =
      terms.length + (base ? 1 : 0) <= 2 &&
      terms.every(([weight, form]) => isExactProduct(weight, form));
    if (unit === 0 || (two ? Math.max(-low, high) : size) >= EXACT * unit) return undefined;
    const bounds = { low, high };
    const whole = this.combined(terms, base, unit, two, bounds, (form) => this.asOne(form));
    const parts = base ? [base, ...terms.map(([, form]) => form)] : terms.map(([, form]) => form);
    if (!whole || !parts.some((form) => form.tight && form.atoms.length > 1)) return whole;
    // Taken apart, what bounds one form may bound the sum too.
    const apart = this.combined(terms, base, unit, false, bounds, (form) => form);
    const narrower = apart && apart.high - apart.low < whole.high - whole.low;
    return narrower ? apart : whole;
  }

  private combined(
    terms: Terms,
    base: Form | undefined,
    unit: number,
    two: boolean,
    bounds: { readonly low: number; readonly high: number },
    part: (form: Form) => Form,
  ): Form | undefined {
    const total = new Map<Atom, number>();
    let constant = 0;
    const add = (weight: number, form: Form) => {
      constant += weight * form.constant;
      for (let i = 0; i < form.atoms.length; i++) {
        const atom = form.atoms[i];
        total.set(atom, (total.get(atom) ?? 0) + weight * form.weights[i]);
      }
    };
    if (base) add(1, part(base));
    for (const [weight, form] of terms) add(weight, part(form));
    const entries = [...total].filter(([, weight]) => weight !== 0);
    entries.sort(([a], [b]) => a.id - b.id);
    // The parts of the new sum must be exact together too.
    let parts = Math.abs(constant);
    for (const [atom, weight] of entries) parts += Math.abs(weight) * magnitude(atom);
    const large = parts >= EXACT * unit;
    const pair =
      two &&
      entries.length + (constant === 0 ? 0 : 1) <= 2 &&
      entries.every(([atom, weight]) => isExactProduct(weight, atom));
    if (large && !pair) return undefined;
    return this.intern(
      constant,
      entries.map(([atom]) => atom),
      entries.map(([, weight]) => weight),
      large,
      bounds,
    );
  }

  /** A form as a single atom, where that has the narrower range. */
  private asOne(form: Form): Form {
    if (!form.tight) return form;
    return this.atom({ op: 'form', form }, `${form.id}`, form.low, form.high, form.unit);
  }

  /** Merges the terms one by one, in order, for as long as that is exact. */
  private stepwise(terms: Terms, base: Form | undefined): Form {
    let total = this.zero;
    for (let i = 0; i < terms.length; i++) {
      const next = this.merged([terms[i]], total);
      if (!next) return this.ordered([[1, total], ...terms.slice(i)], base);
      total = next;
    }
    return (base ? this.merged([[1, total]], base) : total) ?? this.ordered([[1, total]], base);
  }

  /** x + (-1)·x is 0 whatever x is: a slot that is cleared. */
  private erased(terms: Terms, base: Form | undefined): Form | undefined {
    return base && terms.length === 1 && terms[0][0] === -1 && terms[0][1] === base
      ? this.zero
      : undefined;
  }

  private ordered(all: Terms, base: Form | undefined): Form {
    const terms = all.filter(([, form]) => form !== this.zero);
    let low = 0;
    let high = 0;
    // The result is a multiple of the unit if no partial sum was rounded.
    let unit = GREATEST_UNIT;
    const add = (weight: number, form: Form) => {
      low += weight > 0 ? weight * form.low : weight * form.high;
      high += weight > 0 ? weight * form.high : weight * form.low;
      const own = form.unit * unitOf(weight);
      unit = isExactProduct(weight, form) ? Math.min(unit, own) : 0;
      if (Math.max(-low, high) >= EXACT * unit) unit = 0;
    };
    for (const [weight, form] of terms) add(weight, form);
    if (base) add(1, base);
    const key = `${base?.id ?? ''}+${terms.map(([weight, form]) => `${weight}*${form.id}`).join()}`;
    return this.atom({ op: 'sum', base, terms }, key, low, high, unit);
  }

  relu(form: Form): Form {
    if (form.high <= 0) return this.zero;
    if (form.low >= 0) return form;
    return this.atom({ op: 'relu', form }, `${form.id}`, 0, form.high, form.unit);
  }

  /** relu(gate) * value */
  gated(gate: Form, value: Form): Form {
    const r = this.relu(gate);
    if (r === this.zero || value === this.zero) return this.zero;
    if (r === this.one) return value;
    if (value === this.one) return r;
    const [a, b] = [constantOf(r), constantOf(value)];
    if (a !== undefined && b !== undefined) return this.constant(a * b);
    if (a !== undefined) return this.scaled(value, a, r);
    if (b !== undefined) return this.scaled(r, b, value);
    const ends = [r.low * value.low, r.low * value.high, r.high * value.low, r.high * value.high];
    // A square is not negative.
    const low = value === gate || value === r ? 0 : Math.min(...ends);
    const high = Math.max(...ends);
    const unit = r.unit * value.unit;
    const exact = unit >= LEAST_UNIT && Math.max(-low, high) < EXACT * unit;
    const factors = [r, value] as const;
    return this.atom(
      { op: 'product', factors },
      `${r.id}*${value.id}`,
      low,
      high,
      exact ? unit : 0,
    );
  }

  private scaled(form: Form, factor: number, constant: Form): Form {
    const merged = this.merged([[factor, form]], undefined);
    if (merged) return merged;
    const [a, b] = [form.low * factor, form.high * factor];
    const key = `${form.id}*${constant.id}`;
    const factors = [form, constant] as const;
    return this.atom({ op: 'product', factors }, key, Math.min(a, b), Math.max(a, b), 0);
  }
}
