/** A module under construction. */
import { encodeModule } from './encode';
import type { FunctionBuilder, Signature, Type } from './function';
import { type Constant, f64, i32, i64 } from './instruction';
import { printModule } from './print';

/** What an import is, and the name that instructions know it by. */
type External =
  | { readonly kind: 'function'; readonly name: string; readonly signature: Signature }
  | {
      readonly kind: 'global';
      readonly name: string;
      readonly type: Type;
      readonly mutable: boolean;
    }
  | { readonly kind: 'table'; readonly initial: number }
  | {
      readonly kind: 'memory';
      readonly initial: number;
      readonly maximum: number;
      readonly shared: boolean;
    };

export type Import = External & { readonly from: readonly [module: string, name: string] };

export interface Global {
  readonly name: string;
  readonly type: Type;
  readonly initial: Constant;
  readonly exported: boolean;
}

export interface DefinedFunction {
  readonly function: FunctionBuilder;
  /** The name it is exported by. */
  readonly export?: string;
  /** Its index in the imported table. */
  readonly element?: number;
}

/** Functions that fill consecutive entries of the table, from `offset` on. */
export interface ElementSegment {
  readonly offset: number;
  readonly functions: readonly string[];
}

export class ModuleBuilder {
  readonly imports: Import[] = [];
  readonly globals: Global[] = [];
  readonly functions: DefinedFunction[] = [];
  private readonly functionNames = new Set<string>();
  private readonly globalNames = new Set<string>();

  /** Sizes are in pages of 64 KiB. */
  importMemory(
    module: string,
    name: string,
    initialPages: number,
    maximumPages: number,
    shared: boolean,
  ): void {
    this.imports.push({
      kind: 'memory',
      from: [module, name],
      initial: initialPages,
      maximum: maximumPages,
      shared,
    });
  }

  /** A table of functions with at least `initial` entries. */
  importTable(module: string, name: string, initial: number): void {
    this.imports.push({ kind: 'table', from: [module, name], initial });
  }

  /** `as` is the name to call it by. Throws if a function has that name. */
  importFunction(module: string, name: string, as: string, signature: Signature): void {
    claim(this.functionNames, 'function', as);
    this.imports.push({ kind: 'function', from: [module, name], name: as, signature });
  }

  /** `as` is the name to read and write it by. Throws if a global has that name. */
  importGlobal(module: string, name: string, as: string, type: Type, mutable: boolean): void {
    claim(this.globalNames, 'global', as);
    this.imports.push({ kind: 'global', from: [module, name], name: as, type, mutable });
  }

  /** A mutable global, exported by its own name if wanted. Throws if a global has that name. */
  global(name: string, type: Type, initial: number, exported = false): void {
    claim(this.globalNames, 'global', name);
    const value = type === 'i64' ? i64.const(BigInt(initial)) : { i32, f64 }[type].const(initial);
    this.globals.push({ name, type, initial: value, exported });
  }

  /**
   * Adds a function, whose body may still grow. `export` is the name it is exported by, `element` its index in
   * the imported table. Throws if a function has its name.
   */
  addFunction(
    f: FunctionBuilder,
    { export: exported, element }: Omit<DefinedFunction, 'function'> = {},
  ): void {
    claim(this.functionNames, 'function', f.name);
    this.functions.push({ function: f, export: exported, element });
  }

  /** The table entries that the functions fill, in runs. Throws if two functions have the same entry. */
  elements(): ElementSegment[] {
    const segments: { offset: number; functions: string[] }[] = [];
    const placed = this.functions
      .flatMap(({ element, function: { name } }) =>
        element === undefined ? [] : { element, name },
      )
      .sort((a, b) => a.element - b.element);
    for (const { element, name } of placed) {
      const last = segments.at(-1);
      const end = last && last.offset + last.functions.length;
      if (last && end === element) last.functions.push(name);
      else if (end !== undefined && end > element)
        throw new Error(`Two functions have the table entry ${element}.`);
      else segments.push({ offset: element, functions: [name] });
    }
    return segments;
  }

  /** The binary format, with the names of functions and variables. Throws for a name that nothing has. */
  encode(): Uint8Array<ArrayBuffer> {
    return encodeModule(this);
  }

  /** The text format, with folded instructions. */
  print(): string {
    return printModule(this);
  }
}

function claim(names: Set<string>, kind: string, name: string): void {
  if (names.has(name)) throw new Error(`There are two ${kind}s "${name}".`);
  names.add(name);
}
