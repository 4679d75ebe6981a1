/** Writes the code of cases. */
import type { Tap } from '../model/model';
import { type Case, type CaseKey, caseOf } from './case';
import { type Classes, classesOf, type TokenClass } from './classes';
import { type Decision, type Decoder, decide, decoderOf } from './decide';
import { type ConstantTables, emitCase } from './emit';
import type { Layout } from './layout';
import type { Plan } from './plan';
import { addStores, importEngine } from './runtime';
import { type FunctionBuilder, ModuleBuilder } from './wasm/wasm';

export interface Generated {
  readonly function: FunctionBuilder;
  /** How the next token is found; undefined for a case that does not decide. */
  readonly decision: Decision | undefined;
}

export class Generator {
  readonly classes: Classes;
  /** The classes that can win the signature store; empty where a class mixes such tokens with others. */
  readonly lasts: readonly TokenClass[];
  private readonly lastIndices = new Map<number, number>();
  private decoder: Decoder | undefined;
  private readonly columns = new Map<number, number>();

  constructor(
    readonly plan: Plan,
    readonly layout: Layout,
    private readonly tables: ConstantTables,
    private readonly watched: readonly Tap[],
  ) {
    this.classes = classesOf(plan.sparse.model);
    this.lasts = lastsOf(plan, layout.signature, this.classes);
    this.lasts.forEach(({ index }, i) => {
      this.lastIndices.set(index, i);
    });
  }

  /** The index of a token's class among `lasts`; -1 if it is none of them. */
  lastIndex(tokenClass: number): number {
    return this.lastIndices.get(tokenClass) ?? -1;
  }

  generate(key: CaseKey, decodes: boolean): Generated {
    return this.emit(caseOf(this.plan, key), decodes);
  }

  private emit(subject: Case, decodes: boolean): Generated {
    const { streams } = subject.pass;
    this.decoder ??= decoderOf(this.plan.sparse.model);
    const decision = decodes ? decide(this.decoder, streams[streams.length - 1]) : undefined;
    const watched = decodes
      ? this.watched.map(({ layer, form }) =>
          // Summed as `readForm` does.
          subject.forms.sum(form.map(([slot, weight]) => [weight, streams[2 * layer][slot]])),
        )
      : [];
    const target = {
      plan: this.plan,
      layout: this.layout,
      tables: this.tables,
      columns: this.columns,
      lastIndex: (tokenClass: number) => this.lastIndex(tokenClass),
    };
    const name = decodes ? subject.name : `${subject.name}, fed`;
    return { function: emitCase(target, subject, { decision, watched }, name), decision };
  }
}

/** A module of cases; the first has the element `first`. */
export function moduleOf(cases: readonly FunctionBuilder[], first: number): ModuleBuilder {
  const module = new ModuleBuilder();
  importEngine(module);
  addStores(module);
  cases.forEach((f, i) => {
    module.addFunction(f, { element: first + i });
  });
  return module;
}

function lastsOf(plan: Plan, signature: number, { list }: Classes): TokenClass[] {
  if (signature < 0) return [];
  const { tokenKey, keyHigh } = plan.stores[signature];
  const wins = (token: number) => tokenKey?.[token] === keyHigh;
  const mixed = list.some(({ tokens }) => tokens.some(wins) && !tokens.every(wins));
  return mixed ? [] : list.filter(({ tokens }) => wins(tokens[0]));
}
