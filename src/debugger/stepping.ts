/**
 * When a step is over: a condition on the instruction that is about to run and on the call depth, asked at
 * every instruction boundary.
 *
 * A step by line only ends where there are lines: code without them (the C library, the linked-in runtime,
 * the start-up code) is stepped through, but a function with lines that it calls back is not missed.
 */
import type { ProgramMap } from './program-map';

export type StepKind = 'over' | 'in' | 'out';
export type Granularity = 'line' | 'instruction';

/** `depth` is only asked when it matters, since reading it costs. */
export type StepCondition = (address: number, depth: () => number) => boolean;

export interface StepStart {
  readonly address: number;
  readonly depth: number;
}

export function stepCondition(
  map: ProgramMap,
  kind: StepKind,
  granularity: Granularity,
  start: StepStart,
): StepCondition {
  const within = depthRule(kind, start.depth);
  if (granularity === 'instruction')
    return (address, depth) => map.program.origins[address].first && within(depth());
  const from = map.lineAt(start.address);
  return (address, depth) => {
    const line = map.lineAt(address);
    if (!line || inPrologue(map, address)) return false;
    const now = depth();
    if (!within(now)) return false;
    const sameLine = line.line === from?.line && line.file === from?.file;
    return now !== start.depth || !sameLine;
  };
}

function depthRule(kind: StepKind, depth: number): (now: number) => boolean {
  switch (kind) {
    case 'over':
      return (now) => now <= depth;
    case 'in':
      return () => true;
    case 'out':
      return (now) => now < depth;
  }
}

/** A function is entered once its parameters are where the debug information says that they are. */
function inPrologue(map: ProgramMap, address: number): boolean {
  const f = map.functionAt(address);
  return f !== undefined && address < map.bodyOf(f);
}

/** Ends where a person expects a program to begin: in `main`, or else at its first WASM instruction. */
export function entryCondition(map: ProgramMap): StepCondition {
  const mains = map.functionsNamed('main').filter(map.hasLines);
  if (mains.length === 0) return (address) => map.program.origins[address].first;
  const bodies = new Set(mains.map(map.bodyOf));
  return (address) => bodies.has(address);
}
