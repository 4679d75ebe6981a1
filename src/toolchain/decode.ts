/** WebAssembly in its binary format → `Module`, every instruction with its byte offset. */
import type { ValueType, Variable } from '../program/program';
import { unsupportedFeature } from './features';
import { checkLimit } from './limits';
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
  ModuleMemory,
  ModuleTable,
} from './module';
import { decodeNames, type Names } from './names';
import { readInstruction, readValueType } from './operators';
import { createReader, type Reader } from './reader';

const KINDS = ['function', 'table', 'memory', 'global'] as const;
const FUNCREF = 0x70;

/** The sections as they are read, in the order of the file. */
interface Sections {
  types: FunctionType[];
  imports: (ImportName & { readonly type: number })[];
  functionTypes: number[];
  tables: Omit<ModuleTable, 'elements'>[];
  memories: ModuleMemory[];
  globals: ModuleGlobal[];
  exports: Export[];
  start?: number;
  elements: ElementSegment[];
  codes: Pick<ModuleFunction, 'locals' | 'body' | 'bytes'>[];
  data: DataSegment[];
  names: Names;
}

/**
 * Decodes a module that `validate` has accepted. Throws a `BuildError` that names the feature if it uses one
 * that the machine does not have.
 */
export function decode(file: Uint8Array): Module {
  const sections: Sections = {
    types: [],
    imports: [],
    functionTypes: [],
    tables: [],
    memories: [],
    globals: [],
    exports: [],
    elements: [],
    codes: [],
    data: [],
    names: { functions: new Map(), locals: new Map(), globals: new Map() },
  };
  const reader = createReader(file, 8);
  while (reader.position < file.length) {
    const id = reader.byte();
    const end = reader.u32() + reader.position;
    readSection(id, reader, end, sections);
    reader.position = end;
  }
  return assemble(sections, file);
}

function readSection(id: number, reader: Reader, end: number, sections: Sections): void {
  const { types } = sections;
  switch (id) {
    case 0:
      if (reader.name() === 'name')
        sections.names = decodeNames(reader.bytes(end - reader.position));
      break;
    case 1:
      sections.types = reader.vector(() => readType(reader));
      break;
    case 2:
      reader.vector(() => readImport(reader, sections));
      break;
    case 3:
      sections.functionTypes = reader.vector(reader.u32);
      checkLimit('functions', sections.imports.length + sections.functionTypes.length);
      break;
    case 4:
      sections.tables.push(...reader.vector(() => readTable(reader)));
      break;
    case 5:
      sections.memories.push(...reader.vector(() => readMemory(reader)));
      break;
    case 6:
      sections.globals.push(...reader.vector(() => readGlobal(reader, types)));
      break;
    case 7:
      sections.exports = reader.vector(() => readExport(reader));
      break;
    case 8:
      sections.start = reader.u32();
      break;
    case 9:
      sections.elements = reader
        .vector(() => readElements(reader, types))
        .filter((segment) => segment !== undefined);
      break;
    case 10:
      sections.codes = readCodes(reader, types);
      break;
    case 11:
      sections.data = reader.vector(() => readData(reader, types));
      break;
    case 12:
      // The count of data segments serves a validator that reads the file in one pass.
      break;
    case 13:
      throw unsupportedFeature('exceptions', 'it has tags');
    default:
      throw unsupportedFeature('other proposals to WebAssembly', `section ${id}`);
  }
}

function readType(reader: Reader): FunctionType {
  if (reader.byte() !== 0x60)
    throw unsupportedFeature('garbage collection', 'it declares a type that is no function');
  return {
    params: reader.vector(() => readValueType(reader)),
    results: reader.vector(() => readValueType(reader)),
  };
}

