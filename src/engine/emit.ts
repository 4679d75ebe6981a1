/**
 * The code of a case: everything that is computed comes first and leaves no trace, so that it can be given up
 * (a store that is still empty, an assumption that does not hold); then the keys and values are stored; then
 * the next token is decided.
 */
import type { Case, Storing } from './case';
import type { Decision } from './decide';
import { emitDecision } from './emit-decision';
import { emitStoring } from './emit-store';
import { type Atom, constantOf, type Form } from './forms';
import { BIAS, KEYS, type Layout, PAGE, PAGE_BITS, STATE } from './layout';
import type { Dimension, Plan } from './plan';
import { RESULT } from './runtime';
import {
  call,
  comment,
  FunctionBuilder,
  f64,
  get,
  type Instruction,
  i32,
  if_,
  return_,
  select,
  set,
  type Variable,
} from './wasm/wasm';

/** Constant tables in the engine's memory. */
export interface ConstantTables {
  /** Address of a table with these numbers, eight bytes each. */
  numbers(values: Float64Array): number;
  /** Address of a table with these integers, four bytes each. */
  integers(values: Int32Array): number;
}

export interface Target {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly tables: ConstantTables;
  /** Index of a class among those that can win the signature store; -1 if it cannot. */
  readonly lastIndex: (tokenClass: number) => number;
}

/** What a case is asked for besides its keys and values. */
export interface Wanted {
  readonly decision: Decision | undefined;
  /** Values to keep for the run loop, where an operation may follow. */
  readonly watched: readonly Form[];
}

export const MOST_BELOW = -(2 ** 52 + 2 ** 40);

export class Emitter {
  readonly function: FunctionBuilder;
  readonly token: Variable;
  readonly position: Variable;
  readonly page: Variable;
  private readonly forms = new Map<Form, Variable>();
  private readonly atoms = new Map<Atom, Variable>();
  private readonly indices = new Map<Form, { index: Variable; page: Variable }>();
  private readonly events = new Map<string, Variable>();
  private readonly keys = new Map<number, { key: Variable; live: Variable } | undefined>();
  private readonly kept = new Set<string>();

  constructor(
    readonly target: Target,
    readonly subject: Case,
    name: string,
  ) {
    this.function = new FunctionBuilder(
      name,
      [
        ['token', 'i32'],
        ['position', 'i32'],
        ['page', 'i32'],
      ],
      'i32',
    );
    this.token = this.function.param('token');
    this.position = this.function.param('position');
    this.page = this.function.param('page');
  }

  do(...instructions: Instruction[]): void {
    this.function.body.push(...instructions);
  }

  local(name: string, type: 'i32' | 'f64'): Variable {
    return this.function.local(name || 'value', type);
  }

  /** Gives up with a result if `condition` holds. */
  giveUp(condition: Instruction, result: number): void {
    this.do(if_(condition, [return_(i32.const(result))]));
  }

  violated(store: number, dimension: number): number {
    return RESULT.violated - (store * 64 + dimension);
  }

  /** The value of a form, an f64. */
  value(form: Form): Instruction {
    const constant = constantOf(form);
    if (constant !== undefined) return f64.const(constant);
    if (form.atoms.length === 1 && form.constant === 0 && form.weights[0] === 1)
      return this.atom(form.atoms[0]);
    let variable = this.forms.get(form);
    if (!variable) {
      let sum: Instruction | undefined = form.constant === 0 ? undefined : f64.const(form.constant);
      form.atoms.forEach((atom, i) => {
        const weight = form.weights[i];
        const value = this.atom(atom);
        if (!sum) sum = weight === 1 ? value : f64.mul(f64.const(weight), value);
        else if (weight === 1) sum = f64.add(sum, value);
        else if (weight === -1) sum = f64.sub(sum, value);
        else sum = f64.add(sum, f64.mul(f64.const(weight), value));
      });
      variable = this.local('sum', 'f64');
      this.do(set(variable, sum as Instruction));
      this.forms.set(form, variable);
    }
    return get(variable);
  }

  private atom(atom: Atom): Instruction {
    let variable = this.atoms.get(atom);
    if (!variable) {
      const value = this.compute(atom);
      variable = this.local(atom.name || atom.kind.op, 'f64');
      this.do(set(variable, value));
      this.atoms.set(atom, variable);
    }
    return get(variable);
  }

