/** Where a value is kept, as code that finds the place: in memory, or in slots of the machine. */

import type { ValueType, Variable } from '../../program/program';
import type { VariableInformation } from '../dwarf/information';
import type { LocationStep } from '../dwarf/location';
import type { BitField, CType } from '../dwarf/types';
import {
  type Arithmetic,
  address,
  advance,
  type Code,
  constant,
  convert,
  isWide,
  type SlotCode,
  type Space,
  type Stored,
  widened,
} from './code';
import { arithmetical, promote, representationOf, storedAs } from './scalars';

export type PlaceCode =
  | { readonly kind: 'memory'; readonly address: Code; readonly bits?: BitField }
  | SlotsPlace;

export interface SlotsPlace {
  readonly kind: 'slots';
  readonly space: Space;
  readonly slots: readonly number[];
  /** Of the WASM local, global or operand. */
  readonly type: ValueType;
}

/** What names stand for in the machine: the locals of the function and the globals of the program. */
export interface MachineNames {
  readonly locals: readonly Variable[];
  readonly globals: readonly Variable[];
  /** What a pointer to a function of the program is; `undefined` if there is none. */
  functionPointer?(name: string): number | undefined;
}

export type Located =
  | { readonly place: PlaceCode }
  /** It is computed from others, and kept nowhere. */
  | { readonly code: Code };

const OPERATORS: Record<string, Arithmetic> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  and: '&',
  or: '|',
  xor: '^',
  shiftLeft: '<<',
};

/** Where a variable is; `undefined` if the program does not have it at that place. */
export function locate(variable: VariableInformation, machine: MachineNames): Located | undefined {
  const { type, location, frameBase, constant: known } = variable;
  if (!location) {
    if (known === undefined) return undefined;
    const as = representationOf(type);
    return { code: constant(isWide(as) ? BigInt(known) : Number(known), as) };
  }
  const stack: Item[] = [];
  if (!run(location, stack, machine, frameBase)) return undefined;
  const top = stack.at(-1);
  if (!top) return undefined;
  if (!location.some(({ step }) => step === 'value')) {
    const word = wordOf(top);
    return word && { place: { kind: 'memory', address: word } };
  }
  if (top.place) return { place: top.place };
  // A value that is computed has one word.
  const stored = storedAs(type);
  if (isWide(widened(stored)) || stored === 'f64' || stored === 'f32') return undefined;
  return { code: narrowed(convert(top.code, 'u32'), stored) };
}

/** An entry of the stack that location expressions work on. */
type Item =
  | { readonly place: SlotsPlace; readonly code?: undefined }
  | { readonly place?: undefined; readonly code: Code };

/** `false` if a step needs what is not there. */
function run(
  steps: readonly LocationStep[],
  stack: Item[],
  machine: MachineNames,
  frameBase: readonly LocationStep[] | undefined,
): boolean {
  for (const step of steps) {
    switch (step.step) {
      case 'push':
        stack.push({ code: address(step.value) });
        break;
      case 'local':
      case 'global': {
        const variable = (step.step === 'local' ? machine.locals : machine.globals)[step.index];
        if (!variable) return false;
        stack.push({ place: slotsOf(step.step, variable) });
        break;
      }
      case 'operand':
        stack.push({
          place: { kind: 'slots', space: 'operand', slots: [step.index], type: 'i32' },
        });
        break;
      case 'frame': {
        if (!frameBase || !run(frameBase, stack, machine, undefined)) return false;
        if (!replaceTop(stack, (base) => advance(base, step.offset))) return false;
        break;
      }
      case 'add':
        if (!replaceTop(stack, (x) => advance(x, step.value))) return false;
        break;
      case 'load':
        if (!replaceTop(stack, (x) => ({ op: 'load', as: 'u32', stored: 'u32', address: x })))
          return false;
        break;
      case 'binary': {
        const y = wordOf(stack.pop());
        if (!y) return false;
        const operator = OPERATORS[step.operator];
        const count = operator === '<<' ? convert(y, 'i32') : y;
        const apply = (x: Code): Code => ({ op: 'binary', as: 'u32', operator, x, y: count });
        if (!replaceTop(stack, apply)) return false;
        break;
      }
      case 'value':
        break;
    }
  }
  return true;
}

function replaceTop(stack: Item[], change: (word: Code) => Code): boolean {
  const word = wordOf(stack.pop());
  if (word) stack.push({ code: change(word) });
  return word !== undefined;
}

/** An entry as a word; `undefined` if it has two. */
function wordOf(item: Item | undefined): Code | undefined {
  if (!item?.place) return item?.code;
  return item.place.slots.length === 1 ? slot(item.place, 'u32') : undefined;
}

export function slotsOf(space: 'local' | 'global', variable: Variable): SlotsPlace {
  return { kind: 'slots', space, slots: variable.slots, type: variable.type };
}

const slot = ({ space, slots }: SlotsPlace, stored: Stored): SlotCode => ({
  op: 'slot',
  as: widened(stored),
  stored,
  space,
  slots,
});

const narrowed = (x: Code, stored: Stored): Code =>
  widened(stored) === stored
    ? convert(x, stored)
    : { op: 'narrow', as: 'i32', stored, x: convert(x, 'i32') };

/** Reads a scalar; `undefined` if the slots are too few for it or hold another kind of number. */
export function readPlace(place: PlaceCode, type: CType): Code | undefined {
  const stored = storedAs(type);
  const as = widened(stored);
  if (place.kind === 'slots') {
    const wide = isWide(as) || as === 'f64';
    if (wide ? place.slots.length !== 2 : as === 'f32' && place.type !== 'f32') return undefined;
    return slot(wide ? place : { ...place, slots: place.slots.slice(0, 1) }, stored);
  }
  const { bits, address } = place;
  if (!bits) return { op: 'load', as, stored, address };
  const t = arithmetical(type);
  const promoted = t && representationOf(promote(t, bits.count));
  const signed = stored.startsWith('i');
  return { op: 'bits', as: promoted ?? as, signed, ...bits, address };
}