function readImport(reader: Reader, sections: Sections): void {
  const imported = { module: reader.name(), field: reader.name() };
  switch (KINDS[reader.byte()]) {
    case 'function':
      sections.imports.push({ ...imported, type: reader.u32() });
      break;
    case 'table':
      sections.tables.push({ ...readTable(reader), imported });
      break;
    case 'memory':
      sections.memories.push({ ...readMemory(reader), imported });
      break;
    case 'global': {
      const [type, mutable] = [readValueType(reader), reader.byte() === 1];
      sections.globals.push({
        type,
        mutable,
        imported,
        init: { op: 'unreachable', offset: -1, a: 0 },
      });
      break;
    }
    default:
      throw unsupportedFeature(
        'exceptions',
        `it imports the tag ${imported.module}.${imported.field}`,
      );
  }
}

function readExport(reader: Reader): Export {
  const name = reader.name();
  const kind = KINDS[reader.byte()];
  if (!kind) throw unsupportedFeature('exceptions', `it exports the tag ${name}`);
  return { name, kind, index: reader.u32() };
}

/** The limits of a table or memory: at the start, and at most where that is given. */
function readLimits(reader: Reader): readonly [number, number | undefined] {
  const flags = reader.byte();
  if (flags & 2) throw unsupportedFeature('threads and atomics', 'its memory is shared');
  if (flags & 4)
    throw unsupportedFeature('64-bit memory', 'its memory or table has 64-bit addresses');
  return [reader.u32(), flags & 1 ? reader.u32() : undefined];
}

function readTable(reader: Reader): Omit<ModuleTable, 'elements'> {
  if (reader.byte() !== FUNCREF)
    throw unsupportedFeature('reference types', 'it has a table that is not of functions');
  const [size, maxSize] = readLimits(reader);
  checkLimit('table entries', size);
  return { size, maxSize };
}

function readMemory(reader: Reader): ModuleMemory {
  const [pages, maxPages] = readLimits(reader);
  return { pages, maxPages };
}

function readGlobal(reader: Reader, types: readonly FunctionType[]): ModuleGlobal {
  const type = readValueType(reader);
  const mutable = reader.byte() === 1;
  return { type, mutable, init: readConstant(reader, types) };
}

function readConstant(reader: Reader, types: readonly FunctionType[]): ModuleInstruction {
  const constant = readInstruction(reader, types);
  const end = readInstruction(reader, types);
  if (end.op !== 'end')
    throw unsupportedFeature(
      'constant expressions that compute',
      `at byte 0x${constant.offset.toString(16)}`,
    );
  return constant;
}

/** An element segment; `undefined` for one that only declares which functions are referred to. */
function readElements(reader: Reader, types: readonly FunctionType[]): ElementSegment | undefined {
  const flags = reader.u32();
  const active = !(flags & 1);
  const explicit = (flags & 2) !== 0;
  if (!active && !explicit)
    throw unsupportedFeature('passive segments of table elements', 'it has one');
  if (active && explicit && reader.u32() !== 0)
    throw unsupportedFeature('more than one table', 'an element segment names one');
  const offset = active ? readConstant(reader, types) : undefined;
  // The kind or type of the elements, which can only be functions here.
  if (flags & 3) reader.byte();
  const functions = reader.vector(() => (flags & 4 ? readReference(reader) : reader.u32()));
  return offset && { offset, functions };
}

/** A constant expression that is a function reference; `undefined` for null. */
function readReference(reader: Reader): number | undefined {
  const code = reader.byte();
  const index = reader.u32();
  if ((code !== 0xd0 && code !== 0xd2) || reader.byte() !== 0x0b)
    throw unsupportedFeature('reference types', 'a table element is computed');
  return code === 0xd2 ? index : undefined;
}

function readCodes(reader: Reader, types: readonly FunctionType[]): Sections['codes'] {
  let locals = 0;
  let instructions = 0;
  return reader.vector(() => {
    const size = reader.u32();
    const start = reader.position;
    const end = start + size;
    const groups = reader.vector(() => ({ count: reader.u32(), type: readValueType(reader) }));
    for (const { count } of groups) locals += count;
    checkLimit('locals', locals);
    const body: ModuleInstruction[] = [];
    while (reader.position < end) body.push(readInstruction(reader, types));
    instructions += body.length;
    checkLimit('instructions', instructions);
    return {
      locals: groups.flatMap(({ count, type }) => Array<ValueType>(count).fill(type)),
      body,
      bytes: [start, end],
    };
  });
}

