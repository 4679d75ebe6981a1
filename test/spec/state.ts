/** What a run has left behind, read from the KV cache into the store, where later programs begin with it. */
import type { MachineState } from '../../src/debugger/state';
import type { Executor } from '../../src/executor/executor';
import { lookupReader } from '../../src/executor/taps';
import type { Module } from '../../src/toolchain/module';
import { segmentsUsed } from '../../src/toolchain/segments';
import type { Assembled } from './assemble';
import type { Store } from './store';

const PAGE = 65536;
const CHANGES = /\.store|^global\.set$|^memory\.(grow|copy|fill|init)$|^data\.drop$/;

/** Whether anything in the module can leave something behind. */
export const hasState = ({ functions }: Module): boolean =>
  functions.some(({ body }) => body.some(({ op }) => CHANGES.test(op)));

/** `lowered` is the module that ran, in which every value is words. */
export function keepState(
  store: Store,
  { module, globals, memory, data }: Assembled,
  lowered: Module,
  executor: Executor,
  state: MachineState,
): void {
  const word = (slot: number): number => {
    const value = state.global(slot);
    if (value === undefined) throw new Error(`the global in slot ${slot} was never written`);
    return value;
  };
  for (const [address, index] of globals) {
    const { type, mutable } = store.globals[address];
    if (!mutable) continue;
    const [low, high] = lowered.globalVariables[index].slots.map(word);
    const wide = high === undefined ? undefined : (BigInt(high) << 32n) | BigInt(low);
    store.globals[address] = {
      type,
      mutable,
      init: { op: `${type}.const`, offset: -1, a: wide === undefined ? low : 0, wide },
    };
  }
  if (memory !== undefined) {
    const pages = state.memorySize() / PAGE;
    const bytes = memoryImage(executor, pages * PAGE);
    const offset = { op: 'i32.const', offset: -1, a: 0 };
    Object.assign(store.memories[memory], { pages, segments: [{ offset, bytes }] });
  }
  // What is left of each segment that is used is a global behind those of the module.
  const left = lowered.globals.length - segmentsUsed(module).length;
  segmentsUsed(module).forEach((index, i) => {
    const address = data[index];
    if (address !== undefined && word(left + i) === 0) store.data[address] = new Uint8Array(0);
  });
}

/**
 * The memory up to the last byte that was ever written. A bank answers with the word that is nearest to the one it is
 * asked for, so what was never written is passed over in steps.
 */
function memoryImage(executor: Executor, size: number): Uint8Array {
  const image = new Uint8Array(size);
  let end = 0;
  for (let bank = 0; bank < 4; bank++) {
    const ask = lookupReader(executor, `memory ${bank}`);
    for (let word = 0; word < size / 4; ) {
      const [byte, found] = ask(word).value;
      if (found === word) {
        image[word * 4 + bank] = byte;
        end = Math.max(end, word * 4 + bank + 1);
        word++;
      } else word += Math.abs(found - word);
    }
  }
  return image.slice(0, end);
}