  private compute(atom: Atom): Instruction {
    const { kind } = atom;
    switch (kind.op) {
      case 'embedding':
        return this.ofToken(get(this.token), this.embeddingTable(kind.slot));
      case 'position':
        return f64.convert_i32_u(get(this.position));
      case 'position squared': {
        const p = f64.convert_i32_u(get(this.position));
        return f64.mul(p, p);
      }
      case 'relu':
        return f64.max(this.value(kind.form), f64.const(0));
      case 'product':
        return f64.mul(this.value(kind.factors[0]), this.value(kind.factors[1]));
      case 'form':
        return this.value(kind.form);
      case 'checked':
        return this.checked(kind.form, kind.id);
      case 'sum': {
        let sum: Instruction | undefined;
        for (const [weight, form] of kind.terms) {
          const value = this.value(form);
          const term = weight === 1 ? value : f64.mul(f64.const(weight), value);
          sum = sum ? f64.add(sum, term) : term;
        }
        if (!kind.base) return sum as Instruction;
        return sum ? f64.add(this.value(kind.base), sum) : this.value(kind.base);
      }
      case 'read':
        return this.read(kind);
    }
  }

  private embeddingTable(slot: number): number {
    const { model } = this.target.plan.sparse;
    return this.target.tables.numbers(
      Float64Array.from(
        { length: model.tokens.length },
        (_, id) => model.embedding[id * model.dModel + slot],
      ),
    );
  }

  /** An entry of a table by token. */
  ofToken(token: Instruction, table: number): Instruction {
    return f64.load(i32.shl(token, i32.const(3)), table);
  }

  /** A number about to be stored, within the bounds of its dimension. */
  private checked(form: Form, id: string): Instruction {
    for (const { store, values } of this.subject.storings) {
      const d = store.dimensions.findIndex((dim) => dim.source === 'stored' && dim.id === id);
      if (d >= 0 && values[d] !== undefined) return get(this.bounded(store.index, d, form));
    }
    throw new Error(`nothing is stored as ${id}`);
  }

  /** The value of a form that must keep to the bounds of a dimension, if it is stored: `when` that holds. */
  bounded(store: number, d: number, form: Form, when?: Variable): Variable {
    const dimension = this.target.plan.stores[store].dimensions[d];
    const variable = this.local(dimension.name, 'f64');
    this.do(set(variable, this.value(form)));
    if (dimension.source !== 'stored' || dimension.storage === 'f64') return variable;
    const { bound } = dimension;
    const value = () => get(variable);
    const fails: Instruction[] = [];
    if (form.unit < 1) fails.push(f64.ne(f64.trunc(value()), value()));
    if (form.low < 0) fails.push(f64.lt(value(), f64.const(0)));
    if (form.high > bound) fails.push(f64.gt(value(), f64.const(bound)));
    for (const fail of fails)
      this.giveUp(when ? i32.and(get(when), fail) : fail, this.violated(store, d));
    return variable;
  }

  private read(kind: Atom['kind'] & { op: 'read' }): Instruction {
    const store = this.target.plan.stores[kind.store];
    const dimension = store.dimensions[kind.dimension];
    switch (store.kind) {
      case 'position':
        return this.readPosition(kind, dimension);
      case 'keyed':
        return this.readKeyed(kind, dimension);
      case 'flat':
        return this.readFlat(kind, dimension);
      case 'totals': {
        const address = this.target.layout.stores[kind.store].offsets[kind.dimension];
        const own = kind.own as NonNullable<typeof kind.own>;
        const total = f64.add(f64.load(i32.const(0), address), this.value(own.value));
        const count = f64.convert_i32_u(i32.add(get(this.position), i32.const(1)));
        return f64.div(total, count);
      }
      case 'general':
        this.insertGeneral(this.subject.storings[kind.store]);
        return call(
          'select_general',
          i32.const(kind.store),
          i32.const(kind.head[0]),
          i32.const(kind.head[1]),
          i32.const(kind.dimension),
          this.value(kind.query),
          this.value(kind.up),
        );
    }
  }

  /** Hands the token's key and values to a convex hull, once. */
  insertGeneral({ store, key, values }: Storing): void {
    const name = `general ${store.index}`;
    if (this.kept.has(name)) return;
    this.kept.add(name);
    const [a, b] = [values[0], values[1] ?? values[0]];
    this.do(
      call(
        'insert_general',
        i32.const(store.index),
        get(this.position),
        this.value(key[0]),
        this.value(key[1]),
        this.value(a),
        this.value(b),
      ),
    );
  }

  private readPosition(kind: Atom['kind'] & { op: 'read' }, dimension: Dimension): Instruction {
    if (dimension.source === 'stored') this.keepAtPosition(kind.store, kind.dimension);
    const { index, page } = this.index(kind);
    const { layout } = this.target;
    const within = i32.and(get(index), i32.const(PAGE - 1));
    if (dimension.source === 'token')
      return this.ofToken(
        i32.load16_u(i32.add(get(page), i32.shl(within, i32.const(1))), layout.tokens),
        this.target.tables.numbers(dimension.values),
      );
    const offset = layout.stores[kind.store].offsets[kind.dimension];
    return loadStored(dimension, get(page), within, offset);
  }

