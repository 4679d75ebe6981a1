/** The cases that there is code for: made ahead of time, or when they are first met. */
import type { CaseKey } from './case';
import { type Generator, moduleOf } from './generate';
import type { CompiledCase } from './precompiled';

/** What a module of an engine is linked with. */
export interface Linking {
  readonly memory: WebAssembly.Memory;
  readonly cases: WebAssembly.Table;
  readonly functions: WebAssembly.ModuleImports;
}

/** Elements by which the table of cases grows at least. */
const GROWTH = 256;

export class Jit {
  /** Every case so far, with its element in the table. */
  readonly compiled: CompiledCase[] = [];
  private elements = 1;

  constructor(
    readonly generator: Generator,
    private readonly linking: Linking,
  ) {}

  /** Takes over cases that were compiled ahead of time. */
  load(code: BufferSource, cases: readonly CompiledCase[]): void {
    this.elements += cases.length;
    this.link(code);
    for (const compiled of cases) this.compiled.push(compiled);
  }

  /** Compiles a case; returns its element in the table. */
  compile(key: CaseKey, decodes: boolean): number {
    const element = this.elements++;
    const { function: f } = this.generator.generate(key, decodes);
    this.link(moduleOf([f], element).encode() as BufferSource);
    this.compiled.push({
      token: key.token.index,
      last: key.last?.index ?? -1,
      settled: key.settled !== undefined,
      decodes,
      element,
    });
    return element;
  }

  private link(code: BufferSource): void {
    const { memory, cases, functions } = this.linking;
    if (cases.length < this.elements) cases.grow(Math.max(GROWTH, this.elements - cases.length));
    new WebAssembly.Instance(new WebAssembly.Module(code), {
      engine: { memory, cases, ...functions },
    });
  }
}
