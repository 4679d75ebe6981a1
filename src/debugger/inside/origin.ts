/** Which heads read a value where the program stands, and which tokens wrote what they read. */
import { lookupNamed } from '../../model/names';
import type { OriginPart } from '../../protocol/origin-requests';
import type { StoredAt } from '../state';
import type { Stopped } from '../stopped';
import type { Node } from '../tree';
import { HeadReader } from './reading';

/** Where a value lies: in the memory or the locals, or in an entry of the operand stack. */
export type ValuePlace =
  | StoredAt
  | { readonly store: 'stack'; readonly address: number; readonly length: 1 };

/** Where a value of a scope lies, if it lies anywhere. */
export function placeOfNode({ place, operand }: Node): ValuePlace | undefined {
  return operand === undefined ? place : { store: 'stack', address: operand, length: 1 };
}

/** Bytes or words that are told. */
const MOST = 64;

/** The parts of a value, at most 64 bytes or words of it. */
export function originOf(stopped: Stopped, { store, address, length }: ValuePlace): OriginPart[] {
  const { context } = stopped;
  const { model } = context;
  const heads = new HeadReader(stopped);
  const at = context.length - 1;
  const ask = (name: string, key: number) => {
    const { reading, key: found } = heads.read(lookupNamed(model, name), at, [key, 1]);
    return { reading, written: found[0] === 2 * key };
  };
  const indexes = Array.from({ length: Math.min(length, MOST) }, (_, index) => index);
  if (store === 'memory')
    return indexes.map((index) => ({
      what: 'byte',
      index,
      ...ask(`memory ${(address + index) % 4}`, Math.floor((address + index) / 4)),
    }));
  return indexes.flatMap((index): OriginPart[] => {
    const pointer: OriginPart = { what: 'pointer', index, ...ask(store, address + index) };
    if (!pointer.written) return [pointer];
    return [pointer, { what: 'number', index, ...ask('numbers', pointer.reading.value[0]) }];
  });
}

/** How many parts of a value are left out. */
export const partsLeftOut = ({ length }: ValuePlace) => Math.max(0, length - MOST);
