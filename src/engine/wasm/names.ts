/** Distinct names: one that is taken gets the first free number appended. */
export class Names {
  /** For each name, the number that was appended last. */
  private readonly taken = new Map<string, number>();

  add(name: string): string {
    let number = this.taken.get(name);
    let distinct = name;
    if (number !== undefined) {
      do distinct = `${name}_${++number}`;
      while (this.taken.has(distinct));
      this.taken.set(name, number);
    }
    this.taken.set(distinct, 1);
    return distinct;
  }
}

/** Identifiers of WebAssembly text, one for each name of a namespace. */
export class Identifiers {
  private readonly names = new Names();
  private readonly identifiers = new Map<string, string>();

  /** `$` and the name, with `_` for each character that an identifier must not have. */
  of(name: string): string {
    let identifier = this.identifiers.get(name);
    if (identifier === undefined) {
      const legal = name.replaceAll(/[^\w!#$%&'*+\-./:<=>?@\\^`|~]/g, '_') || '_';
      identifier = `$${this.names.add(legal)}`;
      this.identifiers.set(name, identifier);
    }
    return identifier;
  }
}
