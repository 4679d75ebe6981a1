/** Which tokens load from the linear memory and which store to it. */
import { OPERATIONS } from '../program/operations';
import { TOKENS, VARIANTS } from '../program/vocabulary';
import type { StateProbe } from './state-probe';

export interface MemoryOperation {
  readonly kind: 'load' | 'store';
  /** Bytes that are accessed. */
  readonly width: number;
  /** Tokens of the immediate, which is added to the address. */
  readonly immediate: number;
}

/** By token. */
export const MEMORY_OPERATIONS: ReadonlyMap<number, MemoryOperation> = new Map(
  TOKENS.flatMap(({ id, family, value }) => {
    if (family !== 'op') return [];
    const { operation, length } = VARIANTS[value];
    const [, kind, bits = '32'] =
      /^i32\.(load|store)(8|16)?/.exec(OPERATIONS[operation].name) ?? [];
    if (kind === undefined) return [];
    return [
      [id, { kind: kind as MemoryOperation['kind'], width: Number(bits) / 8, immediate: length }],
    ];
  }),
);

/** Bytes that an operation accesses. */
export interface Accessed extends MemoryOperation {
  readonly address: number;
}

/**
 * What an operation accesses of the memory: the address on the operand stack, moved by its immediate. `pc` and `entries`,
 * the depth of the operand stack, are as before it. `undefined` for a token that accesses none.
 */
export function accessOf(
  probe: StateProbe,
  token: number,
  position: number,
  pc: number,
  entries: number,
): Accessed | undefined {
  const operation = MEMORY_OPERATIONS.get(token);
  if (!operation) return undefined;
  // The value to store lies above its address.
  const entry = entries - (operation.kind === 'load' ? 1 : 2);
  const base = probe.operand(entry, position - 1);
  return { ...operation, address: base + probe.number(pc + operation.immediate, position) };
}

export const touches = ({ address, width }: Accessed, begin: number, length: number): boolean =>
  address < begin + length && begin < address + width;
