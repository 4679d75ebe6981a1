/** C expressions → code: names are looked up, types are checked, and numbers are converted as C converts them. */
import type { Scope } from '../dwarf/information';
import { type CType, memberNamed, plain, sizeOf, typeName } from '../dwarf/types';
import { problem } from '../errors';
import { type Assignment, assignmentOf } from './assignments';
import { advance, type Code, constant, convert, isWide, truth } from './code';
import { mistake } from './errors';
import {
  addressOf,
  converted,
  displaced,
  type Operand,
  stride,
  toValue,
  type Value,
} from './operands';
import * as operators from './operators';
import { parse } from './parse';
import { locate, type MachineNames, type PlaceCode, slotsOf } from './places';
import * as scalars from './scalars';
import { representationOf } from './scalars';
import type { Syntax } from './syntax';
import type { TypeNames } from './type-names';

/** All but the type is plain data. */
export interface CompiledExpression {
  readonly text: string;
  readonly type: CType;
  /** Absent where the value is no number and no pointer: for structs, arrays, and bytes of the memory. */
  readonly value?: Code;
  /** Where the value is kept, if it is: it can be assigned to. */
  readonly place?: PlaceCode;
  /** What is to be written, if the expression is an assignment: to `place`, which is there, as one of `type`. */
  readonly assignment?: Assignment;
  /** What it assigns to, as it is written. */
  readonly target?: string;
  /** The first byte and the one after the last, of `$mem[a..b]`. */
  readonly range?: { readonly begin: Code; readonly end: Code };
}

/** Numbers that are not of C, and which the reader provides. */
export const SPECIALS = {
  $pc: scalars.UINT,
  $sp: scalars.UINT,
  $depth: scalars.INT,
  $token: scalars.INT,
} as const;
/** Macros, which debug information does not tell of. */
const MACROS: Record<string, { type: CType; value: number }> = {
  NULL: { type: { kind: 'pointer', to: scalars.VOID }, value: 0 },
  true: { type: scalars.INT, value: 1 },
  false: { type: scalars.INT, value: 0 },
};
const WASM_TYPES = {
  i32: scalars.INT,
  i64: scalars.LLONG,
  f32: scalars.FLOAT,
  f64: scalars.DOUBLE,
} as const;

/** Throws a `UserError` that says what is wrong. `scope`: where C is known. */
export function compileExpression(
  text: string,
  scope: Scope | undefined,
  machine: MachineNames,
): CompiledExpression {
  try {
    return compile(text, scope, machine);
  } catch (error) {
    // Of the debug information, what is asked for is read when it is.
    if (error instanceof RangeError) throw mistake.damaged();
    throw error;
  }
}

function compile(
  text: string,
  scope: Scope | undefined,
  machine: MachineNames,
): CompiledExpression {
  const types: TypeNames = {
    typedef: (name) => scope?.typedef(name),
    tagged: (tag, name) => scope?.tagged(tag, name),
    isOther: (name) => scope?.variable(name) !== undefined,
  };
  const syntax = parse(text, types);
  const { operand } = createCompiler(scope, machine);
  if (syntax.kind === 'assign') {
    const x = operand(syntax.x);
    const { target } = syntax;
    return { text, type: x.type, target, ...assignmentOf(x, syntax.operator, operand(syntax.y)) };
  }
  if (syntax.kind === 'memory' && syntax.end) {
    const bound = (end: Syntax) => converted(toValue(operand(end)), scalars.ULONG);
    const range = { begin: bound(syntax.begin), end: bound(syntax.end) };
    return { text, type: scalars.UCHAR, range };
  }
  const result = operand(syntax);
  if (result.kind === 'text') return { text, type: result.type };
  const place = result.kind === 'place' ? result.place : undefined;
  const type = plain(result.type);
  const hasValue = result.kind === 'value' || scalars.isScalar(type);
  return { text, type: result.type, value: hasValue ? toValue(result).code : undefined, place };
}

