/** A function under construction: its signature, its named variables and its body. */
import type { Instruction } from './instruction';
import { Names } from './names';

export type Type = 'i32' | 'i64' | 'f64';

export interface Signature {
  readonly params: readonly Type[];
  readonly result?: Type;
}

/** A parameter or local; `index` counts both, parameters first. */
export interface Variable {
  readonly index: number;
  readonly name: string;
  readonly type: Type;
}

export class FunctionBuilder {
  readonly signature: Signature;
  /** Parameters, then locals, by index. */
  readonly variables: Variable[] = [];
  /** What the function does. With a result, the last instruction leaves it, or never ends. */
  readonly body: Instruction[] = [];
  private readonly names = new Names();
  private readonly params = new Map<string, Variable>();

  constructor(
    readonly name: string,
    params: readonly (readonly [name: string, type: Type])[],
    result?: Type,
  ) {
    this.signature = { params: params.map(([, type]) => type), result };
    for (const [param, type] of params) this.params.set(param, this.local(param, type));
  }

  /** The parameter of that name; throws if there is none. */
  param(name: string): Variable {
    const variable = this.params.get(name);
    if (!variable) throw new Error(`Function "${this.name}" has no parameter "${name}".`);
    return variable;
  }

  /** A new local, 0 at first. A name that is taken gets a number appended. */
  local(name: string, type: Type): Variable {
    const variable = { index: this.variables.length, name: this.names.add(name), type };
    this.variables.push(variable);
    return variable;
  }
}
