/** The operators of C on values: which types they take, which they give, and the code of each. */
import { type CType, plain, typeName } from '../dwarf/types';
import { type Arithmetic, type Code, type Comparison, convert, truth } from './code';
import { mistake } from './errors';
import {
  displaced,
  isCharacters,
  type Operand,
  promoted,
  stride,
  toValue,
  type Value,
} from './operands';
import { common, INT, isPointer, LONG, representationOf } from './scalars';

const INTEGERS_ONLY: readonly string[] = ['%', '&', '|', '^', '<<', '>>'];

const refuse = (operator: string, ...values: readonly Operand[]) =>
  mistake.operands(
    operator,
    values.map(({ type }) => typeName(type)),
  );

export function unary(operator: '-' | '+' | '~' | '!', value: Value): Value {
  if (operator === '!') {
    const code: Code = { op: 'not', as: 'i32', x: truth(value.code) };
    return { kind: 'value', type: INT, code };
  }
  const x = promoted(value);
  if (!x || (operator === '~' && x.type.kind === 'float')) throw refuse(operator, value);
  const { type, code } = x;
  if (operator === '+') return { kind: 'value', type, code };
  const op = operator === '-' ? 'negate' : 'complement';
  return { kind: 'value', type, code: { op, as: code.as, x: code } };
}

export function binary(operator: Arithmetic, left: Value, right: Value): Value {
  if (isPointer(left.type) || isPointer(right.type)) return pointers(operator, left, right);
  const x = promoted(left);
  const y = promoted(right);
  if (!x || !y) throw refuse(operator, left, right);
  const hasFloat = x.type.kind === 'float' || y.type.kind === 'float';
  if (hasFloat && INTEGERS_ONLY.includes(operator)) throw refuse(operator, left, right);
  const isShift = operator === '<<' || operator === '>>';
  const type = isShift ? x.type : common(x.type, y.type);
  const as = representationOf(type);
  const code: Code = {
    op: 'binary',
    as,
    operator,
    x: convert(x.code, as),
    y: convert(y.code, isShift ? 'i32' : as),
  };
  return { kind: 'value', type, code };
}

/** A pointer and a number, or the difference of two pointers. */
function pointers(operator: Arithmetic, left: Value, right: Value): Value {
  const [x, y] = [left, right].map(({ type }) => plain(type));
  if (x.kind === 'pointer' && y.kind === 'pointer') {
    const size = stride(x.to);
    if (operator !== '-' || size !== stride(y.to)) throw refuse(operator, left, right);
    const bytes: Code = { op: 'binary', as: 'u32', operator: '-', x: left.code, y: right.code };
    const difference = convert(bytes, 'i32');
    const unit: Code = { op: 'constant', as: 'i32', value: size };
    const code: Code = { op: 'binary', as: 'i32', operator: '/', x: difference, y: unit };
    return { kind: 'value', type: LONG, code: size === 1 ? difference : code };
  }
  const isSwapped = x.kind !== 'pointer';
  const [pointer, index] = isSwapped ? [right, left] : [left, right];
  const type = plain(pointer.type);
  const number = promoted(index);
  const isKnown = operator === '+' || (operator === '-' && !isSwapped);
  if (type.kind !== 'pointer' || number?.type.kind !== 'integer' || !isKnown)
    throw refuse(operator, left, right);
  const code = displaced(pointer.code, number.code, stride(type.to), operator as '+' | '-');
  return { kind: 'value', type: pointer.type, code };
}

/** A string is equal to an array or a pointer that has the same characters. */
export function compare(operator: Comparison, left: Operand, right: Operand): Value {
  if (left.kind === 'text' || right.kind === 'text') return compareText(operator, left, right);
  const result = (x: Code, y: Code): Value => ({
    kind: 'value',
    type: INT,
    code: { op: 'compare', as: 'i32', operator, x, y },
  });
  const [a, b] = [toValue(left), toValue(right)];
  const [x, y] = [promoted(a), promoted(b)];
  if (x && y) {
    const as = representationOf(common(x.type, y.type));
    return result(convert(x.code, as), convert(y.code, as));
  }
  if (x?.type.kind === 'float' || y?.type.kind === 'float') throw refuse(operator, a, b);
  return result(convert(a.code, 'u32'), convert(b.code, 'u32'));
}

function compareText(operator: Comparison, left: Operand, right: Operand): Value {
  const [text, other] = left.kind === 'text' ? [left, right] : [right, left];
  const isText = (type: CType): boolean => {
    const pointer = plain(type);
    if (pointer.kind !== 'pointer') return isCharacters(type);
    return isCharacters({ kind: 'array', element: pointer.to, length: undefined });
  };
  const isEquality = operator === '==' || operator === '!=';
  if (text.kind !== 'text' || other.kind === 'text' || !isText(other.type) || !isEquality)
    throw refuse(operator, left, right);
  const { code: address } = toValue(other);
  const same: Code = { op: 'text', as: 'i32', address, bytes: text.bytes };
  const code: Code = operator === '==' ? same : { op: 'not', as: 'i32', x: same };
  return { kind: 'value', type: INT, code };
}

export function choose(condition: Code, left: Value, right: Value): Value {
  const [x, y] = [promoted(left), promoted(right)];
  if (x && y) {
    const type = common(x.type, y.type);
    const as = representationOf(type);
    const code: Code = {
      op: 'choose',
      as,
      condition,
      x: convert(x.code, as),
      y: convert(y.code, as),
    };
    return { kind: 'value', type, code };
  }
  if (x?.type.kind === 'float' || y?.type.kind === 'float') throw refuse('?:', left, right);
  const code: Code = {
    op: 'choose',
    as: 'u32',
    condition,
    x: convert(left.code, 'u32'),
    y: convert(right.code, 'u32'),
  };
  return { kind: 'value', type: isPointer(left.type) ? left.type : right.type, code };
}
