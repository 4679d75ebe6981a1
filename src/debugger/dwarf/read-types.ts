/** Entries of the debug information → types of C. */
import type { Entry } from './entries';
import { integerOf, numberOf, referenceOf, textOf } from './forms';
import { AT, ATE, TAG } from './names';
import {
  type ArrayType,
  type BitField,
  type CType,
  type EnumConstant,
  type EnumType,
  type FunctionType,
  type IntegerType,
  type Member,
  plain,
  type QualifiedType,
} from './types';

/** Gives the type that an entry is, or that its `DW_AT_type` names. */
export interface TypeReader {
  typeOf(entry: Entry): CType;
  read(entry: Entry): CType;
}

const VOID: CType = { kind: 'void' };
const INT: IntegerType = { kind: 'integer', name: 'int', size: 4, signed: true };
const QUALIFIERS: Record<number, QualifiedType['qualifier']> = {
  [TAG.const_type]: 'const',
  [TAG.volatile_type]: 'volatile',
  [TAG.restrict_type]: 'restrict',
  [TAG.atomic_type]: '_Atomic',
};

/**
 * `at`: the entry at an offset of `.debug_info`; `define`: the definition of a struct or union that is only declared
 * where it is used.
 */
export function createTypeReader(
  at: (offset: number) => Entry | undefined,
  define: (tag: number, name: string) => Entry | undefined,
): TypeReader {
  const known = new Map<number, CType>();

  const typeOf = (entry: Entry): CType => {
    const reference = referenceOf(entry, AT.type);
    const target = reference === undefined ? undefined : at(reference);
    return target ? read(target) : VOID;
  };

  const read = (entry: Entry): CType => {
    const found = known.get(entry.offset);
    if (found) return found;
    const type = create(entry);
    known.set(entry.offset, type);
    return type;
  };

  /** What a type consists of is read when asked for, since a struct may lead to itself. */
  const create = (entry: Entry): CType => {
    const name = textOf(entry, AT.name);
    switch (entry.tag) {
      case TAG.base_type:
        return baseType(entry, name ?? '?');
      case TAG.pointer_type:
        return lazy({ kind: 'pointer' } as const, { to: () => typeOf(entry) });
      case TAG.array_type:
        return arrayType(entry);
      case TAG.structure_type:
      case TAG.union_type: {
        const tag = entry.tag === TAG.union_type ? 'union' : 'struct';
        if (name && numberOf(entry, AT.declaration)) {
          const definition = define(entry.tag, name);
          if (definition) return read(definition);
        }
        const size = numberOf(entry, AT.byte_size) ?? 0;
        return lazy({ kind: 'record', tag, name, size } as const, {
          members: () => entry.children.filter(({ tag }) => tag === TAG.member).map(member),
        });
      }
      case TAG.enumeration_type:
        return enumType(entry, name);
      case TAG.typedef:
        return lazy({ kind: 'typedef', name: name ?? '?' } as const, { type: () => typeOf(entry) });
      case TAG.subroutine_type:
      case TAG.subprogram:
        return functionType(entry);
      default: {
        const qualifier = QUALIFIERS[entry.tag];
        return qualifier
          ? lazy({ kind: 'qualified', qualifier } as const, { type: () => typeOf(entry) })
          : VOID;
      }
    }
  };

  const arrayType = (entry: Entry): CType => {
    const lengths = entry.children
      .filter(({ tag }) => tag === TAG.subrange_type)
      .map((range) => {
        const last = numberOf(range, AT.upper_bound);
        return numberOf(range, AT.count) ?? (last === undefined ? undefined : last + 1);
      });
    const wrap = ([length, ...inner]: (number | undefined)[]): ArrayType =>
      lazy({ kind: 'array', length } as const, {
        element: (): CType => (inner.length > 0 ? wrap(inner) : typeOf(entry)),
      });
    return wrap(lengths.length > 0 ? lengths : [undefined]);
  };

  const enumType = (entry: Entry, name: string | undefined): EnumType => {
    const underlying = plain(typeOf(entry));
    const size = numberOf(entry, AT.byte_size) ?? INT.size;
    const constants = entry.children.filter(({ tag }) => tag === TAG.enumerator).map(enumConstant);
    const base = underlying.kind === 'integer' ? underlying : { ...INT, size };
    return { kind: 'enum', name, base, constants };
  };

  const functionType = (entry: Entry): FunctionType => {
    const ofTag = (wanted: number) => entry.children.filter(({ tag }) => tag === wanted);
    const variadic = ofTag(TAG.unspecified_parameters).length > 0;
    return lazy({ kind: 'function', variadic } as const, {
      result: () => typeOf(entry),
      parameters: () => ofTag(TAG.formal_parameter).map(typeOf),
    });
  };

  const member = (entry: Entry): Member => {
    const name = textOf(entry, AT.name);
    const type = typeOf(entry);
    const start = numberOf(entry, AT.data_member_location) ?? 0;
    const count = numberOf(entry, AT.bit_size);
    if (count === undefined) return { name, type, offset: start };
    const first = start * 8 + firstBit(entry, count);
    const bits: BitField = { first: first % 8, count };
    return { name, type, offset: Math.floor(first / 8), bits };
  };

  return { typeOf, read };
}

function baseType(entry: Entry, name: string): CType {
  const size = numberOf(entry, AT.byte_size) ?? 0;
  const encoding = numberOf(entry, AT.encoding);
  if (encoding === ATE.float) return { kind: 'float', name, size };
  const signed = encoding === ATE.signed || encoding === ATE.signed_char;
  const integer: IntegerType = { kind: 'integer', name, size, signed };
  if (encoding === ATE.boolean) return { ...integer, use: 'boolean' };
  const isCharacter = encoding === ATE.signed_char || encoding === ATE.unsigned_char;
  return isCharacter ? { ...integer, use: 'character' } : integer;
}

function enumConstant(entry: Entry): EnumConstant {
  return { name: textOf(entry, AT.name) ?? '?', value: integerOf(entry, AT.const_value) ?? 0 };
}

/** From the start of the member; an older attribute counts from the highest bit of its type. */
function firstBit(entry: Entry, count: number): number {
  const first = numberOf(entry, AT.data_bit_offset);
  if (first !== undefined) return first;
  const fromTop = numberOf(entry, AT.bit_offset) ?? 0;
  return (numberOf(entry, AT.byte_size) ?? INT.size) * 8 - fromTop - count;
}

/** An object with more properties, each computed when it is first asked for. */
function lazy<T extends object, P extends object>(
  rest: T,
  parts: { readonly [K in keyof P]: () => P[K] },
): T & P {
  for (const key of Object.keys(parts) as (keyof P)[])
    Object.defineProperty(rest, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = parts[key]();
        Object.defineProperty(rest, key, { value, enumerable: true });
        return value;
      },
    });
  return rest as T & P;
}
