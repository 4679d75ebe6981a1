/** Choosing the next token: the code for a `Decision`. */
import { type Decision, type Family, LIKELY } from './decide';
import type { Emitter } from './emit';
import { RESULT } from './runtime';
import {
  call,
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

/** Half a unit in the last place of 1. */
const ROUNDING = 2 ** -53;

/** A family that was searched: its best token (-1: several tie), score, and how far rounding may be off. */
interface Found {
  readonly token: Variable;
  readonly score: Variable;
  readonly error: Instruction | undefined;
}

/** Computes what the decision reads; the returned function emits it, and leaves the token as the result. */
export function emitDecision(emitter: Emitter, decision: Decision): () => void {
  switch (decision.kind) {
    case 'open':
      return () => emitter.do(i32.const(RESULT.open));
    case 'constant':
      return () => emitter.do(i32.const(decision.token));
    case 'table': {
      const { form, low, tokens } = decision;
      const value = emitter.value(form);
      const table = emitter.target.tables.integers(tokens);
      return () =>
        emitter.do(
          i32.load(
            i32.shl(i32.sub(i32.trunc_sat_f64_s(value), i32.const(low)), i32.const(2)),
            table,
          ),
        );
    }
    case 'families': {
      const guards = decision.guards.map((form) => emitter.value(form));
      const inputs = decision.families.map(({ columns }) =>
        columns.map(({ form }) => emitter.value(form)),
      );
      return () => {
        for (const value of guards)
          emitter.giveUp(i32.eqz(f64.le(f64.abs(value), f64.const(LIKELY))), RESULT.open);
        const found = decision.families.map((family, i) => search(emitter, family, inputs[i]));
        emitter.do(compare(emitter, found, decision.fixed));
      };
    }
  }
}

/** The row where the score stops rising. */
function search(emitter: Emitter, family: Family, x: readonly Instruction[]): Found {
  const { tables } = emitter.target;
  const count = family.ids.length;
  const row = emitter.local('row', 'i32');
  const score = emitter.local('score', 'f64');
  const token = emitter.local('next', 'i32');
  const difference = (values: Float64Array) =>
    Float64Array.from({ length: count - 1 }, (_, r) => values[r + 1] - values[r]);
  const parts = [
    { factor: undefined as Instruction | undefined, values: family.constants },
    ...family.columns.map(({ weights }, k) => ({ factor: x[k], values: weights })),
  ];
  let steady: Instruction = f64.const(0);
  const varying: { factor: Instruction | undefined; table: number }[] = [];
  for (const { factor, values } of parts) {
    const differences = difference(values);
    if (differences.every((d) => d === differences[0])) {
      if (count === 1 || differences[0] === 0) continue;
      steady = f64.add(steady, weighted(factor, f64.const(differences[0])));
    } else varying.push({ factor, table: tables.numbers(differences) });
  }
  const rise = emitter.local('steady_rise', 'f64');
  emitter.do(set(rise, steady));
  const riseAt = (r: Instruction): Instruction =>
    varying.reduce(
      (sum, { factor, table }) =>
        f64.add(sum, weighted(factor, f64.load(i32.shl(r, i32.const(3)), table))),
      get(rise),
    );
  if (count === 1) emitter.do(set(row, i32.const(0)));
  else if (varying.length === 0)
    emitter.do(
      set(row, select(i32.const(count - 1), i32.const(0), f64.gt(get(rise), f64.const(0)))),
    );
  else if (varying.length === 1 && !varying[0].factor)
    emitter.do(
      set(row, call('search_one', i32.const(count), get(rise), i32.const(varying[0].table))),
    );
  else if (varying.length <= 2) {
    const [a, b] = [varying[0], varying[1] ?? { factor: f64.const(0), table: varying[0].table }];
    emitter.do(
      set(
        row,
        call(
          'search_two',
          i32.const(count),
          get(rise),
          a.factor ?? f64.const(1),
          i32.const(a.table),
          b.factor ?? f64.const(1),
          i32.const(b.table),
        ),
      ),
    );
  } else emitter.do(return_(i32.const(RESULT.open)));
  emitter.do(set(score, scoreAt(emitter, parts, get(row))));
  const first = family.ids[0];
  const contiguous = family.ids.every((id, r) => id === first + r);
  emitter.do(
    set(
      token,
      contiguous
        ? i32.add(get(row), i32.const(first))
        : i32.load(i32.shl(get(row), i32.const(2)), tables.integers(Int32Array.from(family.ids))),
    ),
  );
  if (family.exact) {
    // The first of rows that tie has the lowest id if ids ascend; if not, a tie is left open.
    if (!family.ascending && count > 1)
      emitter.do(
        if_(
          i32.and(
            i32.lt_s(get(row), i32.const(count - 1)),
            f64.ge(riseAt(i32.and(get(row), lessThan(get(row), count - 1))), f64.const(0)),
          ),
          [set(token, i32.const(-1))],
        ),
      );
    return { token, score, error: undefined };
  }
  const error = emitter.local('error', 'f64');
  const bounded = family.columns.reduce<Instruction>((sum, { weights }, k) => {
    if (k === family.largest) return sum;
    const most = weights.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    return f64.add(sum, f64.mul(f64.const(most), f64.abs(x[k])));
  }, f64.const(family.fixed));
  const unit = 1.01 * (family.terms + 2) * ROUNDING;
  emitter.do(
    set(
      error,
      f64.mul(
        f64.const(unit),
        f64.add(f64.mul(f64.const(4), bounded), f64.mul(f64.const(3), f64.abs(get(score)))),
      ),
    ),
  );
  if (count > 1) {
    const close = (beyond: Instruction, there: Instruction) =>
      if_(i32.and(there, i32.eqz(f64.gt(beyond, get(error)))), [set(token, i32.const(-1))]);
    emitter.do(
      close(
        f64.neg(riseAt(i32.and(get(row), lessThan(get(row), count - 1)))),
        i32.lt_s(get(row), i32.const(count - 1)),
      ),
      close(
        riseAt(i32.sub(get(row), i32.gt_s(get(row), i32.const(0)))),
        i32.gt_s(get(row), i32.const(0)),
      ),
    );
  }
  return { token, score, error: get(error) };
}

/** All ones if the row is below a bound, else 0: keeps a load that does not count within its table. */
const lessThan = (row: Instruction, bound: number) =>
  i32.sub(i32.const(0), i32.lt_s(row, i32.const(bound)));

/** A value times a factor, where it has one. */
const weighted = (factor: Instruction | undefined, value: Instruction) =>
  factor ? f64.mul(factor, value) : value;

function scoreAt(
  emitter: Emitter,
  parts: readonly { factor: Instruction | undefined; values: Float64Array }[],
  row: Instruction,
): Instruction {
  let sum: Instruction | undefined;
  for (const { factor, values } of parts) {
    if (values.every((value) => value === 0)) continue;
    const value = values.every((v) => v === values[0])
      ? f64.const(values[0])
      : f64.load(i32.shl(row, i32.const(3)), emitter.target.tables.numbers(values));
    const term = weighted(factor, value);
    sum = sum ? f64.add(sum, term) : term;
  }
  return sum ?? f64.const(0);
}

/** The best of what was found; -1 where scores are closer than rounding allows to tell. */
function compare(
  emitter: Emitter,
  found: readonly Found[],
  fixed: { readonly token: number; readonly score: number } | undefined,
): Instruction {
  if (!fixed && found.length === 1) return get(found[0].token);
  const token = emitter.local('best', 'i32');
  const score = emitter.local('best_score', 'f64');
  const error = emitter.local('best_error', 'f64');
  emitter.do(
    set(token, i32.const(fixed ? fixed.token : -1)),
    set(score, f64.const(fixed ? fixed.score : Number.NEGATIVE_INFINITY)),
    set(error, f64.const(0)),
  );
  for (const other of found) {
    const exact = found.every((one) => one.error === undefined);
    const otherError = other.error ?? f64.const(0);
    const doubt = f64.add(get(error), otherError);
    const take = [
      set(token, get(other.token)),
      set(score, get(other.score)),
      set(error, otherError),
    ];
    emitter.do(
      if_(
        f64.gt(f64.sub(get(other.score), get(score)), exact ? f64.const(0) : doubt),
        take,
        exact
          ? [
              // A tie goes to the lowest id, and stays open (-1) if either is.
              if_(
                i32.and(
                  f64.eq(get(other.score), get(score)),
                  i32.lt_s(get(other.token), get(token)),
                ),
                [set(token, get(other.token))],
              ),
            ]
          : [
              if_(i32.eqz(f64.gt(f64.sub(get(score), get(other.score)), doubt)), [
                set(token, i32.const(-1)),
                set(score, f64.max(get(score), get(other.score))),
                set(error, f64.max(get(error), otherError)),
              ]),
            ],
      ),
    );
  }
  return get(token);
}
