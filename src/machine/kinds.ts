/**
 * What distinguishes one operation from another inside the machine. An operation's `kind` says which circuit
 * makes its result; the circuits of other kinds are switched off by a mask that is linear in (kind, kind²):
 * (kind - k)(kind - l) is 0 for the kinds k and l and positive for all others when k and l are neighbours.
 * So the order of this list matters: kinds that share a neuron stand side by side.
 */
import { INPUT_STREAMS, OPERATIONS, operationIndex, TRAPS, type Trap } from '../program/operations';
import { VARIANTS } from '../program/vocabulary';

export const KINDS = [
  'none',
  'rem',
  'div',
  'shr',
  'rotr',
  'rotl',
  'shl',
  'wide shl',
  'over',
  'under',
  'wide shr',
  'set pages',
  'grow',
  'store',
  'load',
  'extend',
  'mul half',
  'mul',
  'mul high',
  'add',
  'sub',
  'carry',
  'borrow',
  'compare',
  'eqz',
  'clz',
  'ctz',
  'popcnt',
  'select',
  'move',
  'size',
  'input',
  'bits',
  'jump to immediate',
  'jump to return',
  'jump to table',
] as const;
export type Kind = (typeof KINDS)[number];

/** The control signals of an operation; `p1` to `p3` mean different things to different kinds. */
export interface Controls {
  readonly kind: Kind;
  /**
   * compare: result for equal. bits: weight of x+y. memory, extend: 1 from 16 bits on. jump to immediate:
   * 1 if a true condition takes it, -1 if it prevents it.
   */
  readonly p1: number;
  /** compare: less minus equal. bits: weight of x∧y. memory: 1 for 32 bits. */
  readonly p2: number;
  /** compare: greater minus equal. */
  readonly p3: number;
  readonly signed: number;
}

const controls = (kind: Kind, p1 = 0, p2 = 0, p3 = 0, signed = 0): Controls => ({
  kind,
  p1,
  p2,
  p3,
  signed,
});

const COMPARE: Record<string, [number, number, number]> = {
  eq: [1, -1, -1],
  ne: [0, 1, 1],
  lt: [0, 1, 0],
  gt: [0, 0, 1],
  le: [1, 0, -1],
  ge: [1, -1, 0],
};
const BITS: Record<string, [number, number]> = { and: [0, 1], or: [1, -1], xor: [1, -2] };

/** The control signals of the operation at `index` in `OPERATIONS`. */
export function controlsOf(index: number): Controls {
  const { name } = OPERATIONS[index];
  const [, base, suffix] = /^i32\.([a-z]+(?:8|16)?)(?:_([su]))?$/.exec(name) ?? [];
  const signed = suffix === 's' ? 1 : 0;
  if (base && COMPARE[base]) return controls('compare', ...COMPARE[base], signed);
  if (base && BITS[base]) return controls('bits', ...BITS[base]);
  if (base && /^(load|store|extend)/.test(base)) {
    const bits = Number(/\d+/.exec(base)?.[0] ?? 32);
    const kind = base.replace(/\d+/, '') as Kind;
    return controls(kind, bits > 8 ? 1 : 0, bits > 16 ? 1 : 0, 0, signed);
  }
  if (base && ['rem', 'div', 'shr'].includes(base)) return controls(base as Kind, 0, 0, 0, signed);
  if (base && (KINDS as readonly string[]).includes(base)) return controls(base as Kind);
  const wide = WIDE[name.replace(/_[su]$/, '')];
  if (wide) return controls(wide, 0, 0, 0, name.endsWith('_s') ? 1 : 0);
  return controls(OTHERS[name] ?? 'none', name === 'br_if' ? 1 : name === 'if' ? -1 : 0);
}

const WIDE: Record<string, Kind> = {
  'wide.carry': 'carry',
  'wide.borrow': 'borrow',
  'wide.mul_half': 'mul half',
  'wide.mul_high': 'mul high',
  'wide.shl': 'wide shl',
  'wide.shl_over': 'over',
  'wide.shr': 'wide shr',
  'wide.shr_under': 'under',
};

const OTHERS: Record<string, Kind> = {
  'local.set': 'move',
  'local.tee': 'move',
  'global.set': 'move',
  exit: 'move',
  select: 'select',
  'memory.size': 'size',
  'memory.grow': 'grow',
  'memory.set': 'set pages',
  br: 'jump to immediate',
  br_if: 'jump to immediate',
  if: 'jump to immediate',
  call: 'jump to immediate',
  return: 'jump to return',
  br_table: 'jump to table',
  call_indirect: 'jump to table',
  ...Object.fromEntries(INPUT_STREAMS.map((stream) => [`input.${stream}`, 'input'])),
};

/** The number by which the machine knows an operation variant; 0 is none. */
export function operationNumber(variant: number): number {
  return variant + 1;
}

/** The operation number of a trap. */
export function trapNumber(trap: Trap): number {
  if (!TRAPS.includes(trap)) throw new Error(`no trap is called "${trap}"`);
  const operation = operationIndex(`trap: ${trap}`);
  return operationNumber(VARIANTS.findIndex((variant) => variant.operation === operation));
}
