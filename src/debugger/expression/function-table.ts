/** Pointers to functions: a pointer is an index in the table of the module, whose entries name functions. */
import type { Program } from '../../program/program';
import { tableEntries } from '../sections';

export interface FunctionTable {
  /** The name of the function that a pointer leads to. */
  nameOf(pointer: number): string | undefined;
  pointerTo(name: string): number | undefined;
  /** Indexes and names, in order. */
  readonly entries: readonly (readonly [pointer: number, name: string])[];
}

export function createFunctionTable({ module, functions }: Program): FunctionTable {
  const names = new Map(functions.map(({ wasmIndex, name }) => [wasmIndex, name]));
  names.delete(-1);
  const byPointer = new Map<number, string>();
  const byName = new Map<string, number>();
  for (const { index, function: wasmIndex } of tableEntries(module)) {
    const name = names.get(wasmIndex);
    if (name === undefined) continue;
    byPointer.set(index, name);
    if (!byName.has(name)) byName.set(name, index);
  }
  return {
    nameOf: (pointer) => byPointer.get(pointer),
    pointerTo: (name) => byName.get(name),
    entries: [...byPointer].sort(([a], [b]) => a - b),
  };
}
