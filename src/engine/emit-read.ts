/** What heads read: each kind of store in its own way. */
import type { Storing } from './case';
import type { Emitter } from './emit';
import type { Atom, Form } from './forms';
import { BIAS, EVENT, KEYS, PAGE, PAGE_BITS } from './layout';
import { MOST_BELOW, neverWins } from './parabola';
import type { Dimension } from './plan';
import { KEYS_OF_STORE, RESULT, violation } from './runtime';
import { loadEvent, loadStored, storeStored } from './stored';
import {
  call,
  comment,
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

type Read = Atom['kind'] & { op: 'read' };

export class Reads {
  private readonly indices = new Map<Form, { index: Variable; page: Variable }>();
  private readonly events = new Map<string, Variable>();
  private readonly keys = new Map<number, { key: Variable; live: Variable } | undefined>();
  /** What has been stored already, so that the token can read it. */
  private readonly kept = new Set<string>();

  constructor(private readonly emitter: Emitter) {}

  /** The value that a head reads. */
  read(kind: Read): Instruction {
    const store = this.emitter.target.plan.stores[kind.store];
    const dimension = store.dimensions[kind.dimension];
    switch (store.kind) {
      case 'position':
        return this.readPosition(kind, dimension);
      case 'keyed':
        return this.readKeyed(kind, dimension);
      case 'flat':
        return this.readFlat(kind, dimension);
      case 'totals': {
        const address = this.emitter.target.layout.stores[kind.store].offsets[kind.dimension];
        const own = kind.own as NonNullable<typeof kind.own>;
        const total = f64.add(f64.load(i32.const(0), address), this.emitter.value(own.value));
        const count = f64.convert_i32_u(i32.add(get(this.emitter.position), i32.const(1)));
        return f64.div(total, count);
      }
      case 'general':
        this.insertGeneral(this.emitter.subject.storings[kind.store]);
        return call(
          'select_general',
          i32.const(kind.store),
          i32.const(kind.head[0]),
          i32.const(kind.head[1]),
          i32.const(kind.dimension),
          this.emitter.value(kind.query),
          this.emitter.value(kind.up),
        );
    }
  }

  /** Hands the token's key and values to a convex hull, once. */
  insertGeneral({ store, key, values }: Storing): void {
    const name = `general ${store.index}`;
    if (this.kept.has(name)) return;
    this.kept.add(name);
    const [a, b] = [values[0], values[1] ?? values[0]];
    this.emitter.do(
      call(
        'insert_general',
        i32.const(store.index),
        get(this.emitter.position),
        this.emitter.value(key[0]),
        this.emitter.value(key[1]),
        this.emitter.value(a),
        this.emitter.value(b),
      ),
    );
  }

  private readPosition(kind: Read, dimension: Dimension): Instruction {
    if (dimension.source === 'stored') this.keepAtPosition(kind.store, kind.dimension);
    const { index, page } = this.index(kind);
    const { layout } = this.emitter.target;
    const within = i32.and(get(index), i32.const(PAGE - 1));
    if (dimension.source === 'token')
      return this.emitter.ofToken(
        i32.load16_u(i32.add(get(page), i32.shl(within, i32.const(1))), layout.tokens),
        this.emitter.target.tables.numbers(dimension.values),
      );
    const offset = layout.stores[kind.store].offsets[kind.dimension];
    return loadStored(dimension, get(page), within, offset);
  }

  /** Stores what the token keeps at its own position, so that it can also read it there. */
  keepAtPosition(store: number, d: number): void {
    const name = `${store}.${d}`;
    if (this.kept.has(name)) return;
    this.kept.add(name);
    const dimension = this.emitter.target.plan.stores[store].dimensions[d];
    const value = this.emitter.subject.storings[store].values[d];
    const checked = value.atoms.length === 1 && value.atoms[0].kind.op === 'checked';
    const number = checked ? this.emitter.value(value) : get(this.emitter.bounded(store, d, value));
    const offset = this.emitter.target.layout.stores[store].offsets[d];
    const within = i32.and(get(this.emitter.position), i32.const(PAGE - 1));
    this.emitter.do(storeStored(dimension, get(this.emitter.page), within, offset, number));
  }

  /** The position nearest to a query, and its page. */
  private index({ query, store, head: at }: Read) {
    let found = this.indices.get(query);
    if (!found) {
      const q = this.emitter.value(query);
      if (query.unit < 1)
        this.emitter.giveUp(f64.ne(f64.trunc(q), q), violation(store, KEYS_OF_STORE));
      const head = this.describe(at);
      const index = this.emitter.local(`${head}: position`, 'i32');
      const page = this.emitter.local(`${head}: page`, 'i32');
      this.emitter.do(set(index, i32.trunc_sat_f64_s(q)));
      if (query.low < 0)
        this.emitter.do(
          set(index, select(get(index), i32.const(0), i32.ge_s(get(index), i32.const(0)))),
        );
      this.emitter.do(
        set(
          index,
          select(
            get(index),
            get(this.emitter.position),
            i32.le_s(get(index), get(this.emitter.position)),
          ),
        ),
        set(
          page,
          i32.load(
            i32.shl(i32.shr_u(get(index), i32.const(PAGE_BITS)), i32.const(2)),
            this.emitter.target.layout.pageTable,
          ),
        ),
      );
      this.emitter.giveUp(i32.eqz(get(page)), RESULT.dropped);
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
      const { name } = storing.store;
      const a = this.emitter.local(`${name}: key`, 'f64');
      const key = this.emitter.local(`${name}: whole key`, 'i32');
      const live = this.emitter.local(`${name}: is written`, 'i32');
      const kx = this.emitter.value(x);
      const ky = this.emitter.value(y);
      this.emitter.do(
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
            [return_(i32.const(violation(index, KEYS_OF_STORE)))],
          ),
        ]),
        set(key, i32.add(get(key), i32.const(BIAS))),
      );
      own = { key, live };
    }
    this.keys.set(index, own);
    return own;
  }

  private readKeyed(kind: Read, dimension: Dimension): Instruction {
    const { base, offsets } = this.emitter.target.layout.stores[kind.store];
    const storing = this.emitter.subject.storings[kind.store];
    const own = this.ownKey(storing);
    const name = `${kind.store}?${kind.query.id}`;
    let event = this.events.get(name);
    let self = this.events.get(`${name} own`);
    if (!event) {
      const q = this.emitter.value(kind.query);
      const head = this.describe(kind.head);
      const query = this.emitter.local(`${head}: query`, 'i32');
      event = this.emitter.local(`${head}: event`, 'i32');
      const broken = violation(kind.store, KEYS_OF_STORE);
      if (kind.query.unit < 1) this.emitter.giveUp(f64.ne(f64.trunc(q), q), broken);
      this.emitter.do(set(query, i32.add(i32.trunc_sat_f64_s(q), i32.const(BIAS))));
      this.emitter.giveUp(i32.ge_u(get(query), i32.const(KEYS)), broken);
      this.emitter.do(set(event, call('find', i32.const(base), get(query))));
      if (own) {
        self = this.emitter.local(`${head}: selects itself`, 'i32');
        const distance = (key: Instruction) => f64.abs(f64.convert_i32_s(i32.sub(key, get(query))));
        this.emitter.do(
          set(
            self,
            i32.and(
              get(own.live),
              i32.or(
                i32.eqz(get(event)),
                f64.le(distance(get(own.key)), distance(i32.load(get(event), EVENT.key))),
              ),
            ),
          ),
        );
        this.events.set(`${name} own`, self);
        this.emitter.giveUp(i32.eqz(i32.or(get(event), get(self))), broken);
      } else this.emitter.giveUp(i32.eqz(get(event)), broken);
      this.events.set(name, event);
    }
    const stored = loadEvent(dimension, get(event), offsets[kind.dimension]);
    if (!self) return stored;
    return select(this.emitter.value(storing.values[kind.dimension]), stored, get(self));
  }

  private readFlat(kind: Read, dimension: Dimension): Instruction {
    const { greatest, least } = this.emitter.target.layout.stores[kind.store];
    const { query, own } = kind;
    const register = (end: typeof greatest) =>
      dimension.source === 'token'
        ? this.emitter.ofToken(
            i32.load(i32.const(0), end.token),
            this.emitter.target.tables.numbers(dimension.values),
          )
        : f64.load(i32.const(0), end.values[kind.dimension]);
    if (!own) return register(query.low > 0 ? greatest : least);
    const key = this.emitter.value(own.key[0]);
    const value = this.emitter.value(own.value);
    const top = () =>
      select(value, register(greatest), f64.ge(key, f64.load(i32.const(0), greatest.key)));
    const bottom = () =>
      select(value, register(least), f64.le(key, f64.load(i32.const(0), least.key)));
    if (query.low > 0) return top();
    if (query.high < 0) return bottom();
    // Only ends that some query asks for are kept.
    const q = this.emitter.value(query);
    let found = value;
    if (query.low < 0) found = select(bottom(), found, f64.lt(q, f64.const(0)));
    if (query.high > 0) found = select(top(), found, f64.gt(q, f64.const(0)));
    return found;
  }

  /** Says in a comment what a head is for; its name. */
  private describe([l, h]: readonly [number, number]): string {
    const { name, purpose } = this.emitter.target.plan.sparse.layers[l].heads[h].head;
    this.emitter.do(comment(`layer ${l}, head "${name}": ${purpose}`));
    return name;
  }
}