  /** Stores what the token keeps at its own position, so that it can also read it there. */
  keepAtPosition(store: number, d: number): void {
    const name = `${store}.${d}`;
    if (this.kept.has(name)) return;
    this.kept.add(name);
    const dimension = this.target.plan.stores[store].dimensions[d];
    const value = this.subject.storings[store].values[d];
    const checked = value.atoms.length === 1 && value.atoms[0].kind.op === 'checked';
    const number = checked ? this.value(value) : get(this.bounded(store, d, value));
    const offset = this.target.layout.stores[store].offsets[d];
    const within = i32.and(get(this.position), i32.const(PAGE - 1));
    this.do(storeStored(dimension, get(this.page), within, offset, number));
  }

  /** The position nearest to a query, and its page. */
  private index({ query, store }: Atom['kind'] & { op: 'read' }) {
    let found = this.indices.get(query);
    if (!found) {
      const q = this.value(query);
      if (query.unit < 1) this.giveUp(f64.ne(f64.trunc(q), q), this.violated(store, 63));
      const index = this.local('index', 'i32');
      const page = this.local('page_of', 'i32');
      this.do(set(index, i32.trunc_sat_f64_s(q)));
      if (query.low < 0)
        this.do(set(index, select(get(index), i32.const(0), i32.ge_s(get(index), i32.const(0)))));
      this.do(
        set(
          index,
          select(get(index), get(this.position), i32.le_s(get(index), get(this.position))),
        ),
        set(
          page,
          i32.load(
            i32.shl(i32.shr_u(get(index), i32.const(PAGE_BITS)), i32.const(2)),
            this.target.layout.pageTable,
          ),
        ),
      );
      this.giveUp(i32.eqz(get(page)), RESULT.dropped);
      found = { index, page };
      this.indices.set(query, found);
    }
    return found;
  }

  /** The key that the token writes in a keyed store, and whether it is one; undefined where it never is. */
  ownKey(storing: Storing): { key: Variable; live: Variable } | undefined {
    const { index } = storing.store;
    if (this.keys.has(index)) return this.keys.get(index);
    let own: { key: Variable; live: Variable } | undefined;
    if (!neverWins(storing)) {
      const [x, y] = storing.key;
      const a = this.local('key', 'f64');
      const key = this.local('key_index', 'i32');
      const live = this.local('live', 'i32');
      const kx = this.value(x);
      const ky = this.value(y);
      this.do(
        set(a, f64.mul(kx, f64.const(0.5))),
        set(key, i32.trunc_sat_f64_s(get(a))),
        set(
          live,
          i32.and(
            i32.and(
              f64.eq(f64.convert_i32_s(get(key)), get(a)),
              i32.lt_u(i32.add(get(key), i32.const(BIAS)), i32.const(KEYS)),
            ),
            f64.eq(ky, f64.neg(f64.mul(get(a), get(a)))),
          ),
        ),
        comment('a key off the parabola must lie so far below it that it never wins'),
        if_(i32.eqz(get(live)), [
          if_(
            i32.eqz(
              f64.lt(
                f64.add(
                  f64.max(f64.mul(kx, f64.const(2 ** 26)), f64.mul(kx, f64.const(-BIAS))),
                  ky,
                ),
                f64.const(MOST_BELOW),
              ),
            ),
            [return_(i32.const(this.violated(index, 63)))],
          ),
        ]),
        set(key, i32.add(get(key), i32.const(BIAS))),
      );
      own = { key, live };
    }
    this.keys.set(index, own);
    return own;
  }

  private readKeyed(kind: Atom['kind'] & { op: 'read' }, dimension: Dimension): Instruction {
    const { base, offsets } = this.target.layout.stores[kind.store];
    const storing = this.subject.storings[kind.store];
    const own = this.ownKey(storing);
    const name = `${kind.store}?${kind.query.id}`;
    let event = this.events.get(name);
    let self = this.events.get(`${name} own`);
    if (!event) {
      const q = this.value(kind.query);
      const query = this.local('query', 'i32');
      event = this.local('event', 'i32');
      const broken = this.violated(kind.store, 63);
      if (kind.query.unit < 1) this.giveUp(f64.ne(f64.trunc(q), q), broken);
      this.do(set(query, i32.add(i32.trunc_sat_f64_s(q), i32.const(BIAS))));
      this.giveUp(i32.ge_u(get(query), i32.const(KEYS)), broken);
      this.do(set(event, call('find', i32.const(base), get(query))));
      if (own) {
        self = this.local('selects_itself', 'i32');
        const distance = (key: Instruction) => f64.abs(f64.convert_i32_s(i32.sub(key, get(query))));
        this.do(
          set(
            self,
            i32.and(
              get(own.live),
              i32.or(
                i32.eqz(get(event)),
                f64.le(distance(get(own.key)), distance(i32.load(get(event), 16))),
              ),
            ),
          ),
        );
        this.events.set(`${name} own`, self);
        this.giveUp(i32.eqz(i32.or(get(event), get(self))), broken);
      } else this.giveUp(i32.eqz(get(event)), broken);
      this.events.set(name, event);
    }
    const stored = loadEvent(dimension, get(event), offsets[kind.dimension]);
    if (!self) return stored;
    return select(this.value(storing.values[kind.dimension]), stored, get(self));
  }

