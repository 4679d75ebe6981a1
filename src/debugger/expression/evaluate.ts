/**
 * Code → a function that computes its value. The tree becomes closures once, each made for the representation of its
 * operands, so that a condition may be asked millions of times.
 */
import { type BitsCode, type Code, isWide, type SlotCode } from './code';
import { checkBounds, nullPointer } from './faults';
import * as numbers from './numbers';
import type { ExpressionReader } from './reader';
import { doubleOf, FROM_WORD, singleOf, wideOf } from './stored';

type Read<T> = (reader: ExpressionReader) => T;
export type Evaluator = Read<number | bigint>;

/** The value: a bigint if it has 64 bits. Evaluating throws an `EvaluationFault`, and what the reader throws. */
export function evaluator(code: Code): Evaluator {
  return isWide(code.as) ? wide(code) : narrow(code);
}

/** Whether the value is not zero. */
export function condition(code: Code): Read<boolean> {
  if (isWide(code.as)) {
    const x = wide(code);
    return (r) => x(r) !== 0n;
  }
  const x = narrow(code);
  return (r) => x(r) !== 0;
}

/** For code whose value is a number. */
export function narrow(code: Code): Read<number> {
  switch (code.op) {
    case 'constant': {
      const value = Number(code.value);
      return () => value;
    }
    case 'load':
      return load(code);
    case 'slot':
      return slot(code);
    case 'bits': {
      const x = bits(code);
      return (r) => Number(x(r));
    }
    case 'special': {
      const { name } = code;
      return code.as === 'u32' ? (r) => r.special(name) >>> 0 : (r) => r.special(name) | 0;
    }
    case 'convert':
      return convert(code.x, code.as as numbers.Narrow);
    case 'narrow': {
      const x = narrow(code.x);
      const cut = FROM_WORD[code.stored as 'i8'];
      return (r) => cut(x(r));
    }
    case 'negate': {
      const x = narrow(code.x);
      const wrap = numbers.TO_NARROW[code.as as numbers.Narrow];
      return (r) => wrap(-x(r));
    }
    case 'complement': {
      const x = narrow(code.x);
      return code.as === 'u32' ? (r) => ~x(r) >>> 0 : (r) => ~x(r);
    }
    case 'binary':
      return binary(code);
    case 'compare':
      return compare(code);
    case 'and': {
      const [x, y] = [narrow(code.x), narrow(code.y)];
      return (r) => (x(r) !== 0 && y(r) !== 0 ? 1 : 0);
    }
    case 'or': {
      const [x, y] = [narrow(code.x), narrow(code.y)];
      return (r) => (x(r) !== 0 || y(r) !== 0 ? 1 : 0);
    }
    case 'not': {
      const x = narrow(code.x);
      return (r) => (x(r) === 0 ? 1 : 0);
    }
    case 'choose': {
      const [test, x, y] = [narrow(code.condition), narrow(code.x), narrow(code.y)];
      return (r) => (test(r) !== 0 ? x(r) : y(r));
    }
    case 'pointer': {
      const x = narrow(code.x);
      return (r) => {
        const address = x(r);
        if (address === 0) throw nullPointer();
        return address;
      };
    }
    case 'text':
      return text(code.address, code.bytes);
  }
}

/** For code whose value is a bigint. */
export function wide(code: Code): Read<bigint> {
  const signed = code.as === 'i64';
  switch (code.op) {
    case 'constant': {
      const value = BigInt(code.value);
      return () => value;
    }
    case 'load': {
      const address = narrow(code.address);
      return (r) => {
        const at = address(r);
        checkBounds(r, at, 8);
        return wideOf(r.memory32(at), r.memory32(at + 4), signed);
      };
    }
    case 'slot': {
      const { space, slots } = code;
      const [low, high] = slots;
      return (r) => wideOf(r[space](low), r[space](high), signed);
    }
    case 'bits':
      return bits(code);
    case 'convert':
      return convertWide(code.x, code.as as numbers.Wide);
    case 'negate':
    case 'complement': {
      const x = wide(code.x);
      const wrap = numbers.WRAP[code.as as numbers.Wide];
      return code.op === 'negate' ? (r) => wrap(-x(r)) : (r) => wrap(~x(r));
    }
    case 'binary': {
      const apply = numbers.WIDE[code.as as numbers.Wide][code.operator];
      const x = wide(code.x);
      // What a shift shifts by has 32 bits.
      const y = isWide(code.y.as) ? wide(code.y) : convertWide(code.y, 'i64');
      if (!apply) throw new Error(`there is no ${code.operator} of ${code.as}`);
      return (r) => apply(x(r), y(r));
    }
    case 'choose': {
      const test = narrow(code.condition);
      const [x, y] = [wide(code.x), wide(code.y)];
      return (r) => (test(r) !== 0 ? x(r) : y(r));
    }
    default:
      throw new Error(`${code.op} gives no number of 64 bits`);
  }
}

