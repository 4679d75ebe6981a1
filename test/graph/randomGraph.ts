/** Random computations. */
import { type Expression, sum, ZERO } from '../../src/graph/expression';
import { type Graph, GraphBuilder } from '../../src/graph/graph';
import type { Random } from '../toolchain/random';

export const TOKEN_COUNT = 10;
/** Values stay below this, if the context stays below 200 tokens. */
const LIMIT = 2000;
const CONTEXT = 200;

/** A variable, and a bound for its absolute value. */
interface Quantity {
  readonly expression: Expression;
  readonly bound: number;
}

/**
 * What a graph computes with: small integers, so that every way of running it is exact; or also numbers that
 * are large, negative or no integers, which attention stores and gates multiply but neither asks for nor
 * averages. Sums of those round, so only ways that add up in the same order agree.
 */
export type Numbers = 'small integers' | 'any';

/** A graph of `size` random steps over a few columns, in which every kind of node and of key occurs. */
export function randomGraph(
  random: Random,
  size: number,
  numbers: Numbers = 'small integers',
): Graph {
  const g = new GraphBuilder('random', TOKEN_COUNT);
  const pool: Quantity[] = [
    { expression: g.one, bound: 1 },
    { expression: g.position, bound: CONTEXT },
  ];
  const name = () => `quantity ${pool.length}`;
  const table = (least: number, count: number) => {
    const values = Array.from({ length: TOKEN_COUNT }, () => least + random.below(count));
    return (token: number) => values[token];
  };
  const column = (least: number, count: number) => g.column(name(), table(least, count));
  const keep = (expression: Expression, bound: number) => pool.push({ expression, bound });
  const combine = (): Quantity => {
    const [a, b] = [random.pick(pool), random.pick(pool)];
    const weight = random.pick([-2, -1, 0, 1]);
    return {
      expression: a.expression.plus(b.expression.times(weight)),
      bound: a.bound + Math.abs(weight) * b.bound,
    };
  };
  for (let i = 0; i < 3; i++) keep(column(-3, 7), 3);
  const wild: Expression[] = [];
  if (numbers === 'any')
    for (const unit of [1 / 3, 1 / 4, 2 ** 31, -(2 ** 40) / 7])
      wild.push(g.column(name(), (token) => unit * (((token + wild.length) * 7) % 11)));
  /** A quantity as it is, or with a number that is not a small integer. */
  const perhapsWild = (quantity: Quantity): { expression: Expression; isWild: boolean } =>
    wild.length > 0 && random.below(2) === 0
      ? { expression: quantity.expression.plus(random.pick(wild)), isWild: true }
      : { expression: quantity.expression, isWild: false };
  // Keys on a parabola: a column and its square, which need not grow from token to token.
  const place = table(numbers === 'any' ? -4 : 0, 9);
  const placed: [Expression, Expression] = [
    g.column('place', place).times(2),
    g.column('place²', (token) => -(place(token) ** 2)),
  ];
  const positions: [Expression, Expression] = [g.position.times(2), g.positionSquared.times(-1)];

  const lookUp = () => {
    const [q, r, k, l, v, w] = Array.from({ length: 6 }, combine);
    const key = random.pick([placed, positions, [k.expression, l.expression] as const]);
    const second = random.pick([g.one, g.one, ZERO, r.expression]);
    const query =
      random.below(8) === 0 ? ([ZERO, ZERO] as const) : ([q.expression, second] as const);
    const tie = random.pick(['latest', 'latest', 'average'] as const);
    const stored = tie === 'latest' ? perhapsWild(v) : { ...v, isWild: false };
    const found = g.lookup({
      name: `lookup ${pool.length}`,
      purpose: 'looks at random',
      tie,
      query,
      key,
      value: [stored.expression, w.expression],
    });
    const variable = g.variable(
      `found ${name()}`,
      random.pick([found[0], found[0].minus(found[1])]),
    );
    if (stored.isWild) wild.push(variable);
    // A mean need not be an integer: nothing further is computed from it.
    else if (tie === 'latest' && v.bound + w.bound < LIMIT) keep(variable, v.bound + w.bound);
    else g.tap(`mean ${pool.length}`, 'a mean', variable);
  };
  const multiply = () => {
    const [a, b, c] = [combine(), combine(), combine()];
    const bound = a.bound * b.bound + c.bound;
    if (bound > LIMIT) return;
    const embedded = random.below(3) === 0 ? table(-3, 7) : undefined;
    const factor = perhapsWild(b);
    const total = g.gate(a.expression, factor.expression).plus(c.expression);
    const variable = g.variable(name(), total, embedded);
    if (factor.isWild) wild.push(variable);
    else keep(variable, bound + 3);
  };
  const threshold = () => {
    const { expression } = combine();
    keep(g.variable(name(), g.step(expression)), 1);
  };
  const count = () => {
    const small = pool.filter(({ bound }) => bound * CONTEXT < LIMIT);
    const part = { name: name(), expression: random.pick(small).expression };
    const [{ early, late }] = g.cumulative('sums up', part);
    keep(g.variable(`${part.name} early`, g.gate(g.one, early)), LIMIT);
    keep(late, LIMIT);
  };
  const extend = () => {
    const at = 2 + random.below(pool.length - 2);
    const [base] = pool.splice(at, 1);
    const { expression, bound } = combine();
    keep(g.extend(`${name()} extended`, base.expression, g.gate(expression)), base.bound + bound);
  };
  for (let i = 0; i < size; i++)
    random.pick([lookUp, lookUp, multiply, multiply, threshold, threshold, count, extend])();

  const read = Array.from({ length: 4 }, () => random.pick(pool).expression);
  if (wild.length > 0) read.push(random.pick(wild));
  read.forEach((expression, i) => {
    g.tap(`read ${i}`, 'a quantity that the logits read', expression);
  });
  const logits = Array.from({ length: TOKEN_COUNT }, () =>
    sum(...read.map((expression) => expression.times(random.below(7) - 3))),
  );
  return g.build((token) => logits[token]);
}
