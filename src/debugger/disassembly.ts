/** The listing of a module: every WASM instruction with its bytes and its operands by name. */
import { formatAddress } from './machine-values';
import { lowerBound, type ProgramMap } from './program-map';

/** An instruction of the original module, as a decoder gives it. */
export interface WasmInstruction {
  readonly op: string;
  /** Byte offset in the module file. */
  readonly offset: number;
  /** An index, a memory offset, a label or a 32-bit constant. */
  readonly a: number;
  readonly wide?: bigint;
  readonly labels?: readonly number[];
}

export interface Row {
  /** Byte offset in the module file; before and after the code, one that is not an instruction's. */
  readonly address: number;
  readonly bytes: string;
  readonly text: string;
  /** Name of the function, at its first instruction. */
  readonly symbol?: string;
  readonly file?: string;
  readonly line?: number;
  readonly valid: boolean;
}

export interface Disassembly {
  /** `count` rows from `skip` instructions after (or, if negative, before) the one at or after `offset`. */
  rows(offset: number, skip: number, count: number): Row[];
}

export function createDisassembly(
  map: ProgramMap,
  instructions: readonly WasmInstruction[],
): Disassembly {
  const sorted = instructions
    .filter(({ offset }) => offset >= 0)
    .sort((a, b) => a.offset - b.offset);
  const offsets = sorted.map(({ offset }) => offset);
  const functions = map.program.functions.filter(({ wasmIndex }) => wasmIndex >= 0);
  const functionOf = (offset: number) =>
    functions.find(({ bytes: [begin, end] }) => offset >= begin && offset < end);

  function row(index: number): Row {
    const instruction = sorted[index];
    if (!instruction) return outside(index);
    const { offset } = instruction;
    const f = functionOf(offset);
    const end = Math.min(offsets[index + 1] ?? Infinity, f?.bytes[1] ?? map.program.module.length);
    const before = offsets[index - 1];
    const opens = f && (before === undefined || before < f.bytes[0]);
    const range = map.lines.at(offset);
    return {
      address: offset,
      bytes: Buffer.from(map.program.module.subarray(offset, end))
        .toString('hex')
        .replace(/..(?=.)/g, '$& '),
      text: write(instruction, map, f?.locals.map((local) => local.name) ?? []),
      symbol: opens ? map.nameOf(f) : undefined,
      file: range?.file,
      line: range?.line,
      valid: true,
    };
  }
  /** The editor asks for rows beyond both ends and wants them all; their addresses must differ. */
  function outside(index: number): Row {
    const first = offsets[0] ?? 0;
    const last = offsets[offsets.length - 1] ?? 0;
    const address = index < 0 ? Math.max(0, first + index) : last + 1 + index - sorted.length;
    return { address, bytes: '', text: '', valid: false };
  }
  return {
    rows(offset, skip, count) {
      const start = lowerBound(offsets, offset) + skip;
      return Array.from({ length: count }, (_, i) => row(start + i));
    },
  };
}

/** An instruction in WebAssembly text, with names in place of indexes. */
function write(instruction: WasmInstruction, map: ProgramMap, locals: readonly string[]): string {
  const { op, a, wide, labels } = instruction;
  if (op.startsWith('local.')) return `${op} ${named(locals[a], a)}`;
  if (op.startsWith('global.')) return `${op} ${named(map.program.globals[a]?.name, a)}`;
  if (op === 'call') return `call ${named(map.functionOfModule(a)?.name, a)}`;
  if (op === 'call_indirect') return `call_indirect type ${a}`;
  if (op === 'br' || op === 'br_if') return `${op} ${a}`;
  if (op === 'br_table') return `${op} ${labels?.join(' ') ?? ''}`;
  if (op === 'i32.const') return `${op} ${constant(a | 0)}`;
  if (op === 'i64.const') return `${op} ${BigInt.asIntN(64, wide ?? 0n)}`;
  if (op.endsWith('.const')) return `${op} ${float(op, a, wide)}`;
  if (/\.(load|store)/.test(op)) return a === 0 ? op : `${op} offset=${a}`;
  return op;
}

const named = (name: string | undefined, index: number) => (name ? `$${name}` : String(index));

const constant = (value: number) =>
  Math.abs(value) < 1024 ? String(value) : `${value} (${formatAddress(value)})`;

function float(op: string, bits: number, wide = 0n): number {
  const view = new DataView(new ArrayBuffer(8));
  if (op === 'f64.const') view.setBigUint64(0, wide);
  else view.setUint32(0, bits);
  return op === 'f64.const' ? view.getFloat64(0) : view.getFloat32(0);
}
