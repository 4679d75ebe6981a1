/** Which tokens load from the linear memory and which store to it. */
import { OPERATIONS } from '../program/operations';
import { TOKENS, VARIANTS } from '../program/vocabulary';

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
