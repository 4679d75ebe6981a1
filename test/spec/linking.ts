/**
 * Instances of modules. One that imports from another becomes one program with it: functions, globals and types
 * follow one another, and a table or memory is shared. What is not shared stays apart in programs of their own.
 */
import { BuildError } from '../../src/toolchain/errors';
import type {
  Export,
  FunctionType,
  ImportName,
  Module,
  ModuleFunction,
  ModuleGlobal,
  ModuleInstruction,
} from '../../src/toolchain/module';
import { lowerSegments } from '../../src/toolchain/segments';
import { widen } from '../../src/toolchain/widen';
import type { Step } from './driver';
import {
  HOST_FUNCTIONS,
  HOST_GLOBALS,
  HOST_MEMORY,
  HOST_MODULE,
  HOST_TABLE,
  sameType,
} from './host-module';

/** A program with what was done to it. */
export interface World {
  module: Module;
  lowered: Module;
  /** Whether an action can leave something behind for later ones. */
  hasState: boolean;
  readonly done: Step[];
}

export interface Instance {
  readonly world: World;
  readonly exports: readonly Export[];
  /** Indexes in the world, by those in the module. */
  readonly functions: readonly number[];
  readonly globals: readonly number[];
}

/** What one program cannot hold. */
export class OutOfScope extends Error {}

const CHANGES = /\.store|^global\.set$|^memory\.(grow|copy|fill|init)$|^data\.drop$/;

export function worldOf(module: Module, done: Step[] = []): World {
  const hasState = module.functions.some(({ body }) => body.some(({ op }) => CHANGES.test(op)));
  return { module, lowered: lowerSegments(widen(module)), hasState, done };
}

/**
 * Instantiates a module. Throws a `BuildError` where an import is missing or of another type, and `OutOfScope` where
 * it would need more than one program has. Unless `tentative`, the worlds that it imports from grow.
 */
export function instantiate(
  module: Module,
  registered: ReadonlyMap<string, Instance>,
  tentative = false,
): Instance {
  const sources = importsOf(module)
    .filter(({ module: from }) => from !== HOST_MODULE && registered.has(from))
    .map(({ module: from }) => (registered.get(from) as Instance).world);
  const worlds = [...new Set(sources)];
  if (worlds.length > 1) throw new OutOfScope('imports from programs that have nothing in common');
  const base = worlds[0]?.module ?? EMPTY;
  const apart = withoutUnused(base, module);
  const joined = join(apart ?? base, module, registered);
  const { functions, globals, exports } = joined;
  if (worlds.length === 0 || tentative || apart)
    return { world: worldOf(joined.module), functions, globals, exports };
  Object.assign(worlds[0], worldOf(joined.module, worlds[0].done));
  return { world: worlds[0], functions, globals, exports };
}

const EMPTY: Module = {
  types: [],
  functions: [],
  globals: [],
  globalVariables: [],
  data: [],
  exports: [],
  file: new Uint8Array(),
};

/**
 * `base` without a memory or table that none of its functions uses, where `module` brings one of its own; `undefined`
 * where there is none to leave out. What is left shares nothing, and so can be a program apart.
 */
function withoutUnused(base: Module, module: Module): Module | undefined {
  const uses = (pattern: RegExp) =>
    base.functions.some(({ body }) => body.some(({ op }) => pattern.test(op)));
  const brings = (part: { readonly imported?: ImportName } | undefined) =>
    part !== undefined && (!part.imported || part.imported.module === HOST_MODULE);
  const memory = base.memory && brings(module.memory) && !uses(/^memory\.|\.(load|store)/);
  const table = base.table && brings(module.table) && !uses(/^call_indirect$/);
  if ((!memory && !table) || uses(/^global\.set$/)) return undefined;
  return {
    ...base,
    memory: memory ? undefined : base.memory,
    data: memory ? [] : base.data,
    table: table ? undefined : base.table,
  };
}

function importsOf({ functions, globals, table, memory }: Module): ImportName[] {
  return [...functions, ...globals, table, memory]
    .map((item) => item?.imported)
    .filter((name) => name !== undefined);
}

