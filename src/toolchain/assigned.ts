/** Which locals a function may read before it has written them, so that only those are zeroed on entry. */
import type { FunctionType, ModuleFunction } from './module';

interface Frame {
  readonly op: string;
  /** How many locals were assigned where the construct begins, and whether control comes there. */
  readonly base: number;
  readonly reachable: boolean;
  /** What is assigned beyond that wherever control leaves through the label; `undefined` if it never does. */
  exit: readonly number[] | undefined;
}

/**
 * Indexes of the locals (not parameters) of `f` that must be zeroed, in ascending order. One pass is enough:
 * a jump back to a loop comes from code in which at least as much is assigned as at the loop's beginning.
 */
export function localsReadBeforeWritten(f: ModuleFunction, type: FunctionType): number[] {
  const unwritten = new Set<number>();
  /** The locals that are certainly written where control is, in the order in which they came. */
  const order: number[] = [];
  const assigned = new Uint8Array(type.params.length + f.locals.length);
  let reachable = true;
  const assign = (local: number) => {
    if (assigned[local]) return;
    assigned[local] = 1;
    order.push(local);
  };
  type.params.forEach((_, index) => {
    assign(index);
  });
  const frames: Frame[] = [{ op: 'function', base: order.length, reachable, exit: undefined }];

  const meet = (frame: Frame) => {
    if (!reachable) return;
    frame.exit = frame.exit?.filter((local) => assigned[local]) ?? order.slice(frame.base);
  };
  const leave = (label: number) => {
    const frame = frames[frames.length - 1 - label];
    if (frame.op !== 'loop') meet(frame);
  };
  const rewind = ({ base }: Frame) => {
    while (order.length > base) assigned[order.pop() as number] = 0;
  };
  const close = (frame: Frame) => {
    // Nothing joins what comes out of the end: it stays as it is.
    if (frame.op !== 'if' && frame.exit === undefined && reachable) return;
    meet(frame);
    rewind(frame);
    // Without an `else`, control also comes from the beginning.
    const passes = frame.op === 'if' && frame.reachable;
    reachable = passes || frame.exit !== undefined;
    if (!passes) for (const local of frame.exit ?? []) assign(local);
  };

  for (const { op, a, labels } of f.body) {
    const frame = frames[frames.length - 1];
    switch (op.startsWith('trap: ') ? 'unreachable' : op) {
      case 'block':
      case 'loop':
      case 'if':
        frames.push({ op, base: order.length, reachable, exit: undefined });
        break;
      case 'else':
        meet(frame);
        rewind(frame);
        reachable = frame.reachable;
        frames[frames.length - 1] = { ...frame, op };
        break;
      case 'end':
        frames.pop();
        close(frame);
        break;
      case 'br_if':
        leave(a);
        break;
      case 'br':
        leave(a);
        reachable = false;
        break;
      case 'br_table':
        for (const label of new Set(labels)) leave(label);
        reachable = false;
        break;
      case 'return':
      case 'unreachable':
      case 'trap.unsupported':
      case 'exit':
        reachable = false;
        break;
      case 'local.get':
        if (reachable && !assigned[a]) unwritten.add(a);
        break;
      case 'local.set':
      case 'local.tee':
        if (reachable) assign(a);
        break;
    }
  }
  return [...unwritten].sort((x, y) => x - y);
}
