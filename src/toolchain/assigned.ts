/** Which locals a function may read before it has written them, so that only those are zeroed on entry. */
import type { FunctionType, ModuleFunction } from './module';

/** The set of locals that are certainly written; `undefined` where control does not come. */
type Assigned = ReadonlySet<number> | undefined;

interface Frame {
  readonly op: string;
  /** What is assigned wherever control leaves the construct through its label. */
  exit: Assigned;
  /** What is assigned where the construct begins. */
  readonly entry: Assigned;
}

function meet(a: Assigned, b: Assigned): Assigned {
  if (!a || !b) return a ?? b;
  return new Set([...a].filter((local) => b.has(local)));
}

/**
 * Indexes of the locals (not parameters) of `f` that must be zeroed, in ascending order. One pass is enough:
 * a jump back to a loop comes from code in which at least as much is assigned as at the loop's beginning.
 */
export function localsReadBeforeWritten(f: ModuleFunction, type: FunctionType): number[] {
  const unwritten = new Set<number>();
  const params = type.params.map((_, index) => index);
  let now: Assigned = new Set(params);
  const frames: Frame[] = [{ op: 'function', exit: undefined, entry: now }];
  const leave = (label: number) => {
    const frame = frames[frames.length - 1 - label];
    if (frame.op !== 'loop') frame.exit = meet(frame.exit, now);
  };
  for (const { op, a, labels } of f.body) {
    const frame = frames[frames.length - 1];
    switch (op.startsWith('trap: ') ? 'unreachable' : op) {
      case 'block':
      case 'loop':
      case 'if':
        frames.push({ op, exit: undefined, entry: now });
        break;
      case 'else':
        frames[frames.length - 1] = { op, exit: meet(frame.exit, now), entry: undefined };
        now = frame.entry;
        break;
      case 'end':
        frames.pop();
        now = meet(frame.exit, now);
        if (frame.op === 'if') now = meet(now, frame.entry);
        break;
      case 'br_if':
        leave(a);
        break;
      case 'br':
        leave(a);
        now = undefined;
        break;
      case 'br_table':
        labels?.forEach(leave);
        now = undefined;
        break;
      case 'return':
      case 'unreachable':
      case 'trap.unsupported':
      case 'exit':
        now = undefined;
        break;
      case 'local.get':
        if (now && !now.has(a)) unwritten.add(a);
        break;
      case 'local.set':
      case 'local.tee':
        if (now && !now.has(a)) now = new Set([...now, a]);
        break;
    }
  }
  return [...unwritten].sort((x, y) => x - y);
}
