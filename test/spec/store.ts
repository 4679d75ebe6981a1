/**
 * What the modules of a script have brought into being: functions, globals, tables and memories, each at an address
 * for good. Bodies refer to addresses, so that whatever belongs together can be made a program.
 */
import { BuildError } from '../../src/toolchain/errors';
import type {
  DataSegment,
  ElementSegment,
  Export,
  FunctionType,
  ImportName,
  Module,
  ModuleFunction,
  ModuleGlobal,
  ModuleInstruction,
  ModuleTable,
} from '../../src/toolchain/module';
import { HOST_FUNCTIONS, HOST_GLOBALS, HOST_MEMORY, HOST_TABLE } from './host-module';

export interface StoredFunction extends ModuleFunction {
  /** Address of the memory that its instructions are about. */
  readonly memory?: number;
}

export interface StoredMemory {
  pages: number;
  readonly maxPages?: number;
  /** In the order in which they are written. */
  segments: readonly DataSegment[];
}

export interface StoredTable extends Omit<ModuleTable, 'elements'> {
  elements: readonly ElementSegment[];
}

export interface Store {
  readonly types: FunctionType[];
  readonly functions: StoredFunction[];
  readonly globals: ModuleGlobal[];
  readonly tables: StoredTable[];
  readonly memories: StoredMemory[];
  /** What `memory.init` copies from. */
  readonly data: Uint8Array[];
}

/** A thing by its address. */
export interface Item {
  readonly kind: Export['kind'];
  readonly address: number;
}

export interface Instance {
  readonly exports: ReadonlyMap<string, Item>;
  /** Address of the start function. */
  readonly start?: number;
}

export function createStore(): { readonly store: Store; readonly host: Instance } {
  const store: Store = {
    types: [],
    functions: [],
    globals: [...Object.values(HOST_GLOBALS)],
    tables: [{ ...HOST_TABLE, elements: [] }],
    memories: [{ ...HOST_MEMORY, segments: [] }],
    data: [],
  };
  const exports = new Map<string, Item>([
    ['table', { kind: 'table', address: 0 }],
    ['memory', { kind: 'memory', address: 0 }],
  ]);
  Object.keys(HOST_GLOBALS).forEach((name, address) => {
    exports.set(name, { kind: 'global', address });
  });
  for (const [name, params] of Object.entries(HOST_FUNCTIONS)) {
    const type = typeIndex(store, { params, results: [] });
    exports.set(name, { kind: 'function', address: store.functions.length });
    store.functions.push({
      name,
      origin: 'runtime',
      wasmIndex: -1,
      type,
      locals: [],
      body: [{ op: 'end', offset: -1, a: 0 }],
      bytes: [0, 0],
      variables: [],
      results: [],
    });
  }
  return { store, host: { exports } };
}

function typeIndex({ types }: Store, type: FunctionType): number {
  const key = ({ params, results }: FunctionType) => `${params} → ${results}`;
  const known = types.findIndex((t) => key(t) === key(type));
  return known >= 0 ? known : types.push(type) - 1;
}

/**
 * Adds what `module` brings, but does not run its start function. Throws a `BuildError` where nothing provides an
 * import, and then nothing is added.
 */
export function allocate(
  store: Store,
  module: Module,
  registered: ReadonlyMap<string, Instance>,
): Instance {
  const find = ({ module: from, field }: ImportName, kind: Export['kind']): number => {
    const found = registered.get(from)?.exports.get(field);
    if (found?.kind !== kind)
      throw new BuildError(`nothing provides the ${kind} "${from}.${field}"`);
    return found.address;
  };
  /** Addresses of an index space: of what is imported, then of what will be added. */
  const addresses = <T extends { readonly imported?: ImportName }>(
    kind: Export['kind'],
    items: readonly T[],
    taken: number,
    check: (wanted: T, address: number) => boolean,
  ): number[] => {
    let next = taken;
    return items.map((item) => {
      if (!item.imported) return next++;
      const address = find(item.imported, kind);
      if (!check(item, address))
        throw new BuildError(`the ${kind} "${item.imported.field}" has another type`);
      return address;
    });
  };
  const types = module.types.map((type) => typeIndex(store, type));
  const functions = addresses(
    'function',
    module.functions,
    store.functions.length,
    ({ type }, at) => store.functions[at].type === types[type],
  );
  const globals = addresses(
    'global',
    module.globals,
    store.globals.length,
    ({ type, mutable }, at) =>
      store.globals[at].type === type && store.globals[at].mutable === mutable,
  );
  const tables = addresses('table', module.tables, store.tables.length, (wanted, at) =>
    fits(wanted.size, wanted.maxSize, store.tables[at].size, store.tables[at].maxSize),
  );
  const ownMemory = module.memory ? [module.memory] : [];
  const [memory] = addresses('memory', ownMemory, store.memories.length, (wanted, at) =>
    fits(wanted.pages, wanted.maxPages, store.memories[at].pages, store.memories[at].maxPages),
  );
  const data = store.data.length;

  const moved = (instruction: ModuleInstruction): ModuleInstruction => {
    const { op, a, table = 0 } = instruction;
    if (op === 'call') return { ...instruction, a: functions[a] };
    if (op === 'call_indirect') return { ...instruction, a: types[a], table: tables[table] };
    if (op === 'memory.init' || op === 'data.drop') return { ...instruction, a: data + a };
    if (op.startsWith('global.')) return { ...instruction, a: globals[a] };
    return instruction;
  };
  const own = <T extends { readonly imported?: ImportName }>(items: readonly T[]) =>
    items.filter(({ imported }) => !imported);

  for (const f of own(module.functions))
    store.functions.push({ ...f, type: types[f.type], body: f.body.map(moved), memory });
  for (const global of own(module.globals))
    store.globals.push({ ...global, init: moved(global.init) });
  for (const { size, maxSize } of own(module.tables))
    store.tables.push({ size, maxSize, elements: [] });
  for (const { pages, maxPages } of own(ownMemory))
    store.memories.push({ pages, maxPages, segments: [] });
  module.tables.forEach(({ elements }, i) => {
    const table = store.tables[tables[i]];
    const added = elements.map((segment) => ({
      offset: moved(segment.offset),
      functions: segment.functions.map((f) => (f === undefined ? f : functions[f])),
    }));
    table.elements = [...table.elements, ...added];
  });
  for (const { offset, bytes } of module.data) {
    // What was written to the memory at the start is dropped.
    store.data.push(offset ? new Uint8Array(0) : bytes);
    if (!offset) continue;
    const written = store.memories[memory];
    written.segments = [...written.segments, { offset: moved(offset), bytes }];
  }

  const spaces = { function: functions, global: globals, table: tables, memory: [memory] };
  return {
    exports: new Map(
      module.exports.map(({ name, kind, index }) => [name, { kind, address: spaces[kind][index] }]),
    ),
    start: module.start === undefined ? undefined : functions[module.start],
  };
}

/** Whether a table or memory is neither smaller than wanted nor may become larger. */
const fits = (min: number, max: number | undefined, size: number, maxSize?: number): boolean =>
  size >= min && (max === undefined || (maxSize !== undefined && maxSize <= max));

/** For taking back what was done since: everything that is there, as it is. */
export function copyStore(store: Store): Store {
  return {
    types: [...store.types],
    functions: [...store.functions],
    globals: store.globals.map((global) => ({ ...global })),
    tables: store.tables.map((table) => ({ ...table })),
    memories: store.memories.map((memory) => ({ ...memory })),
    data: [...store.data],
  };
}
