/** Decodes the instructions of a function body or of a constant expression. */
import { OperatorCodeNames } from 'wasmparser';
import type { ValueType } from '../program/program';
import { featureOfOperator, unsupportedFeature } from './features';
import type { FunctionType, ModuleInstruction } from './module';
import type { Reader } from './reader';

const VALUE_TYPES: Readonly<Record<number, ValueType>> = {
  127: 'i32',
  126: 'i64',
  125: 'f32',
  124: 'f64',
};

/** Reads a value type; refuses vectors and references by name. */
export function readValueType(reader: Reader): ValueType {
  const at = reader.position;
  const code = reader.byte();
  const type = VALUE_TYPES[code];
  if (type) return type;
  const where = `a type at byte 0x${at.toString(16)}`;
  throw unsupportedFeature(code === 0x7b ? 'SIMD' : 'reference types', where);
}

const EMPTY: FunctionType = { params: [], results: [] };

function readBlockType(reader: Reader, types: readonly FunctionType[]): FunctionType {
  const at = reader.position;
  const code = reader.byte();
  if (code === 0x40) return EMPTY;
  reader.position = at;
  // A type index is a signed number that is not negative; the value types are the negative ones.
  if (code < 0x80 && code & 0x40) return { params: [], results: [readValueType(reader)] };
  return types[reader.s32()];
}

/** An index that must be 0, for there is one table and one memory. */
function readZero(reader: Reader, feature: 'more than one memory' | 'more than one table'): void {
  const at = reader.position;
  if (reader.u32() !== 0) throw unsupportedFeature(feature, `used at byte 0x${at.toString(16)}`);
}

function readMemoryOffset(reader: Reader): number {
  const at = reader.position;
  // Bit 6 of the alignment says that the index of a memory follows.
  if (reader.u32() >= 64)
    throw unsupportedFeature('more than one memory', `used at byte 0x${at.toString(16)}`);
  return reader.u32();
}

const bits = (bytes: Uint8Array) => new DataView(bytes.buffer);

/** Reads one instruction of a valid module. `types` are those that block types and calls refer to. */
export function readInstruction(reader: Reader, types: readonly FunctionType[]): ModuleInstruction {
  const offset = reader.position;
  const first = reader.byte();
  const scale = first === 0xfd ? 4096 : 256;
  const code = first >= 0xfb ? first * scale + reader.u32() : first;
  const op = OperatorCodeNames[code];
  const feature = featureOfOperator(code);
  const where = `${op ?? `opcode 0x${code.toString(16)}`} at byte 0x${offset.toString(16)}`;
  if (feature) throw unsupportedFeature(feature, where);
  if (!op) throw unsupportedFeature('other proposals to WebAssembly', where);
  const simple = { op, offset, a: 0 };
  if (code >= 0x28 && code <= 0x3e) return { ...simple, a: readMemoryOffset(reader) };
  switch (op) {
    case 'block':
    case 'loop':
    case 'if':
      return { ...simple, type: readBlockType(reader, types) };
    case 'br_table': {
      const labels = reader.vector(reader.u32);
      return { ...simple, labels: [...labels, reader.u32()] };
    }
    case 'call_indirect': {
      const a = reader.u32();
      readZero(reader, 'more than one table');
      return { ...simple, a };
    }
    case 'select':
      if (code === 0x1c) reader.vector(() => readValueType(reader));
      return simple;
    case 'br':
    case 'br_if':
    case 'call':
    case 'local.get':
    case 'local.set':
    case 'local.tee':
    case 'global.get':
    case 'global.set':
    case 'data.drop':
      return { ...simple, a: reader.u32() };
    case 'memory.init': {
      const a = reader.u32();
      readZero(reader, 'more than one memory');
      return { ...simple, a };
    }
    case 'memory.copy':
      readZero(reader, 'more than one memory');
      readZero(reader, 'more than one memory');
      return simple;
    case 'memory.size':
    case 'memory.grow':
    case 'memory.fill':
      readZero(reader, 'more than one memory');
      return simple;
    case 'i32.const':
      return { ...simple, a: reader.s32() };
    case 'i64.const':
      return { ...simple, wide: reader.s64() };
    case 'f32.const':
      return { ...simple, a: bits(reader.bytes(4)).getUint32(0, true) };
    case 'f64.const':
      return { ...simple, wide: bits(reader.bytes(8)).getBigUint64(0, true) };
    default:
      return simple;
  }
}
