/** WebAssembly in its binary format → `Module`, every instruction with its byte offset. */
import type { ValueType, Variable } from '../program/program';
import { BuildError } from './errors';
import { unsupportedFeature } from './features';
import type {
  DataSegment,
  ElementSegment,
  Export,
  FunctionType,
  Module,
  ModuleFunction,
  ModuleGlobal,
  ModuleInstruction,
} from './module';
import { decodeNames, type Names } from './names';
import { readInstruction, readValueType } from './operators';
import { createReader, type Reader } from './reader';

const KINDS = ['function', 'table', 'memory', 'global'] as const;
const FUNCREF = 0x70;

/** The sections as they are read, in the order of the file. */
interface Sections {
  types: FunctionType[];
  imports: (NonNullable<ModuleFunction['imported']> & { readonly type: number })[];
  functionTypes: number[];
  tableSize?: number;
  memory?: Module['memory'];
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
      sections.imports = reader.vector(() => readImport(reader));
      break;
    case 3:
      sections.functionTypes = reader.vector(reader.u32);
      break;
    case 4: {
      const sizes = reader.vector(() => readTable(reader));
      if (sizes.length > 1)
        throw unsupportedFeature('more than one table', `it has ${sizes.length}`);
      sections.tableSize = sizes[0];
      break;
    }
    case 5: {
      const memories = reader.vector(() => readMemory(reader));
      if (memories.length > 1)
        throw unsupportedFeature('more than one memory', `it has ${memories.length}`);
      sections.memory = memories[0];
      break;
    }
    case 6:
      sections.globals = reader.vector(() => readGlobal(reader, types));
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
      sections.codes = reader.vector(() => readCode(reader, types));
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

function readImport(reader: Reader): Sections['imports'][number] {
  const module = reader.name();
  const field = reader.name();
  const kind = KINDS[reader.byte()];
  if (kind === 'function') return { module, field, type: reader.u32() };
  if (!kind) throw unsupportedFeature('exceptions', `it imports the tag ${module}.${field}`);
  throw new BuildError(
    `The module imports the ${kind} "${module}.${field}", and nothing provides it: define the ${kind} in the module itself.`,
  );
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

function readTable(reader: Reader): number {
  if (reader.byte() !== FUNCREF)
    throw unsupportedFeature('reference types', 'it has a table that is not of functions');
  return readLimits(reader)[0];
}

function readMemory(reader: Reader): Module['memory'] {
  const [pages, maxPages] = readLimits(reader);
  return { pages, maxPages };
}

function readGlobal(reader: Reader, types: readonly FunctionType[]): ModuleGlobal {
  const type = readValueType(reader);
  // Whether it may be set is the validator's concern.
  reader.byte();
  return { type, init: readConstant(reader, types) };
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
  if (!active && !explicit) throw unsupportedFeature('passive segments', 'of table elements');
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

function readCode(
  reader: Reader,
  types: readonly FunctionType[],
): Pick<ModuleFunction, 'locals' | 'body' | 'bytes'> {
  const size = reader.u32();
  const start = reader.position;
  const end = start + size;
  const locals = reader
    .vector(() => ({ count: reader.u32(), type: readValueType(reader) }))
    .flatMap(({ count, type }) => Array<ValueType>(count).fill(type));
  const body: ModuleInstruction[] = [];
  while (reader.position < end) body.push(readInstruction(reader, types));
  return { locals, body, bytes: [start, end] };
}

function readData(reader: Reader, types: readonly FunctionType[]): DataSegment {
  const flags = reader.u32();
  if (flags === 1) throw unsupportedFeature('passive segments', 'of data');
  if (flags === 2 && reader.u32() !== 0)
    throw unsupportedFeature('more than one memory', 'a data segment names one');
  const offset = readConstant(reader, types);
  return { offset, bytes: reader.bytes(reader.u32()) };
}

/** Puts the sections together, so that every function knows its name, its type and its body. */
function assemble(sections: Sections, file: Uint8Array): Module {
  const { types, names, exports, codes, memory } = sections;
  const canonical = canonicalTypes(types);
  const name = (kind: Export['kind'], index: number) =>
    exports.find((e) => e.kind === kind && e.index === index)?.name ?? `${kind}${index}`;

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
    globals: sections.globals.map(({ type, init }) => ({ type, init })),
    globalVariables: sections.globals.map(({ type }, index) => ({
      name: names.globals.get(index) ?? name('global', index),
      type,
      slots: [index],
    })),
    table:
      sections.tableSize === undefined
        ? undefined
        : { size: sections.tableSize, elements: sections.elements },
    memory,
    data: sections.data,
    exports,
    start: sections.start,
    file,
  };
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