function readData(reader: Reader, types: readonly FunctionType[]): DataSegment {
  const flags = reader.u32();
  if (flags === 2 && reader.u32() !== 0)
    throw unsupportedFeature('more than one memory', 'a data segment names one');
  const offset = flags === 1 ? undefined : readConstant(reader, types);
  return { offset, bytes: reader.bytes(reader.u32()) };
}

/** Puts the sections together, so that every function knows its name, its type and its body. */
function assemble(sections: Sections, file: Uint8Array): Module {
  const { types, names, exports, codes } = sections;
  const table = onlyOne(sections.tables, 'more than one table');
  const memory = onlyOne(sections.memories, 'more than one memory');
  const canonical = canonicalTypes(types);
  const exported = new Map<string, string>();
  for (const { kind, index, name } of exports)
    if (!exported.has(`${kind}${index}`)) exported.set(`${kind}${index}`, name);
  const name = (kind: Export['kind'], index: number) =>
    exported.get(`${kind}${index}`) ?? `${kind}${index}`;
  checkLimit('locals', variableCount(sections));

  const describe = (wasmIndex: number, type: number, locals: readonly ValueType[]) => ({
    name: names.functions.get(wasmIndex) ?? name('function', wasmIndex),
    origin: 'program' as const,
    wasmIndex,
    type: canonical[type],
    variables: [...types[type].params, ...locals].map(
      (valueType, index): Variable => ({
        name: names.locals.get(wasmIndex)?.get(index) ?? `local${index}`,
        type: valueType,
        slots: [index],
        parameter: index < types[type].params.length,
      }),
    ),
    results: types[type].results,
  });
  const imported = sections.imports.map(
    ({ module, field, type }, index): ModuleFunction => ({
      ...describe(index, type, []),
      imported: { module, field },
      locals: [],
      body: [],
      bytes: [0, 0],
    }),
  );
  const defined = codes.map(
    ({ locals, body, bytes }, i): ModuleFunction => ({
      ...describe(imported.length + i, sections.functionTypes[i], locals),
      locals,
      bytes,
      body: body.map((instruction) =>
        instruction.op === 'call_indirect'
          ? { ...instruction, a: canonical[instruction.a] }
          : instruction,
      ),
    }),
  );

  return {
    types,
    functions: [...imported, ...defined],
    globals: sections.globals,
    globalVariables: sections.globals.map(({ type }, index) => ({
      name: names.globals.get(index) ?? name('global', index),
      type,
      slots: [index],
    })),
    tables: table ? [{ ...table, elements: sections.elements }] : [],
    memory,
    data: sections.data,
    exports,
    start: sections.start,
    file,
  };
}

/** Parameters and locals of all functions. */
function variableCount({ types, imports, functionTypes, codes }: Sections): number {
  const all = [...imports.map(({ type }) => type), ...functionTypes];
  const parameters = all.reduce((sum, type) => sum + types[type].params.length, 0);
  return codes.reduce((sum, { locals }) => sum + locals.length, parameters);
}

function onlyOne<T>(
  items: readonly T[],
  feature: 'more than one table' | 'more than one memory',
): T | undefined {
  if (items.length > 1) throw unsupportedFeature(feature, `it has ${items.length}`);
  return items[0];
}

/** For each type the index of the first that is equal to it. */
function canonicalTypes(types: readonly FunctionType[]): number[] {
  const first = new Map<string, number>();
  return types.map((type, index) => {
    const key = `${type.params} → ${type.results}`;
    if (!first.has(key)) first.set(key, index);
    return first.get(key) as number;
  });
}