  private readFlat(kind: Atom['kind'] & { op: 'read' }, dimension: Dimension): Instruction {
    const { greatest, least } = this.target.layout.stores[kind.store];
    const { query, own } = kind;
    const register = (end: typeof greatest) =>
      dimension.source === 'token'
        ? this.ofToken(
            i32.load(i32.const(0), end.token),
            this.target.tables.numbers(dimension.values),
          )
        : f64.load(i32.const(0), end.values[kind.dimension]);
    if (!own) return register(query.low > 0 ? greatest : least);
    const key = this.value(own.key[0]);
    const value = this.value(own.value);
    const top = () =>
      select(value, register(greatest), f64.ge(key, f64.load(i32.const(0), greatest.key)));
    const bottom = () =>
      select(value, register(least), f64.le(key, f64.load(i32.const(0), least.key)));
    if (query.low > 0) return top();
    if (query.high < 0) return bottom();
    // Only ends that some query asks for are kept.
    const q = this.value(query);
    let found = value;
    if (query.low < 0) found = select(bottom(), found, f64.lt(q, f64.const(0)));
    if (query.high > 0) found = select(top(), found, f64.gt(q, f64.const(0)));
    return found;
  }
}

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

function isTwice(x: Form, a: Form): boolean {
  return (
    x.constant === 2 * a.constant &&
    x.atoms.length === a.atoms.length &&
    x.atoms.every((atom, i) => atom === a.atoms[i] && x.weights[i] === 2 * a.weights[i])
  );
}

/** A kept number: entry `index` of its array, which begins at `offset` of a page. */
export function loadStored(
  dimension: Dimension,
  page: Instruction,
  index: Instruction,
  offset: number,
): Instruction {
  if (dimension.source !== 'stored') throw new Error(`${dimension.name} is not stored`);
  switch (dimension.storage) {
    case 'u8':
      return f64.convert_i32_u(i32.load8_u(i32.add(page, index), offset));
    case 'u16':
      return f64.convert_i32_u(i32.load16_u(i32.add(page, i32.shl(index, i32.const(1))), offset));
    case 'u32':
      return f64.convert_i32_u(i32.load(i32.add(page, i32.shl(index, i32.const(2))), offset));
    case 'f64':
      return f64.load(i32.add(page, i32.shl(index, i32.const(3))), offset);
  }
}

export function storeStored(
  dimension: Dimension,
  page: Instruction,
  index: Instruction,
  offset: number,
  value: Instruction,
): Instruction {
  if (dimension.source !== 'stored') throw new Error(`${dimension.name} is not stored`);
  const whole = () => i32.trunc_sat_f64_u(value);
  switch (dimension.storage) {
    case 'u8':
      return i32.store8(i32.add(page, index), whole(), offset);
    case 'u16':
      return i32.store16(i32.add(page, i32.shl(index, i32.const(1))), whole(), offset);
    case 'u32':
      return i32.store(i32.add(page, i32.shl(index, i32.const(2))), whole(), offset);
    case 'f64':
      return f64.store(i32.add(page, i32.shl(index, i32.const(3))), value, offset);
  }
}

/** A number that an event keeps at an offset. */
function loadEvent(dimension: Dimension, event: Instruction, offset: number): Instruction {
  if (dimension.source !== 'stored') return f64.load(event, offset);
  return loadStored(dimension, event, i32.const(0), offset);
}

export function storeEvent(
  dimension: Dimension,
  event: Instruction,
  offset: number,
  value: Instruction,
): Instruction {
  if (dimension.source !== 'stored') return f64.store(event, value, offset);
  return storeStored(dimension, event, i32.const(0), offset, value);
}

/** The function of a case. */
export function emitCase(
  target: Target,
  subject: Case,
  wanted: Wanted,
  name: string,
): FunctionBuilder {
  const emitter = new Emitter(target, subject, name);
  const decide = wanted.decision && emitDecision(emitter, wanted.decision);
  const watched = wanted.watched.map((form) => emitter.value(form));
  const commits = subject.storings.map((storing) => emitStoring(emitter, storing));
  emitter.do(comment('from here on the token is part of the context'));
  for (const commit of commits) commit();
  watched.forEach((value, i) => {
    emitter.do(i32.store(i32.const(0), i32.trunc_sat_f64_s(value), STATE.watched + 4 * i));
  });
  if (decide) decide();
  else emitter.do(i32.const(RESULT.open));
  return emitter.function;
}
