/**
 * Compiles a graph to weights: a schedule gives each gate and lookup its layer, slots give each variable its
 * place in the residual stream, and everything linear becomes rows of matrices.
 */
import type { Expression, Gate, Lookup, Variable } from '../graph/expression';
import type { Graph } from '../graph/graph';
import type {
  FeedForward,
  Head,
  Layer,
  LinearForm,
  Matrix,
  Model,
  ModelToken,
} from '../model/model';
import { erasedAt, type Life, type Schedule, schedule } from './schedule';
import { assignSlots, type Slots } from './slots';

/** Compiles `graph`; `tokens` names the vocabulary. Deterministic. */
export function compile(graph: Graph, tokens: readonly ModelToken[]): Model {
  const plan = schedule(graph);
  const slots = assignSlots(plan);
  const writer = new Writer(graph, plan, slots);
  const layers = Array.from({ length: plan.layers }, (_, l) => writer.layer(l));
  return {
    name: graph.name,
    dModel: slots.count,
    tokens,
    embedding: writer.embedding(),
    position: writer.position(),
    layers,
    unembedding: writer.unembedding(),
    taps: graph.taps.map(({ name, purpose, expression }) => ({
      name,
      purpose,
      layer: plan.tapLayers.get(name) as number,
      form: writer.form(expression),
    })),
    lookups: graph.memories.map(({ name, purpose, lookup }) => ({
      name,
      purpose,
      ...writer.place(lookup),
    })),
    meanings: graph.meanings,
  };
}

class Writer {
  private readonly dModel: number;

  constructor(
    private readonly graph: Graph,
    private readonly plan: Schedule,
    private readonly slots: Slots,
  ) {
    this.dModel = slots.count;
  }

  private slot(variable: Variable): number {
    return this.slots.slot.get(variable) as number;
  }

  form(expression: Expression): LinearForm {
    return [...expression.terms].map(([node, weight]) => [this.slot(node as Variable), weight]);
  }

  private row(matrix: Matrix, row: number, expression: Expression): void {
    for (const [slot, weight] of this.form(expression)) matrix[row * this.dModel + slot] = weight;
  }

  private rows(...expressions: Expression[]): Matrix {
    const matrix = new Float64Array(expressions.length * this.dModel);
    expressions.forEach((expression, i) => {
      this.row(matrix, i, expression);
    });
    return matrix;
  }

  embedding(): Matrix {
    const matrix = new Float64Array(this.graph.tokenCount * this.dModel);
    for (const variable of this.graph.variables) {
      if (!variable.embedding) continue;
      for (let id = 0; id < this.graph.tokenCount; id++)
        matrix[id * this.dModel + this.slot(variable)] = variable.embedding(id);
    }
    return matrix;
  }

  position(): Matrix {
    const matrix = new Float64Array(this.dModel * 3);
    for (const variable of this.graph.variables)
      if (variable.position) matrix.set(variable.position, this.slot(variable) * 3);
    return matrix;
  }

  unembedding(): Matrix {
    return this.rows(
      ...Array.from({ length: this.graph.tokenCount }, (_, id) => this.graph.logits(id)),
    );
  }

  private lookupsOf(layer: number): Lookup[] {
    return this.graph.lookups.filter((lookup) => this.plan.stage.get(lookup) === 2 * layer + 1);
  }

  place(lookup: Lookup): { layer: number; head: number } {
    const layer = ((this.plan.stage.get(lookup) as number) - 1) / 2;
    return { layer, head: this.lookupsOf(layer).indexOf(lookup) };
  }

  layer(l: number): Layer {
    return {
      heads: this.lookupsOf(l).map((lookup) => this.head(lookup)),
      ffn: this.feedForward(2 * l + 2),
      slots: [2 * l, 2 * l + 1, 2 * l + 2].map((stage) => this.slotNames(stage)),
    };
  }

  private head(lookup: Lookup): Head {
    const output = new Float64Array(this.dModel * 2);
    const values: [string, string] = [...lookup.values];
    for (const variable of this.graph.variables)
      for (const [node, weight] of variable.sum.terms)
        if (node.kind === 'fetched' && node.lookup === lookup) {
          output[this.slot(variable) * 2 + node.dimension] += weight;
          values[node.dimension] ||= variable.name;
        }
    return {
      name: lookup.name,
      purpose: lookup.purpose,
      role: lookup.role,
      tie: lookup.tie,
      query: this.rows(...lookup.query),
      key: this.rows(...lookup.key),
      value: this.rows(...lookup.value),
      output,
      values,
    };
  }

  private feedForward(stage: number): FeedForward {
    const gates = this.plan.gates.filter((gate) => this.plan.stage.get(gate) === stage);
    const one = this.graph.variables[0];
    const erased = (this.slots.erased.get(stage) ?? []).filter((v) => v !== one);
    const count = gates.length + erased.length;
    const column = new Map<Gate, number>(gates.map((gate, i) => [gate, i]));
    const output = new Float64Array(this.dModel * count);
    const names = gates.map((gate) => gate.name);
    for (const variable of this.graph.variables)
      for (const [node, weight] of variable.sum.terms) {
        const i = node.kind === 'gate' ? column.get(node) : undefined;
        if (i === undefined) continue;
        output[this.slot(variable) * count + i] += weight;
        names[i] ||= variable.name;
      }
    const gate = new Float64Array(count * this.dModel);
    const value = new Float64Array(count * this.dModel);
    gates.forEach((g, i) => {
      this.row(gate, i, g.gate);
      this.row(value, i, g.value);
    });
    erased.forEach((variable, k) => {
      const i = gates.length + k;
      gate[i * this.dModel + this.slot(one)] = 1;
      value[i * this.dModel + this.slot(variable)] = 1;
      output[this.slot(variable) * count + i] = -1;
      names[i] = `erase ${variable.name}`;
    });
    return { names, gate, value, output };
  }

  /** What each slot holds after a stage. */
  private slotNames(stage: number): string[] {
    const names: string[] = new Array(this.dModel).fill('');
    for (const [variable, { birth, lastRead }] of this.plan.lives) {
      const from = variable.extends ? this.firstWrite(variable) : birth;
      if (from <= stage && stage < erasedAt(lastRead)) names[this.slot(variable)] = variable.name;
    }
    return names;
  }

  private firstWrite(variable: Variable): number {
    const life = this.plan.lives.get(variable) as Life;
    const stages = [...variable.sum.terms.keys()].map((node) =>
      node.kind === 'fetched'
        ? this.plan.stage.get(node.lookup)
        : this.plan.stage.get(node as Gate),
    );
    return Math.min(life.ready, ...(stages as number[]));
  }
}
