/** The debug information of a module: what the names in its source stand for, at each place of its code. */
import { codeStart } from '../sections';
import { type Entry, readSections, readUnits } from './entries';
import { integerOf, numberOf, referenceOf, textOf } from './forms';
import { type CodeRange, locationsOf, rangesOf } from './lists';
import { decodeLocation, type LocationStep } from './location';
import { AT, TAG } from './names';
import { createTypeReader } from './read-types';
import type { CType, EnumType } from './types';
import { namesOf, taggedName, type UnitNames } from './unit-names';

export interface DebugInformation {
  /**
   * What is in scope at a byte of the module. `inlined`: which of the functions there, 0 being the innermost.
   * Nothing where the information about it is damaged; types that it gives throw a `RangeError` where they are.
   */
  scopeAt(offset: number, inlined?: number): Scope;
  readonly functions: readonly FunctionInformation[];
}

export interface Scope {
  readonly function: FunctionInformation | undefined;
  /** Those of the innermost block first, then those around it, of the file, and of other files. */
  readonly variables: readonly VariableInformation[];
  /** The innermost of that name. */
  variable(name: string): VariableInformation | undefined;
  constant(name: string): EnumeratorInformation | undefined;
  typedef(name: string): CType | undefined;
  tagged(tag: 'struct' | 'union' | 'enum', name: string): CType | undefined;
  functionNamed(name: string): FunctionInformation | undefined;
}

export interface FunctionInformation {
  readonly name: string;
  /** A `FunctionType`. */
  readonly type: CType;
  /** Bytes [begin, end) of the module; none if all its calls are inlined or it has been dropped. */
  readonly ranges: readonly CodeRange[];
}

export interface VariableInformation {
  readonly name: string;
  readonly type: CType;
  readonly kind: 'parameter' | 'local' | 'static' | 'global';
  /** How it is found at that place of the code; `undefined` where it is not to be had. */
  readonly location: readonly LocationStep[] | undefined;
  /** What a `frame` step pushes; as it is computed, whether or not it ends with a `value`. */
  readonly frameBase: readonly LocationStep[] | undefined;
  /** The value of one that is never anything else. */
  readonly constant: number | bigint | undefined;
}

export interface EnumeratorInformation {
  readonly name: string;
  readonly value: number | bigint;
  readonly type: EnumType;
}

const SCOPES: readonly number[] = [TAG.lexical_block, TAG.inlined_subroutine];
const VARIABLES: readonly number[] = [TAG.formal_parameter, TAG.variable];
const TAGS = {
  struct: TAG.structure_type,
  union: TAG.union_type,
  enum: TAG.enumeration_type,
} as const;

