/** The debugger's values in the words of the Debug Adapter Protocol; lines count from 1. */
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { SourceDiagnostic } from '../../protocol/diagnostics';
import type { Breakpoint } from '../breakpoints';
import type { Row } from '../disassembly';
import { problem } from '../errors';
import type { Frame } from '../frames';
import { formatAddress } from '../machine-values';
import type { ProgramMap } from '../program-map';
import type { Stop } from '../run';
import type { MachineState } from '../state';

export function toSource(file: string): Dap.Source {
  return { name: path.basename(file), path: file };
}

export function toBreakpoint(
  map: ProgramMap,
  { id, verified, message, line, column, address }: Breakpoint,
): Dap.Breakpoint {
  const place = address === undefined ? undefined : map.lineAt(address);
  return {
    id,
    verified,
    message,
    source: place && toSource(place.file),
    line: line ?? place?.line,
    column,
    instructionReference: address === undefined ? undefined : referenceOf(map, address),
  };
}

export function toStackFrame(
  map: ProgramMap,
  id: number,
  { address, function: f, inlined }: Frame,
): Dap.StackFrame {
  const place = inlined ? inlined.line : map.lineAt(address);
  const column = (!inlined && map.columnAt(address)) || 1;
  return {
    id,
    name: inlined?.name ?? map.nameOf(f),
    source: place && toSource(place.file),
    line: place?.line ?? 0,
    column: place ? column : 0,
    instructionPointerReference: referenceOf(map, address),
    presentationHint: place || map.lines.files.length === 0 ? 'normal' : 'subtle',
  };
}

/** Names the C line where it changes, so that the editor shows it once. */
export function toInstruction(row: Row, before: Row | undefined): Dap.DisassembledInstruction {
  const { file, line } = row;
  const changed = file !== undefined && (file !== before?.file || line !== before.line);
  return {
    address: formatAddress(row.address),
    instruction: row.text,
    instructionBytes: row.bytes || undefined,
    symbol: row.symbol,
    presentationHint: row.valid ? 'normal' : 'invalid',
    location: changed ? toSource(file) : undefined,
    line: changed ? line : undefined,
  };
}

/** `count` bytes from an address; those outside of the memory are only counted. */
export function toMemory(state: MachineState, address: number, count: number) {
  const begin = Math.max(0, address);
  const end = Math.max(begin, Math.min(address + count, state.memorySize()));
  return {
    address: formatAddress(begin),
    data: Buffer.from(state.memory(begin, end - begin)).toString('base64'),
    unreadableBytes: count - (end - begin),
  };
}

/** A trap in the words of a person: what, and where. */
export function toTrap(map: ProgramMap, { trap, address }: Extract<Stop, { kind: 'trap' }>) {
  const range = map.lineAt(address);
  const reference = referenceOf(map, address);
  const place = range ? `${path.basename(range.file)}:${range.line}` : reference;
  const f = map.nameOf(map.functionAt(address));
  return {
    trap: map.program.unsupported.get(address) ?? trap,
    where: place === undefined ? `in ${f}` : `at ${place} in ${f}`,
  };
}

export function toDiagnosticOutput(diagnostic: SourceDiagnostic): Dap.OutputEvent['body'] {
  const { file, line, column, severity, message } = diagnostic;
  return {
    category: 'stderr',
    output: `${file}:${line}:${column}: ${severity}: ${message}\n`,
    source: toSource(file),
    line,
  };
}

/** The address of an instruction as the editor hands it back; code that is linked in has none. */
function referenceOf(map: ProgramMap, address: number): string | undefined {
  const offset = map.offsetAt(address);
  return offset < 0 ? undefined : formatAddress(offset);
}

/** Throws a `UserError` if a reference is not a number. */
export function toAddress(reference: string): number {
  const address = Number(reference);
  if (reference.trim() === '' || !Number.isSafeInteger(address))
    throw problem.badReference(reference);
  return address;
}
