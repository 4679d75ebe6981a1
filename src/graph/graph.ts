import { Expression, type Gate, type Lookup, sum, type Variable, ZERO } from './expression';

/** A quantity that can be read from a token's residual stream, for people and debuggers. */
export interface NamedExpression {
  readonly name: string;
  readonly purpose: string;
  readonly expression: Expression;
}

/** What the number of a variable stands for. */
export interface Meaning {
  readonly unit:
    | 'flag'
    | 'choice'
    | 'signal'
    | 'number'
    | 'byte'
    | 'count'
    | 'power'
    | 'square'
    | 'lane'
    | 'token'
    | 'instruction'
    | 'instruction end'
    | 'frame'
    | 'address'
    | 'word';
  /** What is counted. */
  readonly of?: string;
  /** By number, what is chosen. */
  readonly labels?: readonly string[];
  /** What the slot holds beyond the number itself. */
  readonly plus?: number;
  /** It chooses which circuit is at work, and is not computed with. */
  readonly control?: boolean;
}

/** What a graph consists of, in the order of its construction (which is a topological order). */
export interface Graph {
  readonly name: string;
  readonly tokenCount: number;
  readonly variables: readonly Variable[];
  readonly lookups: readonly Lookup[];
  /** Logits: for each token id the weights of the decision variables. */
  readonly logits: (token: number) => Expression;
  readonly taps: readonly NamedExpression[];
  /** Lookups whose query may be (address, 1), by the name under which they are offered. */
  readonly memories: readonly { name: string; purpose: string; lookup: Lookup }[];
  /** By name of a variable, where more than its name is known. */
  readonly meanings: Readonly<Record<string, Meaning>>;
}

/**
 * Adding it to a number below 2^51 rounds that number to an integer, since one unit in the last place of
 * the sum is 1.
 */
export const ROUNDER = 1.5 * 2 ** 52;

/** Builds a graph. Expressions handed to gates and lookups must be linear in variables. */
export class GraphBuilder {
  private readonly variables: Variable[] = [];
  private readonly lookups: Lookup[] = [];
  private readonly taps: NamedExpression[] = [];
  private readonly memories: { name: string; purpose: string; lookup: Lookup }[] = [];

  /** The constant 1, the token's position, and its square. */
  readonly one = this.add({ name: 'one', position: [0, 0, 1], sum: ZERO });
  readonly position = this.add({ name: 'position', position: [1, 0, 0], sum: ZERO });
  readonly positionSquared = this.add({ name: 'position²', position: [0, 1, 0], sum: ZERO });

  constructor(
    private readonly name: string,
    private readonly tokenCount: number,
  ) {}

  private add(variable: Omit<Variable, 'kind'>): Expression {
    const node: Variable = { kind: 'variable', ...variable };
    this.variables.push(node);
    return Expression.of(node);
  }

  constant(value: number): Expression {
    return this.one.times(value);
  }

  /** A function of the token alone. */
  column(name: string, embedding: (token: number) => number): Expression {
    return this.add({ name, embedding, sum: ZERO });
  }

  /** Gives `expression` a slot. Variables in it are copied by a neuron. */
  variable(
    name: string,
    expression: Expression,
    embedding?: (token: number) => number,
  ): Expression {
    return this.add({ name, embedding, sum: this.copied(name, expression) });
  }

  /** Like `variable`, but in the slot of `base`, to which it adds. */
  extend(name: string, base: Expression, expression: Expression): Expression {
    return this.add({ name, sum: this.copied(name, expression), extends: asVariable(base) });
  }

  /** relu(gate) * value, not yet in a slot. */
  gate(gate: Expression, value: Expression = this.one, name = ''): Expression {
    const node: Gate = { kind: 'gate', name, gate: linear(gate), value: linear(value) };
    return Expression.of(node);
  }

  /** 1 where the integer expression is at least 0, else 0. */
  step(expression: Expression): Expression {
    return this.gate(expression.plus(this.one)).minus(this.gate(expression));
  }

  lookup(
    lookup: Omit<Lookup, 'role' | 'tie' | 'values'> & Partial<Lookup>,
  ): [Expression, Expression] {
    const node: Lookup = { role: '', tie: 'latest', values: ['', ''], ...lookup };
    for (const part of [...node.query, ...node.key, ...node.value]) linear(part);
    this.lookups.push(node);
    return [
      Expression.of({ kind: 'fetched', lookup: node, dimension: 0 }),
      Expression.of({ kind: 'fetched', lookup: node, dimension: 1 }),
    ];
  }

  /**
   * The sum of integer expressions over all tokens so far, each exact while below 2^51. An `average` head
   * gives sum / n, a neuron multiplies by n, and adding that to a slot that holds 1.5 · 2^52 rounds it.
   * Returns for each a variable that is ready early but still holds that constant (`early`, with the
   * constant already subtracted), and one that is exact by itself (`late`, one layer later).
   */
  cumulative(
    purpose: string,
    ...parts: { name: string; expression: Expression }[]
  ): { early: Expression; late: Expression }[] {
    const means = this.lookup({
      name: `mean of ${parts.map((p) => p.name).join(', ')}`,
      purpose,
      role: 'count',
      tie: 'average',
      query: [ZERO, ZERO],
      key: [ZERO, ZERO],
      value: [parts[0].expression, parts[1]?.expression ?? ZERO],
      values: [parts[0].name, parts[1]?.name ?? ''],
    });
    const count = this.position.plus(this.one);
    return parts.map(({ name }, i) => {
      const mean = this.variable(`mean ${name}`, means[i]);
      const raw = this.add({
        name: `${name} + rounder`,
        embedding: () => ROUNDER,
        sum: this.gate(count, mean, `${name} = count × mean`),
      });
      const late = this.extend(name, raw, this.gate(this.one, this.constant(-ROUNDER), 'rounder'));
      return { early: raw.minus(this.constant(ROUNDER)), late };
    });
  }

  tap(name: string, purpose: string, expression: Expression): void {
    this.taps.push({ name, purpose, expression: linear(expression) });
  }

  memory(name: string, purpose: string, fetched: Expression): void {
    const [node] = [...fetched.terms.keys()];
    if (node.kind !== 'fetched') throw new Error(`${name} is not the result of a lookup`);
    this.memories.push({ name, purpose, lookup: node.lookup });
  }

  build(logits: (token: number) => Expression, meanings: Graph['meanings'] = {}): Graph {
    const { name, tokenCount, variables, lookups, taps, memories } = this;
    return { name, tokenCount, variables, lookups, logits, taps, memories, meanings };
  }

  /** Replaces the variables of an expression by one neuron that copies their combination. */
  private copied(name: string, expression: Expression): Expression {
    const direct = new Map([...expression.terms].filter(([node]) => node.kind !== 'variable'));
    const variables = new Map([...expression.terms].filter(([node]) => node.kind === 'variable'));
    if (variables.size === 0) return expression;
    const copy = this.gate(this.one, new Expression(variables), `copy to ${name}`);
    return sum(new Expression(direct), copy);
  }
}

function asVariable(expression: Expression): Variable {
  const [[node, weight]] = [...expression.terms];
  if (expression.terms.size !== 1 || weight !== 1 || node.kind !== 'variable')
    throw new Error('only a variable can be extended');
  return node;
}

function linear(expression: Expression): Expression {
  for (const node of expression.terms.keys())
    if (node.kind !== 'variable')
      throw new Error('a gate or lookup reads variables; give the expression a slot first');
  return expression;
}
