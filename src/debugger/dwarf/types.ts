/** The types of C, as the debug information tells them. */

export type CType =
  | VoidType
  | IntegerType
  | FloatType
  | PointerType
  | ArrayType
  | RecordType
  | EnumType
  | FunctionType
  | TypedefType
  | QualifiedType;

export interface VoidType {
  readonly kind: 'void';
}

export interface IntegerType {
  readonly kind: 'integer';
  readonly name: string;
  /** In bytes, as are all sizes. */
  readonly size: number;
  readonly signed: boolean;
  /** What it is besides a number. */
  readonly use?: 'boolean' | 'character';
}

export interface FloatType {
  readonly kind: 'float';
  readonly name: string;
  readonly size: number;
}

export interface PointerType {
  readonly kind: 'pointer';
  readonly to: CType;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly element: CType;
  /** Elements; `undefined` where the type does not say. */
  readonly length: number | undefined;
}

export interface RecordType {
  readonly kind: 'record';
  readonly tag: 'struct' | 'union';
  readonly name: string | undefined;
  /** 0 if it is only declared. */
  readonly size: number;
  readonly members: readonly Member[];
}

export interface Member {
  /** `undefined` for an anonymous struct or union, whose members count as those of the record. */
  readonly name: string | undefined;
  readonly type: CType;
  /** Of its first byte; of a bit-field, of the byte in which its first bit lies. */
  readonly offset: number;
  readonly bits?: BitField;
}

/** Bits of a member, the lowest of its first byte being bit 0. */
export interface BitField {
  /** 0 to 7. */
  readonly first: number;
  /** 1 to 64. */
  readonly count: number;
}

export interface EnumType {
  readonly kind: 'enum';
  readonly name: string | undefined;
  /** What it is represented by. */
  readonly base: IntegerType;
  readonly constants: readonly EnumConstant[];
}

export interface EnumConstant {
  readonly name: string;
  readonly value: number | bigint;
}

export interface FunctionType {
  readonly kind: 'function';
  readonly result: CType;
  readonly parameters: readonly CType[];
  readonly variadic: boolean;
}

export interface TypedefType {
  readonly kind: 'typedef';
  readonly name: string;
  readonly type: CType;
}

export interface QualifiedType {
  readonly kind: 'qualified';
  readonly qualifier: 'const' | 'volatile' | 'restrict' | '_Atomic';
  readonly type: CType;
}

const POINTER_SIZE = 4;

/** Damaged debug information may lead in a circle. */
const LONGEST = 1000;

/** The type without its typedefs and qualifiers. Throws a `RangeError` if nothing else is there. */
export function plain(type: CType): Exclude<CType, TypedefType | QualifiedType> {
  let at = type;
  for (let i = 0; i < LONGEST; i++) {
    if (at.kind !== 'typedef' && at.kind !== 'qualified') return at;
    at = at.type;
  }
  throw new RangeError('a type is a name for itself');
}

/** In bytes; 0 for what has none. */
export function sizeOf(type: CType): number {
  const t = plain(type);
  if (t.kind === 'pointer') return POINTER_SIZE;
  if (t.kind === 'array') return sizeOf(t.element) * (t.length ?? 0);
  if (t.kind === 'enum') return t.base.size;
  return 'size' in t ? t.size : 0;
}

/** A type as C writes it. `declarator`: what would be declared, such as `*` or a name. */
export function typeName(type: CType, declarator = ''): string {
  const gap = /^[\w*(]/.test(declarator) ? ' ' : '';
  const named = (name: string) => `${name}${gap}${declarator}`;
  switch (type.kind) {
    case 'void':
      return named('void');
    case 'integer':
    case 'float':
    case 'typedef':
      return named(type.name);
    case 'record':
      return named(`${type.tag} ${type.name ?? '{…}'}`);
    case 'enum':
      return named(`enum ${type.name ?? '{…}'}`);
    case 'qualified':
      return type.type.kind === 'pointer'
        ? typeName(type.type, `${type.qualifier}${declarator && ` ${declarator}`}`)
        : `${type.qualifier} ${typeName(type.type, declarator)}`;
    case 'pointer': {
      const inner = `*${declarator}`;
      const { kind } = type.to;
      return typeName(type.to, kind === 'array' || kind === 'function' ? `(${inner})` : inner);
    }
    case 'array':
      return typeName(type.element, `${declarator}[${type.length ?? ''}]`);
    case 'function': {
      const parameters = type.parameters.map((parameter) => typeName(parameter));
      if (type.variadic) parameters.push('...');
      return typeName(type.result, `${declarator}(${parameters.join(', ') || 'void'})`);
    }
  }
}

/** A member by its name, also of an anonymous struct or union within; its offset counts from the record. */
export function memberNamed(record: RecordType, name: string): Member | undefined {
  for (const member of record.members) {
    if (member.name === name) return member;
    const type = plain(member.type);
    if (member.name !== undefined || type.kind !== 'record') continue;
    const found = memberNamed(type, name);
    if (found) return { ...found, offset: member.offset + found.offset };
  }
  return undefined;
}
