/** The names that a unit of the debug information gives to its globals, functions, types and constants. */
import type { Entry } from './entries';
import { integerOf, numberOf, textOf } from './forms';
import { AT, TAG } from './names';

export interface UnitNames {
  readonly top: Entry;
  /** Variables of the file, with and without linkage. */
  readonly variables: ReadonlyMap<string, Entry>;
  readonly functions: ReadonlyMap<string, Entry>;
  readonly typedefs: ReadonlyMap<string, Entry>;
  /** Definitions, by the tag of their entry and their name. */
  readonly tagged: ReadonlyMap<string, Entry>;
  readonly enumerators: ReadonlyMap<string, Enumerator>;
}

export interface Enumerator {
  readonly value: number | bigint;
  /** The enumeration. */
  readonly entry: Entry;
}

export const taggedName = (tag: number, name: string) => `${tag} ${name}`;

const TAGGED: readonly number[] = [TAG.structure_type, TAG.union_type, TAG.enumeration_type];
/** What may hold declarations besides a unit. */
const HOLDERS: readonly number[] = [TAG.subprogram, TAG.lexical_block, TAG.namespace];

export function namesOf(top: Entry): UnitNames {
  const variables = new Map<string, Entry>();
  const functions = new Map<string, Entry>();
  const typedefs = new Map<string, Entry>();
  const tagged = new Map<string, Entry>();
  const enumerators = new Map<string, Enumerator>();
  /** The first of a name counts, and those of the file come first. */
  const add = <T>(map: Map<string, T>, name: string | undefined, value: T) => {
    if (name !== undefined && !map.has(name)) map.set(name, value);
  };
  const holders: [Entry, boolean][] = [[top, true]];
  for (const [holder, ofFile] of holders)
    for (const entry of holder.children) {
      const { tag } = entry;
      const name = textOf(entry, AT.name);
      const isDeclaration = numberOf(entry, AT.declaration) !== undefined;
      if (tag === TAG.variable && ofFile && !isDeclaration) add(variables, name, entry);
      if (tag === TAG.subprogram && !isDeclaration) add(functions, name, entry);
      if (tag === TAG.typedef) add(typedefs, name, entry);
      if (TAGGED.includes(tag) && name && !isDeclaration) add(tagged, taggedName(tag, name), entry);
      if (tag === TAG.enumeration_type)
        for (const constant of entry.children) {
          const value = integerOf(constant, AT.const_value) ?? 0;
          add(enumerators, textOf(constant, AT.name), { value, entry });
        }
      if (HOLDERS.includes(tag)) holders.push([entry, ofFile && tag === TAG.namespace]);
    }
  return { top, variables, functions, typedefs, tagged, enumerators };
}
