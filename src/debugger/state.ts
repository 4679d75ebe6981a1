/**
 * The state of the machine, read from the residual stream of the last token (taps) and from the KV cache
 * (lookups). Nothing here computes what the program does: what the weights get wrong is shown wrong.
 */

import { readForm } from '../executor/executor';
import type { Model, Tap } from '../model/model';
import { lookupNamed, tapNamed } from '../model/names';
import type { Context, Moment } from './transformer';

export interface MachineState {
  /** Prompt position of the instruction to run next. */
  pc(): number;
  /** Entries on the operand stack, over all frames. */
  stackDepth(): number;
  /** Calls that have not returned. */
  callDepth(): number;
  /** Size of the memory in bytes. */
  memorySize(): number;
  /** A machine slot of the frame at a call depth, unsigned 32 bits; `undefined` if it was never written. */
  local(depth: number, slot: number): number | undefined;
  global(slot: number): number | undefined;
  /** An entry of the operand stack, 0 the lowest. */
  operand(slot: number): number | undefined;
  /** Prompt position to which the frame at a call depth returns. */
  returnPosition(depth: number): number;
  /** Position of the token that called the frame at a call depth. */
  callPosition(depth: number): number;
  /** Position of the token that wrote one of some bytes or slots last; -1 if none has. */
  writerOf(place: StoredAt): number;
  /** The number whose digits end at a token. */
  number(position: number): number;
  /** Bytes from an address; 0 where nothing was written, and beyond the end of memory. */
  memory(address: number, length: number): Uint8Array;
}

/** Bytes of the memory, or slots of locals and globals by their keys. */
export interface StoredAt {
  readonly store: 'memory' | 'locals';
  readonly address: number;
  readonly length: number;
}

const PAGE = 65536;
/** Memory is read and kept in blocks of as many bytes; they are forgotten when there are more tokens or fewer. */
const BLOCK = 256;

/** What a state is read from. */
type Source = Moment & Pick<Context, 'model' | 'length'> & Partial<Pick<Context, 'version'>>;

/** A reader of whatever the last token is. `frameSize`: machine slots of a call frame. */
export function createState(context: Source, frameSize: number): MachineState {
  const { model } = context;
  const tap = (name: string) => readTap(context, tapNamed(model, name));
  const read = {
    pc: tap('pc'),
    stackDepth: tap('stack depth'),
    callDepth: tap('call depth'),
    pages: tap('memory pages'),
  };
  const lookups = {
    locals: lookup(context, model, 'locals'),
    stack: lookup(context, model, 'stack'),
    returns: lookup(context, model, 'returns'),
    numbers: lookup(context, model, 'numbers'),
    banks: [0, 1, 2, 3].map((bank) => lookup(context, model, `memory ${bank}`)),
  };
  const number = (position: number) => lookups.numbers(position).value[0];
  /** The value to which the pointer stored under an address leads. */
  const follow = (store: Ask, address: number) => {
    const { key, value } = store(address);
    return key[0] === 2 * address ? number(value[0]) : undefined;
  };
  const block = createBlocks(context, (address) => {
    const word = Math.floor(address / 4);
    const { value } = lookups.banks[address % 4](word);
    return value[1] === word ? value[0] : 0;
  });
  const memorySize = () => read.pages() * PAGE;
  return {
    ...read,
    memorySize,
    local: (depth, slot) => follow(lookups.locals, depth * frameSize + slot),
    global: (slot) => follow(lookups.locals, slot),
    operand: (slot) => follow(lookups.stack, slot),
    returnPosition: (depth) => lookups.returns(depth).value[0],
    callPosition: (depth) => lookups.returns(depth).winner,
    writerOf({ store, address, length }) {
      let last = -1;
      for (let at = address; at < address + length; at++) {
        const ask = store === 'memory' ? lookups.banks[at % 4] : lookups.locals;
        const key = store === 'memory' ? Math.floor(at / 4) : at;
        const { winner, key: won } = ask(key);
        if (won[0] === 2 * key) last = Math.max(last, winner);
      }
      return last;
    },
    number,
    memory(address, length) {
      const bytes = new Uint8Array(length);
      const end = Math.min(address + length, memorySize());
      for (let at = address; at < end; at++)
        bytes[at - address] = block(Math.floor(at / BLOCK))[at % BLOCK];
      return bytes;
    },
  };
}

function readTap(context: Source, { layer, form }: Tap): () => number {
  return () => readForm(form, context.residual(layer));
}

type Ask = (address: number) => ReturnType<Context['attend']>;

function lookup(context: Source, model: Model, name: string): Ask {
  const { layer, head } = lookupNamed(model, name);
  return (address) => context.attend(layer, head, [address, 1]);
}

function createBlocks(context: Source, byte: (address: number) => number) {
  const blocks = new Map<number, Uint8Array>();
  let known = '';
  return (index: number): Uint8Array => {
    const now = `${context.length} ${context.version ?? 0}`;
    if (now !== known) blocks.clear();
    known = now;
    let bytes = blocks.get(index);
    if (!bytes) {
      bytes = Uint8Array.from({ length: BLOCK }, (_, i) => byte(index * BLOCK + i));
      blocks.set(index, bytes);
    }
    return bytes;
  };
}
