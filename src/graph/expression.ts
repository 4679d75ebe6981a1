/**
 * A computation over the tokens of a context, as a graph of three kinds of nodes: variables (what a slot of
 * the residual stream holds), gates (`relu(a) * b`, one ReGLU neuron) and lookups (one attention head).
 * Everything between them is linear.
 */

/** A named quantity that every token has; it lives in one slot of the residual stream. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  /** Its value in the embedding, by token id; `position` adds weights of (position, position², 1). */
  readonly embedding?: (token: number) => number;
  readonly position?: readonly [number, number, number];
  /** What gates and heads add to it. */
  readonly sum: Expression;
  /** The variable whose slot it takes over and adds to; nobody may read that one afterwards. */
  readonly extends?: Variable;
}

/** `relu(gate) * value`. */
export interface Gate {
  readonly kind: 'gate';
  readonly name: string;
  readonly gate: Expression;
  readonly value: Expression;
}

/** Attention over all tokens up to and including this one; the keys with the largest q·k win. */
export interface Lookup {
  readonly name: string;
  readonly purpose: string;
  /** By which heads are grouped: what kind of thing it does. */
  readonly role: string;
  readonly tie: 'latest' | 'average';
  readonly query: readonly [Expression, Expression];
  readonly key: readonly [Expression, Expression];
  readonly value: readonly [Expression, Expression];
  readonly values: readonly [string, string];
}

/** One of the two numbers that a lookup returns. */
export interface Fetched {
  readonly kind: 'fetched';
  readonly lookup: Lookup;
  readonly dimension: 0 | 1;
}

export type Node = Variable | Gate | Fetched;

/** A linear combination of nodes. Immutable. */
export class Expression {
  constructor(readonly terms: ReadonlyMap<Node, number>) {}

  static of(node: Node): Expression {
    return new Expression(new Map([[node, 1]]));
  }

  plus(other: Expression): Expression {
    const terms = new Map(this.terms);
    for (const [node, weight] of other.terms) {
      const sum = (terms.get(node) ?? 0) + weight;
      if (sum === 0) terms.delete(node);
      else terms.set(node, sum);
    }
    return new Expression(terms);
  }

  minus(other: Expression): Expression {
    return this.plus(other.times(-1));
  }

  times(factor: number): Expression {
    if (factor === 0) return new Expression(new Map());
    return new Expression(
      new Map([...this.terms].map(([node, weight]) => [node, weight * factor])),
    );
  }
}

export const ZERO = new Expression(new Map());

/** The sum of expressions. */
export function sum(...expressions: Expression[]): Expression {
  return expressions.reduce((total, expression) => total.plus(expression), ZERO);
}
