/**
 * Executes a program instruction by instruction: the oracle for everything that computes the same by other
 * means. It also keeps with each value how many digits it was written with, on which the transformer's bitwise
 * operations depend.
 */
import { BINARY, bitwiseLength, byteLength, type Outcome, QUOTIENT, UNARY } from './arithmetic';
import type { Write } from './edits';
import {
  INPUT_STREAMS,
  type InputStream,
  OPERATIONS,
  OUTPUT_STREAMS,
  type OutputStream,
  operationIndex,
  type Trap,
  takesConstantBefore,
} from './operations';
import type { Program } from './program';
import { WIDE, WIDE_QUOTIENT } from './wide';

const PAGE = 65536;
const ALL_ONES = 0xffffffff;

export interface InterpreterHost {
  /** A byte that the program wrote. */
  output(stream: OutputStream, byte: number): void;
  /** The next byte of a stream, or `undefined` at its end. */
  input(stream: InputStream): number | undefined;
}

/** What one instruction did. */
export interface Step {
  /** Of the instruction. */
  address: number;
  /** Address to which it jumped; -1 if the next instruction in sequence follows. */
  target: number;
  /** The number it wrote, and in how many digits; 0 digits if it wrote none. */
  value: number;
  length: number;
  /** The quotient it wrote before, in scratch digits; -1 if it wrote none. */
  scratch: number;
  /** The byte it put out or got; -1 if none. */
  byte: number;
  /** The trap that it raised. */
  trap: Trap | undefined;
}

export interface Interpreter {
  /** Address of the next instruction. */
  readonly pc: number;
  /** Why the program has stopped; `undefined` while it runs. */
  readonly stopped: 'halted' | Trap | undefined;
  /** Operand of `exit`, an unsigned 32-bit number. */
  readonly exitStatus: number | undefined;
  /** Machine instructions executed, and those among them that are `Origin.first`. */
  readonly executed: number;
  readonly counted: number;
  /** Operand-stack entries, and calls that have not returned. */
  readonly stackDepth: number;
  readonly callDepth: number;
  /** As long as its pages. The array is replaced when the memory grows. */
  readonly memory: Uint8Array;
  local(address: number): number;
  operand(slot: number): number;
  /** Executes one instruction. The object is reused by the next step. Throws if the program has stopped. */
  step(): Step;
  /**
   * Changes the state as a person does between two instructions. Throws a `RangeError` for an address beyond the
   * memory, a slot that is not in use, and an operand that the next instruction takes from the program instead.
   */
  edit(edit: Write): void;
  /** Continues at another address. Throws a `RangeError` where the instruction there takes its operand from before. */
  jump(address: number): void;
}

