/**
 * Exact evaluation of a graph, token by token, without weights, layers or slots. It is slow (each lookup
 * looks at every key) and only serves as an oracle.
 */
import type { Expression, Gate, Lookup, Variable } from './expression';
import type { Graph } from './graph';

interface Cache {
  readonly keys: [number, number][];
  readonly values: [number, number][];
}

export class Evaluation {
  private readonly caches = new Map<Lookup, Cache>();
  private readonly logits: Expression[];
  private position = -1;
  private token = 0;
  private values = new Map<Variable | Gate, number>();
  private fetched = new Map<Lookup, readonly [number, number]>();

  constructor(private readonly graph: Graph) {
    for (const lookup of graph.lookups) this.caches.set(lookup, { keys: [], values: [] });
    this.logits = Array.from({ length: graph.tokenCount }, (_, id) => graph.logits(id));
  }

  append(token: number): void {
    this.position++;
    this.token = token;
    this.values = new Map();
    this.fetched = new Map();
    for (const lookup of this.graph.lookups) this.fetch(lookup);
  }

  /** The argmax of the logits, the lowest id where several are maximal. */
  predict(): number {
    let best = 0;
    let bestScore = Number.NEGATIVE_INFINITY;
    this.logits.forEach((logit, id) => {
      const score = this.evaluate(logit);
      if (score > bestScore) {
        best = id;
        bestScore = score;
      }
    });
    return best;
  }

  /** The value of an expression at the last token. */
  evaluate(expression: Expression): number {
    let sum = 0;
    for (const [node, weight] of expression.terms) {
      const value =
        node.kind === 'fetched'
          ? this.fetch(node.lookup)[node.dimension]
          : node.kind === 'gate'
            ? this.gate(node)
            : this.variable(node);
      sum += weight * value;
    }
    return sum;
  }

  private variable(variable: Variable): number {
    let value = this.values.get(variable);
    if (value === undefined) {
      value = variable.extends
        ? this.variable(variable.extends)
        : (variable.embedding?.(this.token) ?? 0);
      if (variable.position) {
        const [linear, square, one] = variable.position;
        value += linear * this.position + square * this.position ** 2 + one;
      }
      value += this.evaluate(variable.sum);
      this.values.set(variable, value);
    }
    return value;
  }

  private gate(gate: Gate): number {
    let value = this.values.get(gate);
    if (value === undefined) {
      value = Math.max(0, this.evaluate(gate.gate)) * this.evaluate(gate.value);
      this.values.set(gate, value);
    }
    return value;
  }

  private fetch(lookup: Lookup): readonly [number, number] {
    const known = this.fetched.get(lookup);
    if (known) return known;
    const { keys, values } = this.caches.get(lookup) as Cache;
    const both = (pair: readonly [Expression, Expression]): [number, number] => [
      this.evaluate(pair[0]),
      this.evaluate(pair[1]),
    ];
    const query = both(lookup.query);
    keys[this.position] = both(lookup.key);
    values[this.position] = both(lookup.value);
    let best = Number.NEGATIVE_INFINITY;
    let winners: number[] = [];
    keys.forEach((key, i) => {
      const score = query[0] * key[0] + query[1] * key[1];
      if (score > best) winners = [];
      if (score >= best) {
        best = score;
        winners.push(i);
      }
    });
    const result: [number, number] = [0, 0];
    if (lookup.tie === 'latest') {
      const value = values[winners[winners.length - 1]];
      [result[0], result[1]] = value;
    } else {
      for (const i of winners) {
        result[0] += values[i][0];
        result[1] += values[i][1];
      }
      result[0] /= winners.length;
      result[1] /= winners.length;
    }
    this.fetched.set(lookup, result);
    return result;
  }
}