/** `undefined` if there is none, or it is damaged. */
export function readDebugInformation(module: Uint8Array): DebugInformation | undefined {
  const sections = readSections(module);
  if (sections.info.length === 0) return undefined;
  try {
    return createInformation(readUnits(sections), codeStart(module));
  } catch (error) {
    // The program still runs, without its C.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `start`: the byte of the module from which code addresses count. */
function createInformation(tops: readonly Entry[], start: number): DebugInformation {
  const entries = new Map<number, Entry>();
  const enter = (entry: Entry) => {
    entries.set(entry.offset, entry);
    entry.children.forEach(enter);
  };
  tops.forEach(enter);
  const units = tops.map(namesOf);
  const types = createTypeReader(
    (offset) => entries.get(offset),
    (tag, name) => first(units, ({ tagged }) => tagged.get(taggedName(tag, name))),
  );

  const originOf = (entry: Entry): Entry | undefined => {
    const origin = referenceOf(entry, AT.abstract_origin) ?? referenceOf(entry, AT.specification);
    return origin === undefined ? undefined : entries.get(origin);
  };
  /** An instance of a function, and what is declared in it, has its name and its type where it is declared. */
  const declared = (entry: Entry): Entry => {
    const origin = originOf(entry);
    return origin ? declared(origin) : entry;
  };
  const nameOf = (entry: Entry) => textOf(declared(entry), AT.name);

  const variableOf = (
    entry: Entry,
    pc: number,
    frameBase: VariableInformation['frameBase'],
    ofFile: boolean,
  ): VariableInformation | undefined => {
    const declaration = declared(entry);
    const name = textOf(declaration, AT.name);
    if (name === undefined) return undefined;
    const ranges = locationsOf(entry) ?? locationsOf(declaration);
    const present = ranges?.find(({ begin, end }) => begin <= pc && pc < end);
    const location = present && decodeLocation(present.expression, entry.unit);
    const isFixed = location?.length === 1 && location[0].step === 'push';
    const isExternal = numberOf(declaration, AT.external) !== undefined;
    const kind = ofFile
      ? isExternal
        ? 'global'
        : 'static'
      : entry.tag === TAG.formal_parameter
        ? 'parameter'
        : isFixed
          ? 'static'
          : 'local';
    const constant = integerOf(entry, AT.const_value) ?? integerOf(declaration, AT.const_value);
    const type = types.typeOf(declaration);
    return { name, type, kind, location, frameBase, constant };
  };

  const functionOf = (entry: Entry): FunctionInformation => ({
    name: nameOf(entry) ?? '?',
    type: types.read(declared(entry)),
    ranges: rangesOf(entry).map(({ begin, end }) => ({ begin: begin + start, end: end + start })),
  });

  /** The entries that hold a place, from a function of the module to the innermost block. */
  const pathTo = (entry: Entry, pc: number): Entry[] => {
    const inner = entry.children.find((child) => SCOPES.includes(child.tag) && covers(child, pc));
    return inner ? [entry, ...pathTo(inner, pc)] : [entry];
  };

  const subprograms = units.flatMap((unit) =>
    [...subprogramsOf(unit.top)].map((entry) => ({ unit, entry })),
  );

  /** What is declared in a block and in the one that it is an instance of. */
  const declaredIn = (entry: Entry): Entry[] => {
    const own = entry.children.filter(({ tag }) => VARIABLES.includes(tag));
    const origin = originOf(entry);
    if (!origin) return own;
    const instances = new Set(own.map(declared));
    return [...own, ...declaredIn(origin).filter((other) => !instances.has(other))];
  };

  const globalsOf = ({ variables }: UnitNames, pc: number) =>
    [...variables.values()].map((entry) => variableOf(entry, pc, undefined, true));

  const readScope = (offset: number, inlined: number): Scope => {
    const pc = offset - start;
    const found = subprograms.find(({ entry }) => covers(entry, pc));
    const path = found ? functionAt(pathTo(found.entry, pc), inlined) : [];
    const frameBase = found && frameBaseOf(found.entry);
    // The present file's names hide those of others.
    const near = found ? [found.unit, ...units.filter((unit) => unit !== found.unit)] : [...units];
    const locals = path
      .toReversed()
      .flatMap((block) =>
        declaredIn(block).map((entry) => variableOf(entry, pc, frameBase, false)),
      );
    const globals = near.flatMap((unit) => globalsOf(unit, pc));
    const variables = [...locals, ...globals].filter((variable) => variable !== undefined);
    const ofUnits = <T>(find: (unit: UnitNames) => T | undefined) => first(near, find);
    const typeFrom = (find: (unit: UnitNames) => Entry | undefined) => {
      const entry = ofUnits(find);
      return entry && types.read(entry);
    };
    return {
      function: path.length > 0 ? functionOf(path[0]) : undefined,
      variables,
      variable: (name) => variables.find((variable) => variable.name === name),
      constant(name) {
        const constant = ofUnits(({ enumerators }) => enumerators.get(name));
        if (!constant) return undefined;
        return { name, value: constant.value, type: types.read(constant.entry) as EnumType };
      },
      typedef: (name) => typeFrom(({ typedefs }) => typedefs.get(name)),
      tagged: (tag, name) => typeFrom(({ tagged }) => tagged.get(taggedName(TAGS[tag], name))),
      functionNamed(name) {
        const entry = ofUnits(({ functions }) => functions.get(name));
        return entry && functionOf(entry);
      },
    };
  };

  return {
    functions: subprograms.map(({ entry }) => functionOf(entry)),
    scopeAt: (offset, inlined = 0) => orNothing(() => readScope(offset, inlined)),
  };
}

const NOTHING: Scope = {
  function: undefined,
  variables: [],
  variable: () => undefined,
  constant: () => undefined,
  typedef: () => undefined,
  tagged: () => undefined,
  functionNamed: () => undefined,
};

function orNothing(read: () => Scope): Scope {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return NOTHING;
    throw error;
  }
}

function first<T, U>(list: readonly T[], find: (item: T) => U | undefined): U | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const covers = (entry: Entry, pc: number) =>
  rangesOf(entry).some(({ begin, end }) => begin <= pc && pc < end);

function frameBaseOf({ attributes, unit }: Entry): VariableInformation['frameBase'] {
  const base = attributes.get(AT.frame_base);
  return base?.kind === 'block' ? decodeLocation(base.value, unit) : undefined;
}

/** The functions of a unit, also within a namespace. */
function* subprogramsOf(entry: Entry): Generator<Entry> {
  for (const child of entry.children) {
    if (child.tag === TAG.subprogram) yield child;
    if (child.tag === TAG.namespace) yield* subprogramsOf(child);
  }
}

/** The part of a path that belongs to one of the functions that are inlined there. */
function functionAt(path: readonly Entry[], inlined: number): readonly Entry[] {
  const begins = [...path.keys()].filter((i) => i === 0 || path[i].tag === TAG.inlined_subroutine);
  const index = Math.max(0, begins.length - 1 - inlined);
  return path.slice(begins[index], begins[index + 1]);
}
