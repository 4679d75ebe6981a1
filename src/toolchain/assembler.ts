/** Machine code under construction: instructions with their origins, and jumps to labels not yet placed. */
import { OPERATIONS, operationIndex } from '../program/operations';
import type { Instruction, Origin } from '../program/program';
import { checkLimit } from './limits';

/** A place in the code; -1 until it is placed. */
export interface Label {
  address: number;
  /** Whether anything jumps there. */
  used: boolean;
}

export interface Assembler {
  /** Address of the instruction that is emitted next. */
  readonly address: number;
  /** What is emitted from now on comes from there. */
  origin: Pick<Origin, 'offset' | 'function'>;
  /** Whether the next instruction is the first of an original one; `emit` clears it. */
  first: boolean;
  /** Operand-stack entries of the frame, kept up to date by `emit`. */
  height: number;
  label(): Label;
  /** Puts `label` at the next instruction, to which control may then come from elsewhere. */
  place(label: Label): void;
  /** Emits an operation; `a` is its immediate, a label or the labels of a jump table. */
  emit(op: string, a?: number | Label | readonly Label[]): void;
  /** Emits `name` (`local.set`, `local.tee`, `global.set`) in the cheapest spelling that is right here. */
  emitSet(name: string, index: number): void;
  /** Resolves the labels. Throws if one that is used was not placed. */
  finish(): {
    readonly instructions: readonly Instruction[];
    readonly origins: readonly Origin[];
    readonly jumpTables: readonly (readonly number[])[];
  };
}

/** Whether an operation always ends with the digits of its result, so that the next one may take them. */
function writesResult(op: string): boolean {
  if (op === 'i32.const') return false;
  if (op === 'select' || op === 'memory.size' || op === 'memory.grow') return true;
  return /^(i32|wide|input)\./.test(op) && OPERATIONS[operationIndex(op)].pushes === 1;
}

/** Jumps to jumps that are followed. */
const MAX_HOPS = 8;

export function createAssembler(): Assembler {
  const instructions: { op: string; a: number | Label }[] = [];
  const origins: Origin[] = [];
  /** Jump tables with their numbers; the calls through one table share one. */
  const tables = new Map<readonly Label[], number>();
  let targets = 0;
  /** Begins where control may arrive from elsewhere: a set there must not rely on what stands before it. */
  let straightSince = 0;

  const assembler: Assembler = {
    get address() {
      return instructions.length;
    },
    origin: { offset: -1, function: -1 },
    first: false,
    height: 0,
    label: () => ({ address: -1, used: false }),
    place(label) {
      label.address = instructions.length;
      straightSince = instructions.length;
    },
    emit(op, a = 0) {
      const { pops, pushes } = OPERATIONS[operationIndex(op)];
      const { origin, first, height } = assembler;
      checkLimit('instructions', instructions.length + 1);
      origins.push({ ...origin, first, height });
      assembler.first = false;
      assembler.height += pushes - pops;
      if (typeof a === 'object' && 'length' in a) {
        instructions.push({ op, a: tables.get(a) ?? tables.size });
        if (!tables.has(a)) {
          for (const label of a) label.used = true;
          targets += a.length;
          checkLimit('jump targets', targets);
          tables.set(a, tables.size);
        }
      } else {
        if (typeof a === 'object') a.used = true;
        instructions.push({ op, a });
      }
    },
    emitSet(name, index) {
      const before = instructions.length > straightSince ? instructions.at(-1)?.op : undefined;
      let spelling = name;
      if (before === 'i32.const') spelling = `${name}.const`;
      else if (before !== undefined && writesResult(before)) spelling = `${name}.top`;
      assembler.emit(spelling, index);
    },
    finish() {
      const resolve = (label: Label): number => {
        let { address } = label;
        if (address < 0) throw new Error('a jump goes to a label that was never placed');
        // A jump to a jump that no original instruction stands for goes straight on; endless ones do not.
        for (let hops = 0; hops < MAX_HOPS; hops++) {
          const { op, a } = instructions[address];
          if (op !== 'br' || origins[address].first) break;
          address = (a as Label).address;
        }
        return address;
      };
      return {
        instructions: instructions.map(({ op, a }) => {
          if (typeof a === 'number') return { op, a };
          const target = resolve(a);
          const returns = op === 'br' && instructions[target].op === 'return';
          return returns && !origins[target].first ? { op: 'return', a: 0 } : { op, a: target };
        }),
        origins,
        jumpTables: [...tables.keys()].map((table) => table.map(resolve)),
      };
    },
  };
  return assembler;
}