/** `module` behind `base`, from which it may import; indexes in `base` stay what they are. */
function join(base: Module, module: Module, registered: ReadonlyMap<string, Instance>) {
  const types = [...base.types];
  const typeIndex = (type: FunctionType): number => {
    const known = types.findIndex((t) => sameType(t, type));
    return known >= 0 ? known : types.push(type) - 1;
  };
  const typeIndexes = module.types.map(typeIndex);
  const exported = ({ module: from, field }: ImportName, kind: Export['kind']) => {
    const instance = registered.get(from);
    const found = instance?.exports.find((e) => e.name === field && e.kind === kind);
    if (!instance || !found)
      throw new BuildError(`nothing provides the ${kind} "${from}.${field}"`);
    return { instance, index: found.index };
  };

  const functions = [...base.functions];
  const functionIndexes = module.functions.map((f) => {
    const type = typeIndexes[f.type];
    if (!f.imported) return functions.push({ ...f, type }) - 1;
    if (f.imported.module === HOST_MODULE)
      return functions.push(hostFunction({ ...f, type }, types[type])) - 1;
    const { instance, index } = exported(f.imported, 'function');
    const at = instance.functions[index];
    if (functions[at].type !== type)
      throw new BuildError(`the function "${f.imported.field}" has another type`);
    return at;
  });
  const globals = [...base.globals];
  const globalVariables = [...base.globalVariables];
  const globalIndexes = module.globals.map((global, i) => {
    let own: ModuleGlobal = global;
    if (global.imported?.module === HOST_MODULE) own = hostGlobal(global.imported);
    else if (global.imported) {
      const { instance, index } = exported(global.imported, 'global');
      const at = instance.globals[index];
      checkGlobal(global, globals[at]);
      return at;
    }
    checkGlobal(global, own);
    const at = globals.push(own) - 1;
    globalVariables.push({ ...module.globalVariables[i], slots: [at] });
    return at;
  });
  const moved = (instruction: ModuleInstruction): ModuleInstruction => {
    const { op, a } = instruction;
    if (op === 'call') return { ...instruction, a: functionIndexes[a] };
    if (op === 'call_indirect') return { ...instruction, a: typeIndexes[a] };
    if (op === 'memory.init' || op === 'data.drop')
      return { ...instruction, a: a + base.data.length };
    if (op.startsWith('global.')) return { ...instruction, a: globalIndexes[a] };
    return instruction;
  };
  module.functions.forEach((f, i) => {
    if (f.imported) return;
    const at = functionIndexes[i];
    functions[at] = { ...functions[at], body: f.body.map(moved) };
  });
  module.globals.forEach((global, i) => {
    if (global.imported) return;
    const at = globalIndexes[i];
    globals[at] = { ...globals[at], init: moved(global.init) };
  });

  const table = shared('table', base.table, module.table, (name) => {
    if (name.module === HOST_MODULE) return hostPart(name, 'table', HOST_TABLE);
    exported(name, 'table');
    return undefined;
  });
  if (module.table?.imported)
    checkLimits(module.table.size, module.table.maxSize, table?.size, table?.maxSize);
  const memory = shared('memory', base.memory, module.memory, (name) => {
    if (name.module === HOST_MODULE) return hostPart(name, 'memory', HOST_MEMORY);
    exported(name, 'memory');
    return undefined;
  });
  if (module.memory?.imported)
    checkLimits(module.memory.pages, module.memory.maxPages, memory?.pages, memory?.maxPages);
  const elements = (module.table?.elements ?? []).map((segment) => ({
    ...segment,
    offset: moved(segment.offset),
    functions: segment.functions.map((f) => (f === undefined ? f : functionIndexes[f])),
  }));
  const starts = [
    base.start,
    module.start === undefined ? undefined : functionIndexes[module.start],
  ];
  const joined: Module = {
    ...module,
    types,
    functions,
    globals,
    globalVariables,
    table: table && {
      ...table,
      imported: undefined,
      elements: [...(base.table?.elements ?? []), ...elements],
    },
    memory: memory && { ...memory, imported: undefined },
    data: [
      ...base.data,
      ...module.data.map((segment) => ({
        ...segment,
        offset: segment.offset && moved(segment.offset),
      })),
    ],
    start: startBoth(
      starts.filter((f) => f !== undefined),
      functions,
      typeIndex,
    ),
  };
  return {
    module: joined,
    functions: functionIndexes,
    globals: globalIndexes,
    exports: module.exports,
  };
}

/** One function that calls all of these in order, or the only one. */
function startBoth(
  starts: readonly number[],
  functions: ModuleFunction[],
  typeIndex: (type: FunctionType) => number,
): number | undefined {
  if (starts.length < 2) return starts[0];
  const type = typeIndex({ params: [], results: [] });
  const calls = starts.map((a) => ({ op: 'call', offset: -1, a }));
  return functions.push(emptyFunction('start both', type, calls)) - 1;
}

const emptyFunction = (
  name: string,
  type: number,
  body: readonly ModuleInstruction[] = [],
): ModuleFunction => ({
  name,
  origin: 'runtime',
  wasmIndex: -1,
  type,
  locals: [],
  body: [...body, { op: 'end', offset: -1, a: 0 }],
  bytes: [0, 0],
  variables: [],
  results: [],
});

function hostFunction(
  { imported, name, type }: ModuleFunction,
  wanted: FunctionType,
): ModuleFunction {
  const params = HOST_FUNCTIONS[imported?.field ?? ''];
  if (!params || !sameType({ params, results: [] }, wanted))
    throw new BuildError(`nothing provides the function "${imported?.field}" with that type`);
  return emptyFunction(name, type);
}

function hostGlobal({ field }: ImportName): ModuleGlobal {
  const global = HOST_GLOBALS[field];
  if (!global) throw new BuildError(`nothing provides the global "${field}"`);
  return global;
}

function hostPart<T>({ field }: ImportName, kind: string, part: T): T {
  if (field !== kind) throw new BuildError(`nothing provides the ${kind} "${field}"`);
  return part;
}

function checkGlobal(wanted: ModuleGlobal, given: ModuleGlobal): void {
  if (wanted.type !== given.type || wanted.mutable !== given.mutable)
    throw new BuildError('a global has another type');
}

/** `undefined` from `host` means that the base has it. */
function shared<T extends { readonly imported?: ImportName }>(
  kind: string,
  base: T | undefined,
  own: T | undefined,
  host: (name: ImportName) => Omit<T, 'imported' | 'elements'> | undefined,
): T | undefined {
  if (!own) return base;
  const given = own.imported ? host(own.imported) : own;
  if (!given) return base;
  if (base) throw new OutOfScope(`more than one ${kind} in one program`);
  return { ...own, ...given };
}

/** Throws where a table or memory is too small, or may become larger, than is wanted. */
function checkLimits(min: number, max: number | undefined, size = 0, maxSize?: number): void {
  if (size < min || (max !== undefined && (maxSize === undefined || maxSize > max)))
    throw new BuildError('a table or memory has another size');
}
