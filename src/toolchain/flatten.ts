/**
 * Structured control flow → jumps. The validator knows how many operands there are at every instruction, so a
 * branch that leaves operands behind is written out: the values it carries are kept in scratch locals, what
 * lies below them is dropped, and they are pushed again.
 */
import { operationIndex } from '../program/operations';
import type { Assembler, Label } from './assembler';
import { localsReadBeforeWritten } from './assigned';
import type { FunctionType, Module, ModuleFunction, ModuleInstruction } from './module';

/** What the functions of one program share. */
export interface Context {
  readonly module: Module;
  /** Where each function of the module begins. */
  readonly entries: readonly Label[];
  /** The jump table of `call_indirect` for the type and the table with these indexes. */
  tableOf(type: number, table: number): readonly Label[];
  /** Index of the linked-in function of that name. */
  runtimeFunction(name: string): number;
  /** Messages by address of the trap instruction. */
  readonly unsupported: Map<number, string>;
}

/** A construct around the current instruction. */
interface Frame {
  readonly op: 'function' | 'block' | 'loop' | 'if' | 'else';
  readonly type: FunctionType;
  /** Operands below its parameters. */
  readonly height: number;
  /** Where a branch to it goes: the loop's beginning, or the end. */
  readonly label: Label;
  /** Where an `if` jumps when its condition is zero. */
  readonly otherwise?: Label;
}

/** A conditional branch that leaves operands behind goes through a piece of code after the function. */
interface Detour {
  readonly label: Label;
  readonly frame: Frame;
  readonly origin: Assembler['origin'];
  readonly height: number;
}

/** What does nothing at run time and so is not counted, even where a jump has to be emitted for it. */
const STRUCTURAL = ['block', 'loop', 'else', 'end', 'nop'];
/** Calls of the runtime function of the same name, whose arguments are the operands. */
const HELPED = ['memory.copy', 'memory.fill'];

/**
 * Emits the code of function `index`. Returns how many locals it uses, scratch ones included; parameters come
 * first.
 */