export function createInterpreter(program: Program, host: InterpreterHost): Interpreter {
  const { instructions, origins, jumpTables, frameSize, maxDepth } = program;
  const { image, maxPages } = program.memory;
  let pc = program.entry;
  let stopped: 'halted' | Trap | undefined;
  let exitStatus: number | undefined;
  let executed = 0;
  let counted = 0;
  let memory = new Uint8Array(0);
  let view = new DataView(memory.buffer);
  /** Operands, and the digits they were written with. */
  const stack: number[] = [];
  const lengths: number[] = [];
  /** Locals and globals by address, likewise. */
  const locals: number[] = [];
  const localLengths: number[] = [];
  const returns: number[] = [];
  /** Whether a person has changed something since the last instruction, and so spelled the top operand again. */
  let respelled = false;
  const step: Step = {
    address: 0,
    target: -1,
    value: 0,
    length: 0,
    scratch: -1,
    byte: -1,
    trap: undefined,
  };

  const pop = () => {
    lengths.pop();
    const value = stack.pop();
    if (value === undefined) throw new Error(`the operand stack is empty at ${step.address}`);
    return value;
  };
  const push = (value: number, length: number) => {
    stack.push(value);
    lengths.push(length);
  };
  const write = (value: number, length = byteLength(value)) => {
    step.value = value;
    step.length = length;
  };
  /** Writes the digits of a result and pushes it. */
  const result = (value: number, length = byteLength(value)) => {
    write(value, length);
    push(value, length);
  };
  /** Writes the quotient that comes before a result, where one is needed. */
  const divide = (quotient = 0) => {
    if (quotient >= 1) step.scratch = quotient;
  };
  const trap = (kind: Trap) => {
    step.trap = kind;
    stopped = kind;
  };
  const jump = (target: number) => {
    step.target = target;
    pc = target;
  };
  const enter = (target: number) => {
    if (returns.length >= maxDepth) return trap('call stack exhausted');
    returns.push(pc);
    jump(target);
  };
  const chosen = (table: number) => {
    const targets = jumpTables[table];
    return targets[Math.min(pop(), targets.length - 1)];
  };
  const resize = (pages: number) => {
    const larger = new Uint8Array(pages * PAGE);
    larger.set(memory);
    memory = larger;
    view = new DataView(memory.buffer);
  };
  /** Calls `access` with the address; one that is out of bounds traps. */
  const at = (base: number, offset: number, size: number, access: (address: number) => void) => {
    if (base + offset + size > memory.length) trap('out of bounds memory access');
    else access(base + offset);
  };

  const mustTakeOperand = (address: number) => {
    if (takesConstantBefore(instructions[address].op))
      throw new RangeError(`${instructions[address].op} takes a constant and not the operand`);
  };

  type Execute = (a: number) => void;
  const operations: Record<string, Execute> = {
    'i32.const': (a) => push(a, byteLength(a)),
    drop: () => {
      pop();
    },
    select: () => {
      const condition = pop();
      const x = pop();
      const y = pop();
      result(condition ? y : x);
    },
    'memory.size': () => result(memory.length / PAGE),
    'memory.grow': () => {
      const before = memory.length / PAGE;
      const pages = before + pop();
      if (pages > maxPages) return result(ALL_ONES);
      resize(pages);
      step.scratch = pages;
      result(before);
    },
    'memory.set': () => {
      const pages = pop();
      resize(pages);
      memory.set(image);
      step.scratch = pages;
    },
    br: jump,
    br_if: (a) => {
      if (pop() !== 0) jump(a);
    },
    if: (a) => {
      if (pop() === 0) jump(a);
    },
    br_table: (a) => jump(chosen(a)),
    call: enter,
    call_indirect: (a) => enter(chosen(a)),
    return: () => {
      const target = returns.pop();
      if (target === undefined) throw new Error(`return from the start-up code at ${step.address}`);
      jump(target);
    },
    // The trap itself is the instruction that follows.
    unreachable: () => {},
    exit: () => {
      exitStatus = pop();
      write(exitStatus);
    },
    halt: () => {
      stopped = 'halted';
    },
  };
  const define = (op: string, execute: Execute) => {
    operations[op] = execute;
  };
  for (const [op, compute] of Object.entries(BINARY))
    define(op, () => {
      const xLength = lengths[lengths.length - 1];
      const x = pop();
      const yLength = lengths[lengths.length - 1];
      const y = pop();
      const outcome: Outcome = compute(y, x);
      if (typeof outcome === 'string') return trap(outcome);
      divide(QUOTIENT[op]?.(y, x));
      result(outcome, bitwiseLength(op, yLength, xLength));
    });
  for (const [op, compute] of Object.entries(WIDE)) {
    const { pops } = OPERATIONS[operationIndex(op)];
    define(op, () => {
      const x = pop();
      const y = pop();
      const z = pops > 2 ? pop() : 0;
      divide(WIDE_QUOTIENT[op]?.(y, x, z));
      result(compute(y, x, z));
    });
  }
  for (const [op, compute] of Object.entries(UNARY)) define(op, () => result(compute(pop())));

  const load = (op: string, size: number, read: (address: number) => number) =>
    define(op, (a) => at(pop(), a, size, (address) => result(read(address) >>> 0)));
  load('i32.load', 4, (address) => view.getUint32(address, true));
  load('i32.load8_s', 1, (address) => view.getInt8(address));
  load('i32.load8_u', 1, (address) => view.getUint8(address));
  load('i32.load16_s', 2, (address) => view.getInt16(address, true));
  load('i32.load16_u', 2, (address) => view.getUint16(address, true));
  const store = (op: string, size: number, put: (address: number, value: number) => void) =>
    define(op, (a) => {
      const value = pop();
      at(pop(), a, size, (address) => put(address, value));
    });
  store('i32.store', 4, (address, value) => view.setUint32(address, value, true));
  store('i32.store8', 1, (address, value) => view.setUint8(address, value));
  store('i32.store16', 2, (address, value) => view.setUint16(address, value, true));

  /** Locals live at the call depth, globals at depth 0. */
  const variables = (scope: 'local' | 'global', base: () => number) => {
    const assign = (address: number, rewrite: boolean) => {
      const value = stack[stack.length - 1];
      if (rewrite) {
        write(value);
        lengths[lengths.length - 1] = step.length;
      }
      locals[address] = value;
      localLengths[address] = respelled ? byteLength(value) : lengths[lengths.length - 1];
    };
    define(`${scope}.get`, (a) => {
      const address = base() + a;
      if (locals[address] === undefined)
        throw new Error(`${scope} ${a} is read before it is written at ${step.address}`);
      push(locals[address], localLengths[address]);
    });
    for (const spelling of ['', '.top', '.const']) {
      define(`${scope}.set${spelling}`, (a) => {
        assign(base() + a, spelling === '');
        pop();
      });
      define(`${scope}.tee${spelling}`, (a) => assign(base() + a, spelling === ''));
    }
  };
  variables('local', () => returns.length * frameSize);
  variables('global', () => 0);

  for (const stream of OUTPUT_STREAMS)
    define(`output.${stream}`, () => {
      step.byte = pop() & 0xff;
      host.output(stream, step.byte);
    });
  for (const stream of INPUT_STREAMS)
    define(`input.${stream}`, () => {
      const byte = host.input(stream);
      step.byte = byte ?? -1;
      result(byte ?? ALL_ONES);
    });

  const execute = instructions.map(
    ({ op }): Execute => operations[op] ?? (() => trap(op.replace(/^trap: /, '') as Trap)),
  );

  return {
    get pc() {
      return pc;
    },
    get stopped() {
      return stopped;
    },
    get exitStatus() {
      return exitStatus;
    },
    get executed() {
      return executed;
    },
    get counted() {
      return counted;
    },
    get stackDepth() {
      return stack.length;
    },
    get callDepth() {
      return returns.length;
    },
    get memory() {
      return memory;
    },
    local: (address) => locals[address],
    operand: (slot) => stack[slot],
    step() {
      if (stopped) throw new Error(`the program has stopped (${stopped})`);
      step.address = pc;
      step.target = -1;
      step.length = 0;
      step.scratch = -1;
      step.byte = -1;
      step.trap = undefined;
      executed++;
      if (origins[pc].first) counted++;
      const { a } = instructions[pc];
      pc++;
      execute[step.address](a);
      respelled = false;
      return step;
    },
    edit(edit) {
      const { kind, value } = edit;
      switch (kind) {
        case 'memory': {
          const { address, width } = edit;
          if (address + width > memory.length)
            throw new RangeError(`${address} lies beyond the memory`);
          for (let i = 0; i < width; i++) memory[address + i] = value >>> (8 * i);
          break;
        }
        case 'local':
          locals[edit.slot] = value;
          localLengths[edit.slot] = byteLength(value);
          break;
        case 'operand': {
          const { slot } = edit;
          if (slot >= stack.length) throw new RangeError(`there is no operand ${slot}`);
          if (slot === stack.length - 1) mustTakeOperand(pc);
          stack[slot] = value;
          lengths[slot] = byteLength(value);
        }
      }
      respelled = true;
    },
    jump(address) {
      mustTakeOperand(address);
      pc = address;
      respelled = true;
    },
  };
}
