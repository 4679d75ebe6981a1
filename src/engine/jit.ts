/** Makes the code of cases when they are first met, and enters it into the dispatch tables. */

import type { LinearForm, Tap } from '../model/model';
import { type Case, type CaseKey, caseOf, type Settled } from './case';
import { type Classes, classesOf, type TokenClass } from './classes';
import { type Decoder, decide, decoderOf } from './decide';
import { type ConstantTables, emitCase, type Target } from './emit';
import type { Form, Forms } from './forms';
import type { Layout } from './layout';
import type { Plan } from './plan';
import { addStores, importEngine } from './runtime';
import { ModuleBuilder } from './wasm/wasm';

/** What a module of an engine is linked with. */
export interface Linking {
  readonly memory: WebAssembly.Memory;
  readonly cases: WebAssembly.Table;
  readonly imports: WebAssembly.ModuleImports;
  readonly shared: boolean;
}

export class Jit {
  readonly classes: Classes;
  /** The classes that can win the signature store; empty where a class mixes such tokens with others. */
  readonly lasts: readonly TokenClass[];
  private readonly decoder: Decoder;
  private readonly lastIndices = new Map<number, number>();
  private elements = 1;
  /** Cases compiled so far. */
  compiled = 0;

  constructor(
    readonly plan: Plan,
    readonly layout: Layout,
    private readonly tables: ConstantTables,
    private readonly linking: Linking,
    private readonly watched: readonly Tap[],
  ) {
    const { model } = plan.sparse;
    this.classes = classesOf(model);
    this.decoder = decoderOf(model);
    this.lasts = lastsOf(plan, layout.signature, this.classes);
    this.lasts.forEach(({ index }, i) => {
      this.lastIndices.set(index, i);
    });
  }

  /** The index of a token's class among `lasts`; -1 if it is none of them. */
  lastIndex(tokenClass: number): number {
    return this.lastIndices.get(tokenClass) ?? -1;
  }

  /** Compiles a case; returns its element in the table. */
  compile(key: CaseKey, decodes: boolean): number {
    const subject = caseOf(this.plan, key);
    const f = this.emit(subject, decodes);
    const { linking } = this;
    const module = new ModuleBuilder();
    importEngine(module, linking.shared);
    addStores(module);
    const element = this.elements++;
    module.addFunction(f, { element });
    if (linking.cases.length <= element) linking.cases.grow(256);
    new WebAssembly.Instance(new WebAssembly.Module(module.encode() as BufferSource), {
      engine: { memory: linking.memory, cases: linking.cases, ...linking.imports },
    });
    this.compiled++;
    return element;
  }

  private emit(subject: Case, decodes: boolean) {
    const { streams } = subject.pass;
    const target: Target = {
      plan: this.plan,
      layout: this.layout,
      tables: this.tables,
      lastIndex: (tokenClass) => this.lastIndex(tokenClass),
    };
    const decision = decodes ? decide(this.decoder, streams[streams.length - 1]) : undefined;
    const watched = decodes
      ? this.watched.map(({ layer, form }) => formOf(subject.forms, form, streams[2 * layer]))
      : [];
    return emitCase(target, subject, { decision, watched }, subject.name);
  }
}

/** A linear form over a residual stream, summed as `readForm` does. */
function formOf(forms: Forms, form: LinearForm, stream: readonly Form[]): Form {
  return forms.sum(form.map(([slot, weight]) => [weight, stream[slot]]));
}

function lastsOf(plan: Plan, signature: number, { list }: Classes): TokenClass[] {
  if (signature < 0) return [];
  const { tokenKey, keyHigh } = plan.stores[signature];
  const wins = (token: number) => tokenKey?.[token] === keyHigh;
  const mixed = list.some(({ tokens }) => tokens.some(wins) && !tokens.every(wins));
  return mixed ? [] : list.filter(({ tokens }) => wins(tokens[0]));
}

export type { Settled };
