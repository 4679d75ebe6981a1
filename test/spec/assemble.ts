/** What belongs together in the store, as one module: all that can be reached from the things that are asked for. */
import type { Export, Module, ModuleInstruction } from '../../src/toolchain/module';
import type { Item, Store } from './store';

/** What one program cannot hold. */
export class OutOfScope extends Error {}

export interface Assembled {
  readonly module: Module;
  /** Indexes in the module by addresses in the store. */
  readonly functions: ReadonlyMap<number, number>;
  readonly globals: ReadonlyMap<number, number>;
  /** Address of the memory. */
  readonly memory?: number;
  /** Addresses of the data segments that are used, by index in the module. */
  readonly data: readonly (number | undefined)[];
}

type Kind = Export['kind'] | 'data';
type Reached = Readonly<Record<Kind, ReadonlySet<number>>>;

const USES_MEMORY = /^memory\.|\.(load|store)/;
const USES_DATA = ['memory.init', 'data.drop'];

function reach(store: Store, roots: readonly Item[]): Reached {
  const reached = {
    function: new Set<number>(),
    global: new Set<number>(),
    table: new Set<number>(),
    memory: new Set<number>(),
    data: new Set<number>(),
  };
  const queue: { kind: Kind; address: number }[] = [...roots];
  const use = (kind: Kind, address: number) => queue.push({ kind, address });
  const useConstant = ({ op, a }: ModuleInstruction) => {
    if (op === 'global.get') use('global', a);
  };
  const useIn = ({ op, a, table = 0 }: ModuleInstruction, memory: number | undefined) => {
    if (op === 'call') use('function', a);
    if (op === 'call_indirect') use('table', table);
    if (op.startsWith('global.')) use('global', a);
    if (USES_DATA.includes(op)) use('data', a);
    if (USES_MEMORY.test(op) && memory !== undefined) use('memory', memory);
  };
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { kind, address } = next;
    if (reached[kind].has(address)) continue;
    reached[kind].add(address);
    switch (kind) {
      case 'function': {
        const { body, memory } = store.functions[address];
        for (const instruction of body) useIn(instruction, memory);
        break;
      }
      case 'global':
        useConstant(store.globals[address].init);
        break;
      case 'table':
        for (const { offset, functions } of store.tables[address].elements) {
          useConstant(offset);
          for (const f of functions) if (f !== undefined) use('function', f);
        }
        break;
      case 'memory':
        for (const { offset } of store.memories[address].segments) if (offset) useConstant(offset);
    }
  }
  return reached;
}

/** How many memories a program for `roots` would need. */
export const memoriesOf = (store: Store, roots: readonly Item[]): number =>
  reach(store, roots).memory.size;

/** The module in which all of `roots` are. Throws `OutOfScope` where it would need several memories. */
export function assemble(store: Store, roots: readonly Item[]): Assembled {
  const reached = reach(store, roots);
  if (reached.memory.size > 1) throw new OutOfScope('more than one memory in one program');
  const ordered = (kind: Kind) => [...reached[kind]].sort((a, b) => a - b);
  const indexes = (kind: Kind) => new Map(ordered(kind).map((address, i) => [address, i]));
  const functions = indexes('function');
  const globals = indexes('global');
  const tables = indexes('table');
  const [memory] = reached.memory;
  const written = memory === undefined ? [] : store.memories[memory].segments;
  const passive = ordered('data');
  const data = new Map(passive.map((address, i) => [address, written.length + i]));

  const moved = (instruction: ModuleInstruction): ModuleInstruction => {
    const { op, a, table = 0 } = instruction;
    if (op === 'call') return { ...instruction, a: functions.get(a) as number };
    if (op === 'call_indirect') return { ...instruction, table: tables.get(table) as number };
    if (USES_DATA.includes(op)) return { ...instruction, a: data.get(a) as number };
    if (op.startsWith('global.')) return { ...instruction, a: globals.get(a) as number };
    return instruction;
  };
  const module: Module = {
    types: store.types,
    functions: ordered('function').map((address) => {
      const { memory: _, ...f } = store.functions[address];
      return { ...f, body: f.body.map(moved) };
    }),
    globals: ordered('global').map((address) => {
      const global = store.globals[address];
      return { ...global, init: moved(global.init) };
    }),
    globalVariables: ordered('global').map((address, i) => ({
      name: `global${address}`,
      type: store.globals[address].type,
      slots: [i],
    })),
    tables: ordered('table').map((address) => ({
      ...store.tables[address],
      elements: store.tables[address].elements.map((segment) => ({
        offset: moved(segment.offset),
        functions: segment.functions.map((f) => (f === undefined ? f : functions.get(f))),
      })),
    })),
    memory: memory === undefined ? undefined : store.memories[memory],
    data: [
      ...written.map(({ offset, bytes }) => ({ offset: offset && moved(offset), bytes })),
      ...passive.map((address) => ({ bytes: store.data[address] })),
    ],
    exports: [],
    file: new Uint8Array(),
  };
  return {
    module,
    functions,
    globals,
    memory,
    data: [...written.map(() => undefined), ...passive],
  };
}
