/** Performs actions on the store in the transformer. */
import { lowerSegments } from '../../src/toolchain/segments';
import { fillMemory, fillTable, memoryLimits } from '../../src/toolchain/startup';
import { widen } from '../../src/toolchain/widen';
import { assemble } from './assemble';
import { drive, readSteps } from './driver';
import { hasState, keepState } from './state';
import type { Item, Store } from './store';
import type { Transformer } from './transformer';
import { type Value, wordsIn } from './values';

/** A call of a function, or a look at a global. */
export interface Deed {
  readonly item: Item;
  readonly operands: readonly Value[];
  /** Types of what it leaves. */
  readonly types: readonly Value['type'][];
}

export interface Performed {
  /** What each of the deeds left that came to their end. */
  readonly results: readonly (readonly Value[])[];
  /** `exit`, the trap, or the message of a limit. */
  readonly end: string;
}

/**
 * Runs a start function, if one is given, and then performs the deeds up to the first that ends the run. The store is
 * left as the run left it. Throws a `BuildError` where the toolchain makes no program of it, and `OutOfScope` where
 * one program cannot hold it.
 */
export async function perform(
  transformer: Transformer,
  store: Store,
  deeds: readonly Deed[],
  start?: number,
): Promise<Performed> {
  const starts: Item[] = start === undefined ? [] : [{ kind: 'function', address: start }];
  const assembled = assemble(store, [...starts, ...deeds.map(({ item }) => item)]);
  const { functions, globals } = assembled;
  const module = {
    ...assembled.module,
    start: start === undefined ? undefined : functions.get(start),
  };
  const lowered = lowerSegments(widen(module));
  const steps = deeds.map(({ item: { kind, address }, operands, types }) => ({
    operands: operands.flatMap(({ words }) => words),
    ...(kind === 'function'
      ? { op: 'call' as const, indexes: [functions.get(address) as number] }
      : {
          op: 'global.get' as const,
          indexes: lowered.globalVariables[globals.get(address) as number].slots,
        }),
    words: types.reduce((sum, type) => sum + wordsIn(type), 0),
  }));
  const { output, end } = await transformer.run(await drive(lowered, steps), (executor, state) => {
    if (hasState(module)) keepState(store, assembled, lowered, executor, state);
  });
  return { results: readSteps(output, steps).map((words, i) => valuesOf(words, deeds[i])), end };
}

function valuesOf(words: readonly number[], { types }: Deed): Value[] {
  let at = 0;
  return types.map((type) => {
    const from = at;
    at += wordsIn(type);
    return { type, words: words.slice(from, at) };
  });
}

/**
 * The trap if a segment of one of these tables and memories does not fit it. Throws a `BuildError` where a memory that
 * is written is larger than the machine's.
 */
export function misfit(store: Store, items: readonly Item[]): string | undefined {
  // Whatever the functions of a table do, it is only about their number.
  const tables = store.tables.map((table) => ({
    ...table,
    elements: table.elements.map(({ offset, functions }) => ({
      offset,
      functions: functions.map(() => undefined),
    })),
  }));
  for (const item of items) {
    const module = widen(assemble({ ...store, tables }, [item]).module);
    if (module.data.length > 0) memoryLimits(module);
    const filled = [...module.tables.map((table) => fillTable(module, table)), fillMemory(module)];
    const trap = filled.find((part) => part.trap)?.trap;
    if (trap) return trap;
  }
  return undefined;
}