export function flatten(context: Context, index: number, out: Assembler): number {
  const { module } = context;
  const f = module.functions[index];
  const type = module.types[f.type];
  const scratch = type.params.length + f.locals.length;
  let localCount = scratch;
  const frames: Frame[] = [{ op: 'function', type, height: 0, label: out.label() }];
  const detours: Detour[] = [];
  let reachable = true;
  /** Constructs opened in code that is never reached. */
  let skipped = 0;
  /** Offset of the original instruction whose code is being emitted. */
  let counted = -1;

  const arity = (frame: Frame) =>
    (frame.op === 'loop' ? frame.type.params : frame.type.results).length;
  const leavesOperands = (frame: Frame) => out.height > frame.height + arity(frame);
  const frameAt = (label: number) => frames[frames.length - 1 - label];

  /** Makes the operands what the target of a branch expects. */
  const adjust = (frame: Frame) => {
    const kept = arity(frame);
    if (!leavesOperands(frame)) return;
    localCount = Math.max(localCount, scratch + kept);
    for (let i = kept - 1; i >= 0; i--) out.emitSet('local.set', scratch + i);
    while (out.height > frame.height) out.emit('drop');
    for (let i = 0; i < kept; i++) out.emit('local.get', scratch + i);
  };
  const branch = (frame: Frame) => {
    adjust(frame);
    if (frame.op === 'function') out.emit('return');
    else out.emit('br', frame.label);
  };
  /** Where a branch that may not adjust the operands on the spot goes. The condition is already popped. */
  const destination = (frame: Frame): Label => {
    if (!leavesOperands(frame)) return frame.label;
    // The detour is emitted after the construct's end, which must know by then that something arrives there.
    if (frame.op !== 'function') frame.label.used = true;
    const label = out.label();
    detours.push({ label, frame, origin: out.origin, height: out.height });
    return label;
  };
  const conditional = (op: 'br_if' | 'if', label: () => Label) => {
    out.height--;
    const target = label();
    out.height++;
    out.emit(op, target);
  };
  const call = (op: string, callee: FunctionType, target: Label | readonly Label[]) => {
    out.emit(op, target);
    out.height += callee.results.length - callee.params.length;
  };
  const stop = () => {
    reachable = false;
  };

  const close = (frame: Frame) => {
    frames.pop();
    if (frame.otherwise) {
      out.place(frame.otherwise);
      reachable = true;
    }
    if (frame.op !== 'loop' && frame.label.used) {
      out.place(frame.label);
      reachable = true;
    }
    out.height = frame.height + frame.type.results.length;
    if (frame.op === 'function' && reachable) out.emit('return');
  };
  const open = (op: 'block' | 'loop' | 'if', blockType: FunctionType) => {
    const otherwise = op === 'if' ? out.label() : undefined;
    if (otherwise) conditional('if', () => otherwise);
    const label = out.label();
    if (op === 'loop') out.place(label);
    const height = out.height - blockType.params.length;
    frames.push({ op, type: blockType, height, label, otherwise });
  };
  const alternative = (frame: Frame) => {
    if (reachable) out.emit('br', frame.label);
    out.place(frame.otherwise as Label);
    out.height = frame.height + frame.type.params.length;
    reachable = true;
    frames[frames.length - 1] = { ...frame, op: 'else', otherwise: undefined };
  };

  const translate = (instruction: ModuleInstruction) => {
    const { op, a, labels, type: blockType, table = 0, message } = instruction;
    switch (op) {
      case 'nop':
        break;
      case 'block':
      case 'loop':
      case 'if':
        open(op, blockType as FunctionType);
        break;
      case 'else':
        alternative(frameAt(0));
        break;
      case 'end':
        close(frameAt(0));
        break;
      case 'br':
        branch(frameAt(a));
        stop();
        break;
      case 'return':
        branch(frames[0]);
        stop();
        break;
      case 'br_if':
        conditional('br_if', () => destination(frameAt(a)));
        break;
      case 'br_table': {
        out.height--;
        const targets = new Map(labels?.map((l) => [l, destination(frameAt(l))]));
        out.height++;
        out.emit(
          'br_table',
          labels?.map((l) => targets.get(l) as Label),
        );
        stop();
        break;
      }
      case 'call':
        call('call', module.types[module.functions[a].type], context.entries[a]);
        break;
      case 'call_indirect':
        call('call_indirect', module.types[a], context.tableOf(a, table));
        break;
      case 'unreachable':
        out.emit('unreachable');
        out.emit('trap: unreachable');
        stop();
        break;
      case 'trap.unsupported':
        context.unsupported.set(out.address, message as string);
        out.emit('trap: unsupported instruction');
        stop();
        break;
      case 'exit':
        out.emit('exit');
        out.emit('halt');
        stop();
        break;
      case 'local.set':
      case 'local.tee':
      case 'global.set':
        out.emitSet(op, a);
        break;
      default:
        if (op.startsWith('trap: ')) {
          out.emit(op);
          stop();
        } else if (HELPED.includes(op)) {
          const helper = context.runtimeFunction(op);
          call('call', module.types[module.functions[helper].type], context.entries[helper]);
        } else {
          // Throws for an operation that an earlier pass should have lowered.
          operationIndex(op);
          out.emit(op, a);
        }
    }
  };

  const at = (offset: number) => {
    out.origin = { offset: f.origin === 'program' ? offset : -1, function: index };
  };
  out.place(context.entries[index]);
  at(f.bytes[0]);
  emitPrologue(f, type, out);
  for (const instruction of f.body) {
    if (!reachable) {
      if (['block', 'loop', 'if'].includes(instruction.op)) skipped++;
      if (skipped > 0 || !['else', 'end'].includes(instruction.op)) {
        if (instruction.op === 'end') skipped--;
        continue;
      }
    }
    at(instruction.offset);
    if (out.origin.offset >= 0 && !STRUCTURAL.includes(instruction.op)) {
      out.first = instruction.offset !== counted;
      counted = instruction.offset;
    }
    translate(instruction);
  }
  for (const detour of detours) {
    out.origin = detour.origin;
    out.height = detour.height;
    out.place(detour.label);
    branch(detour.frame);
  }
  return localCount;
}

/** Pops the arguments into the parameters and zeroes the locals that need it. */
function emitPrologue(f: ModuleFunction, type: FunctionType, out: Assembler): void {
  out.height = type.params.length;
  for (let i = type.params.length - 1; i >= 0; i--) out.emit('local.set', i);
  for (const local of localsReadBeforeWritten(f, type)) {
    out.emit('i32.const', 0);
    out.emitSet('local.set', local);
  }
}
