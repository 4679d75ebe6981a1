/**
 * Where things are: bytes of the WASM module ↔ addresses of machine instructions ↔ positions in the prompt,
 * and the function and the C line of each.
 */
import { takesConstantBefore } from '../program/operations';
import type { Program, ProgramFunction } from '../program/program';
import type { Prompt } from '../program/prompt';
import { problem } from './errors';
import type { LineRange, LineTable } from './lines';

export interface ProgramMap {
  readonly program: Program;
  readonly prompt: Prompt;
  readonly lines: LineTable;
  /** The machine address of the instruction at a prompt position; -1 if none begins there. */
  addressAt(position: number): number;
  functionAt(address: number): ProgramFunction | undefined;
  lineAt(address: number): LineRange | undefined;
  /** Of the part of the line that an instruction belongs to, where it is known. */
  columnAt(address: number): number | undefined;
  /** Byte offset in the module of the WASM instruction that a machine instruction belongs to; -1 if none. */
  offsetAt(address: number): number;
  /** Address where the WASM instruction that begins at, or else next after, a byte of the module begins. */
  addressOf(offset: number): number | undefined;
  /** Whether a WASM instruction begins at exactly that byte. */
  isInstruction(offset: number): boolean;
  /** Address where the body of a function begins: its parameters are in place. */
  bodyOf(f: ProgramFunction): number;
  hasLines(f: ProgramFunction): boolean;
  /** The name of a function as its author knows it. */
  nameOf(f: ProgramFunction | undefined): string;
  /** All functions that a person may call `name`. */
  functionsNamed(name: string): readonly ProgramFunction[];
  /**
   * Where to go on in the function of an instruction, at a line of it, with the operand stack as deep as there. Throws a
   * `UserError` if there is no such place.
   */
  jumpTarget(file: string, line: number, address: number): number;
  /** The function with an index in the original module's function index space. */
  functionOfModule(wasmIndex: number): ProgramFunction | undefined;
}

/** What clang makes of `main`, by its parameters. */
const MAIN = ['__main_argc_argv', '__main_void', '__original_main'];

export function createProgramMap(program: Program, prompt: Prompt, lines: LineTable): ProgramMap {
  const { functions, origins } = program;
  const first = new Map<number, number>();
  origins.forEach(({ offset, first: begins }, address) => {
    const known = first.get(offset);
    if (offset >= 0 && (known === undefined || (begins && !origins[known].first)))
      first.set(offset, address);
  });
  const offsets = [...first.keys()].sort((a, b) => a - b);
  const lineOf = origins.map(({ offset }) => (offset < 0 ? undefined : lines.at(offset)));

  const addressOf = (offset: number) => {
    const next = offsets[lowerBound(offsets, offset)];
    return next === undefined ? undefined : first.get(next);
  };
  const opening = (f: ProgramFunction) => {
    const [start, end] = f.bytes;
    return end > start
      ? lines.ranges.find((range) => range.end > start && range.start < end)
      : undefined;
  };
  /** Before its first own instruction a function takes its arguments from the operand stack. */
  const firstOf = (f: ProgramFunction) => {
    const count = origins.slice(f.begin, f.end).findIndex((origin) => origin.first);
    return f.begin + Math.max(0, count);
  };
  const callsWithin = ({ start, end }: LineRange) => {
    const from = addressOf(start) ?? 0;
    const to = addressOf(end) ?? from;
    return program.instructions.slice(from, to).some(({ op }) => op.startsWith('call'));
  };
  const hasLines = functions.map((f) => opening(f) !== undefined);
  const bodies = functions.map((f) => {
    const range = opening(f);
    if (!range || !lines.hasPrologues) return firstOf(f);
    // At -O0 the first line's code only sets the frame up, and the next line is one of the same function. A function
    // that is all on one line has no other; where another one's code follows, or it calls something, it is optimised.
    const next = lines.at(range.end);
    const isPrologue = next?.file === range.file && range.end < f.bytes[1] && !callsWithin(range);
    const body = addressOf(isPrologue ? range.end : range.start);
    return body !== undefined && body >= f.begin && body < f.end ? body : firstOf(f);
  });
  const indexOf = new Map(functions.map((f, i) => [f, i]));
  const linesOf = (f: ProgramFunction) => hasLines[indexOf.get(f) as number];
  const nameOf = (f: ProgramFunction | undefined) => {
    if (!f) return 'start-up code';
    // The libc has wrappers with the same names.
    return MAIN.includes(f.name) && linesOf(f) ? 'main' : f.name;
  };
  const byModule = new Map(functions.map((f) => [f.wasmIndex, f]));
  byModule.delete(-1);
  return {
    program,
    prompt,
    lines,
    addressAt: (position) => prompt.addresses[position] ?? -1,
    functionAt: (address) => functions[origins[address]?.function],
    lineAt: (address) => lineOf[address],
    columnAt: (address) => lines.columnAt(origins[address]?.offset ?? -1),
    offsetAt: (address) => origins[address]?.offset ?? -1,
    addressOf,
    isInstruction: (offset) => first.has(offset),
    bodyOf: (f) => bodies[indexOf.get(f) as number],
    hasLines: linesOf,
    nameOf,
    functionsNamed: (name) => functions.filter((f) => f.name === name || nameOf(f) === name),
    jumpTarget(file, line, address) {
      const target = lines
        .from(file, line)
        .map(({ start }) => addressOf(start))
        .find(
          (at) =>
            at !== undefined &&
            origins[at].function === origins[address].function &&
            origins[at].height === origins[address].height &&
            !takesConstantBefore(program.instructions[at].op),
        );
      if (target === undefined) throw problem.noJump(line);
      return target;
    },
    functionOfModule: (wasmIndex) => byModule.get(wasmIndex),
  };
}

/** Index of the first element that is not less than `value`. */
export function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