function createCompiler(scope: Scope | undefined, machine: MachineNames) {
  const operand = (syntax: Syntax): Operand => {
    switch (syntax.kind) {
      case 'number':
        return number(syntax.value, syntax.type);
      case 'text': {
        const type: CType = {
          kind: 'array',
          element: scalars.CHAR,
          length: syntax.bytes.length + 1,
        };
        return { kind: 'text', type, bytes: syntax.bytes };
      }
      case 'name':
        return nameOperand(syntax.name);
      case 'special':
        return special(syntax.name);
      case 'memory': {
        if (syntax.end) throw mistake.range();
        const address = converted(value(syntax.begin), scalars.ULONG);
        return { kind: 'place', type: scalars.UCHAR, place: { kind: 'memory', address } };
      }
      case 'unary':
        return unary(syntax);
      case 'binary':
        return operators.binary(syntax.operator, value(syntax.x), value(syntax.y));
      case 'compare':
        return operators.compare(syntax.operator, operand(syntax.x), operand(syntax.y));
      case 'logical': {
        const op = syntax.operator === '&&' ? 'and' : 'or';
        const [x, y] = [syntax.x, syntax.y].map((side) => truth(value(side).code));
        return { kind: 'value', type: scalars.INT, code: { op, as: 'i32', x, y } };
      }
      case 'choose': {
        const condition = truth(value(syntax.condition).code);
        return operators.choose(condition, value(syntax.x), value(syntax.y));
      }
      case 'cast': {
        const { type } = syntax;
        return { kind: 'value', type, code: converted(value(syntax.x), type) };
      }
      case 'sizeOf': {
        const { what } = syntax;
        const type = 'type' in what ? what.type : operand(what.x).type;
        return number(stride(type), scalars.ULONG);
      }
      case 'member':
        return member(syntax);
      case 'element': {
        const [x, y] = [value(syntax.x), value(syntax.index)];
        // C lets an index come first.
        return scalars.isPointer(x.type) ? element(x, y) : element(y, x);
      }
      case 'assign':
        throw mistake.nested();
    }
  };
  const value = (syntax: Syntax): Value => toValue(operand(syntax));

  const number = (known: number | bigint, type: CType): Value => {
    const as = representationOf(type);
    return { kind: 'value', type, code: constant(isWide(as) ? BigInt(known) : Number(known), as) };
  };

  const nameOperand = (name: string): Operand => {
    const variable = scope?.variable(name);
    if (variable) {
      const located = locate(variable, machine);
      if (!located) throw problem.optimisedOut(name);
      const { type } = variable;
      return 'place' in located
        ? { kind: 'place', type, place: located.place }
        : { kind: 'value', type, code: located.code, computed: true };
    }
    const known = scope?.constant(name);
    // A constant is an int wherever it fits.
    if (known) {
      const fits = Number(known.value) === (Number(known.value) | 0);
      return number(known.value, fits ? scalars.INT : known.type.base);
    }
    const declared = scope?.functionNamed(name);
    if (declared) {
      const pointer = machine.functionPointer?.(name);
      if (pointer === undefined) throw mistake.noPointerTo(name);
      const type: CType = { kind: 'pointer', to: declared.type };
      return { kind: 'value', type, code: constant(pointer, 'u32') };
    }
    const macro = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
    if (macro) return number(macro.value, macro.type);
    throw scope ? mistake.unknownName(name) : mistake.noSource(name);
  };

  const special = (name: string): Operand => {
    const type = Object.hasOwn(SPECIALS, name)
      ? SPECIALS[name as keyof typeof SPECIALS]
      : undefined;
    if (type) {
      const as = type.signed ? 'i32' : 'u32';
      return { kind: 'value', type, code: { op: 'special', as, name } };
    }
    const bare = name.slice(1);
    for (const space of ['local', 'global'] as const) {
      const variables = space === 'local' ? machine.locals : machine.globals;
      const variable = variables.find(({ name }) => name === bare);
      if (variable)
        return { kind: 'place', type: WASM_TYPES[variable.type], place: slotsOf(space, variable) };
    }
    throw mistake.unknownSpecial(name, Object.keys(SPECIALS));
  };

  const unary = ({ operator, x }: Syntax & { kind: 'unary' }): Operand => {
    if (operator === '*') {
      const pointer = operand(x);
      const isFunction = pointer.kind === 'value' && pointee(pointer)?.kind === 'function';
      return isFunction ? pointer : dereferenced(toValue(pointer));
    }
    if (operator === '&') {
      const of = operand(x);
      if (of.kind === 'value' && pointee(of)?.kind === 'function') return of;
      if (of.kind !== 'place') throw mistake.noAddress();
      const type: CType = { kind: 'pointer', to: of.type };
      return { kind: 'value', type, code: addressOf(of.place) };
    }
    return operators.unary(operator, value(x));
  };

  const pointee = ({ type }: Value) => {
    const pointer = plain(type);
    return pointer.kind === 'pointer' ? plain(pointer.to) : undefined;
  };

  const dereferenced = ({ type, code }: Value): Operand => {
    const pointer = plain(type);
    if (pointer.kind !== 'pointer' || plain(pointer.to).kind === 'void')
      throw mistake.notPointer(typeName(type));
    const address: Code = checked(code);
    return { kind: 'place', type: pointer.to, place: { kind: 'memory', address } };
  };

  const element = (pointer: Value, index: Value): Operand => {
    const type = plain(pointer.type);
    if (type.kind !== 'pointer' || plain(type.to).kind === 'void')
      throw mistake.notPointer(typeName(pointer.type));
    if (scalars.arithmetical(index.type)?.kind !== 'integer')
      throw mistake.operands('[]', [typeName(pointer.type), typeName(index.type)]);
    const address = displaced(checked(pointer.code), index.code, stride(type.to), '+');
    return { kind: 'place', type: type.to, place: { kind: 'memory', address } };
  };

  const member = ({ x, name, arrow }: Syntax & { kind: 'member' }): Operand => {
    const whole = operand(x);
    const isPointer = plain(whole.type).kind === 'pointer';
    const isArray = plain(whole.type).kind === 'array';
    if (arrow && !isPointer && !isArray) throw mistake.arrow(typeName(whole.type));
    if (!arrow && isPointer) throw mistake.dot(typeName(whole.type));
    const record = arrow ? dereferenced(toValue(whole)) : whole;
    const type = plain(record.type);
    if (type.kind !== 'record' || record.kind !== 'place')
      throw mistake.notStruct(typeName(record.type));
    if (sizeOf(type) === 0 && type.members.length === 0)
      throw mistake.incomplete(typeName(record.type));
    const found = memberNamed(type, name);
    if (!found) {
      const names = type.members.flatMap((member) => member.name ?? []);
      throw mistake.noMember(typeName(record.type), name, names);
    }
    const address = advance(addressOf(record.place), found.offset);
    return {
      kind: 'place',
      type: found.type,
      place: { kind: 'memory', address, bits: found.bits },
    };
  };

  return { operand };
}

/** A pointer whose value is not known before it is read may be null. */
function checked(x: Code): Code {
  const { op } = x;
  return op === 'load' || op === 'slot' || op === 'choose' || op === 'constant'
    ? { op: 'pointer', as: 'u32', x: convert(x, 'u32') }
    : x;
}