function load({ address: where, stored }: Code & { op: 'load' }): Read<number> {
  const address = narrow(where);
  switch (stored) {
    case 'i32':
      return (r) => {
        const at = address(r);
        checkBounds(r, at, 4);
        return r.memory32(at) | 0;
      };
    case 'u32':
      return (r) => {
        const at = address(r);
        checkBounds(r, at, 4);
        return r.memory32(at);
      };
    case 'f32':
      return (r) => {
        const at = address(r);
        checkBounds(r, at, 4);
        return singleOf(r.memory32(at));
      };
    case 'f64':
      return (r) => {
        const at = address(r);
        checkBounds(r, at, 8);
        return doubleOf(r.memory32(at), r.memory32(at + 4));
      };
    case 'i8':
    case 'u8': {
      const cut = FROM_WORD[stored];
      return (r) => {
        const at = address(r);
        checkBounds(r, at, 1);
        return cut(r.memory8(at));
      };
    }
    case 'i16':
    case 'u16': {
      const cut = FROM_WORD[stored];
      return (r) => {
        const at = address(r);
        checkBounds(r, at, 2);
        return cut(r.memory8(at) | (r.memory8(at + 1) << 8));
      };
    }
    default:
      throw new Error(`${stored} is no number of 32 bits`);
  }
}

function slot({ space, slots, stored }: SlotCode): Read<number> {
  const [low, high] = slots;
  if (stored === 'f64') return (r) => doubleOf(r[space](low), r[space](high));
  if (stored === 'u32') return (r) => r[space](low);
  const cut = FROM_WORD[stored as 'i32'];
  return (r) => cut(r[space](low));
}

function bits({ address: where, first, count, signed }: BitsCode): Read<bigint> {
  const address = narrow(where);
  const bytes = Math.ceil((first + count) / 8);
  const wrap = signed ? BigInt.asIntN : BigInt.asUintN;
  return (r) => {
    const at = address(r);
    checkBounds(r, at, bytes);
    let value = 0n;
    for (let i = bytes - 1; i >= 0; i--) value = (value << 8n) | BigInt(r.memory8(at + i));
    return wrap(count, value >> BigInt(first));
  };
}

function convert(from: Code, as: numbers.Narrow): Read<number> {
  if (isWide(from.as)) {
    const x = wide(from);
    const apply = numbers.FROM_WIDE[as];
    return (r) => apply(x(r));
  }
  const x = narrow(from);
  const isFloat = from.as === 'f32' || from.as === 'f64';
  const apply =
    isFloat && (as === 'i32' || as === 'u32') ? numbers.TRUNCATE[as] : numbers.TO_NARROW[as];
  return (r) => apply(x(r));
}

function convertWide(from: Code, as: numbers.Wide): Read<bigint> {
  const wrap = numbers.WRAP[as];
  if (isWide(from.as)) {
    const x = wide(from);
    return (r) => wrap(x(r));
  }
  const x = narrow(from);
  const truncate = numbers.TRUNCATE_WIDE[as];
  const isFloat = from.as === 'f32' || from.as === 'f64';
  return isFloat ? (r) => truncate(x(r)) : (r) => wrap(BigInt(x(r)));
}

function binary({ operator, as, x: left, y: right }: Code & { op: 'binary' }): Read<number> {
  const apply = numbers.NARROW[as as numbers.Narrow][operator];
  if (!apply) throw new Error(`there is no ${operator} of ${as}`);
  const x = narrow(left);
  // Most addresses are a base and an offset.
  if (operator === '+' && as === 'u32' && right.op === 'constant') {
    const offset = Number(right.value);
    return (r) => (x(r) + offset) >>> 0;
  }
  const y = narrow(right);
  return (r) => apply(x(r), y(r));
}

function compare({ operator, x: left, y: right }: Code & { op: 'compare' }): Read<number> {
  if (isWide(left.as)) return ordered(operator, wide(left), wide(right));
  const x = narrow(left);
  if (right.op === 'constant') {
    const value = Number(right.value);
    if (operator === '==') return (r) => (x(r) === value ? 1 : 0);
    if (operator === '!=') return (r) => (x(r) !== value ? 1 : 0);
  }
  return ordered(operator, x, narrow(right));
}

function ordered<T extends number | bigint>(
  operator: (Code & { op: 'compare' })['operator'],
  x: Read<T>,
  y: Read<T>,
): Read<number> {
  switch (operator) {
    case '==':
      return (r) => (x(r) === y(r) ? 1 : 0);
    case '!=':
      return (r) => (x(r) !== y(r) ? 1 : 0);
    case '<':
      return (r) => (x(r) < y(r) ? 1 : 0);
    case '<=':
      return (r) => (x(r) <= y(r) ? 1 : 0);
    case '>':
      return (r) => (x(r) > y(r) ? 1 : 0);
    case '>=':
      return (r) => (x(r) >= y(r) ? 1 : 0);
  }
}

function text(where: Code, bytes: readonly number[]): Read<number> {
  const address = narrow(where);
  return (r) => {
    const at = address(r);
    if (at === 0) return 0;
    for (let i = 0; i <= bytes.length; i++) {
      checkBounds(r, at + i, 1);
      if (r.memory8(at + i) !== (bytes[i] ?? 0)) return 0;
    }
    return 1;
  };
}
