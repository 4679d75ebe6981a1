/** Location expressions: how the place or the value of a variable is computed, as steps of a stack machine. */
import { createCursor } from './cursor';
import type { Unit } from './entries';
import { addressAt } from './forms';

export type LocationStep =
  | { readonly step: 'push'; readonly value: number }
  /** A local, a global or an operand of the WASM machine, by its index. */
  | { readonly step: 'local' | 'global' | 'operand'; readonly index: number }
  /** Pushes the base of the function's frame and adds to it. */
  | { readonly step: 'frame'; readonly offset: number }
  | { readonly step: 'add'; readonly value: number }
  /** Takes two and pushes one; all are 32 bits wide. */
  | { readonly step: 'binary'; readonly operator: LocationOperator }
  /** Replaces an address by the word that lies there. */
  | { readonly step: 'load' }
  /** What the steps before have computed is the value itself and not where it lies. */
  | { readonly step: 'value' };

export type LocationOperator = 'add' | 'subtract' | 'multiply' | 'and' | 'or' | 'xor' | 'shiftLeft';

const DW_OP = {
  addr: 0x03,
  deref: 0x06,
  const1u: 0x08,
  const1s: 0x09,
  const2u: 0x0a,
  const2s: 0x0b,
  const4u: 0x0c,
  const4s: 0x0d,
  constu: 0x10,
  consts: 0x11,
  and: 0x1a,
  minus: 0x1c,
  mul: 0x1e,
  or: 0x21,
  plus: 0x22,
  plus_uconst: 0x23,
  shl: 0x24,
  xor: 0x27,
  lit0: 0x30,
  lit31: 0x4f,
  fbreg: 0x91,
  stack_value: 0x9f,
  addrx: 0xa1,
  WASM_location: 0xed,
} as const;

const OPERATORS: Record<number, LocationOperator> = {
  [DW_OP.and]: 'and',
  [DW_OP.minus]: 'subtract',
  [DW_OP.mul]: 'multiply',
  [DW_OP.or]: 'or',
  [DW_OP.plus]: 'add',
  [DW_OP.shl]: 'shiftLeft',
  [DW_OP.xor]: 'xor',
};

/** Kinds of `DW_OP_WASM_location`; the last is a global too, whose index has a fixed width. */
const PLACES = ['local', 'global', 'operand', 'global'] as const;
const FIXED = 3;
/** Where the linker puts what it has dropped. */
const DROPPED = 0xffffffff;

/**
 * The steps of an expression. `undefined` if it has others, such as the parts of a value in several places or what a
 * caller has passed, or leads to what has been dropped.
 */
export function decodeLocation(expression: Uint8Array, unit: Unit): LocationStep[] | undefined {
  const cursor = createCursor(expression);
  const steps: LocationStep[] = [];
  const push = (value: number) => steps.push({ step: 'push', value });
  const signed = (size: number) => {
    const shift = 32 - 8 * size;
    return (cursor.unsigned(size) << shift) >> shift;
  };
  while (cursor.at < expression.length) {
    const operator = cursor.unsigned(1);
    if (operator === DW_OP.addr || operator === DW_OP.addrx) {
      const address =
        operator === DW_OP.addr
          ? cursor.unsigned(unit.addressSize)
          : addressAt(unit, Number(cursor.uleb()));
      if (address === DROPPED) return undefined;
      push(address);
    } else if (operator >= DW_OP.lit0 && operator <= DW_OP.lit31) push(operator - DW_OP.lit0);
    else if (operator === DW_OP.const1u) push(cursor.unsigned(1));
    else if (operator === DW_OP.const1s) push(signed(1));
    else if (operator === DW_OP.const2u) push(cursor.unsigned(2));
    else if (operator === DW_OP.const2s) push(signed(2));
    else if (operator === DW_OP.const4u) push(cursor.unsigned(4));
    else if (operator === DW_OP.const4s) push(signed(4));
    else if (operator === DW_OP.constu) push(Number(cursor.uleb()));
    else if (operator === DW_OP.consts) push(Number(cursor.sleb()));
    else if (operator === DW_OP.plus_uconst)
      steps.push({ step: 'add', value: Number(cursor.uleb()) });
    else if (operator === DW_OP.fbreg) steps.push({ step: 'frame', offset: Number(cursor.sleb()) });
    else if (operator === DW_OP.deref) steps.push({ step: 'load' });
    else if (operator === DW_OP.stack_value) steps.push({ step: 'value' });
    else if (operator === DW_OP.WASM_location) {
      const kind = cursor.unsigned(1);
      const index = kind === FIXED ? cursor.unsigned(4) : Number(cursor.uleb());
      steps.push({ step: PLACES[kind], index });
    } else if (OPERATORS[operator]) steps.push({ step: 'binary', operator: OPERATORS[operator] });
    else return undefined;
  }
  return steps.length > 0 ? steps : undefined;
}
