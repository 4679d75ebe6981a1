/**
 * The code of a case: everything that is computed comes first and leaves no trace, so that it can be given up
 * (a store that is still empty, an assumption that does not hold); then the keys and values are stored; then
 * the next token is decided.
 */
import type { Case } from './case';
import type { Decision } from './decide';
import { emitDecision } from './emit-decision';
import { Reads } from './emit-read';
import { emitStoring } from './emit-store';
import { type Atom, constantOf, type Form } from './forms';
import { type Layout, STATE } from './layout';
import type { Plan } from './plan';
import { RESULT, violation } from './runtime';
import {
  comment,
  FunctionBuilder,
  f64,
  get,
  type Instruction,
  i32,
  if_,
  return_,
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
  /** Addresses of the tables of embedding slots that are in use. */
  readonly columns: Map<number, number>;
  /** Index of a class among those that can win the signature store; -1 if it cannot. */
  readonly lastIndex: (tokenClass: number) => number;
}

/** What a case is asked for besides its keys and values. */
export interface Wanted {
  readonly decision: Decision | undefined;
  /** Values to keep for the run loop, where an operation may follow. */
  readonly watched: readonly Form[];
}

export class Emitter {
  readonly function: FunctionBuilder;
  readonly token: Variable;
  readonly position: Variable;
  readonly page: Variable;
  private readonly forms = new Map<Form, Variable>();
  private readonly atoms = new Map<Atom, Variable>();
  readonly reads: Reads;

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
    this.reads = new Reads(this);
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
        return this.reads.read(kind);
    }
  }

  private embeddingTable(slot: number): number {
    const { plan, tables, columns } = this.target;
    let address = columns.get(slot);
    if (address === undefined) {
      const { tokens, dModel, embedding } = plan.sparse.model;
      const values = tokens.map((_, id) => embedding[id * dModel + slot]);
      address = tables.numbers(Float64Array.from(values));
      columns.set(slot, address);
    }
    return address;
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
      this.giveUp(when ? i32.and(get(when), fail) : fail, violation(store, d));
    return variable;
  }
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
