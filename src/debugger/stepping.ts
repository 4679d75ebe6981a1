/**
 * Where a step is over: marks on the instructions, which may depend on the call depth at which they are reached.
 *
 * A step by line only ends where there are lines: code without them (the C library, the linked-in runtime,
 * the start-up code) is stepped through, but a function with lines that it calls back is not missed.
 */
import { MARK } from '../executor/marks';
import type { ProgramMap } from './program-map';

export type StepKind = 'over' | 'in' | 'out';
export type Granularity = 'line' | 'instruction';

export interface StepStart {
  readonly address: number;
  readonly depth: number;
  /** Whether an address is in a function that is inlined in this one. */
  readonly inCallee?: (address: number) => boolean;
  /** Whether an address is in this function, where it is inlined itself. */
  readonly inOwn?: (address: number) => boolean;
}

/** Where to stop; everything is by machine address. */
export interface StopRule {
  /** Flags as in `MARK`. */
  readonly marks: Uint8Array;
  /** The call depth with which they compare. */
  readonly level: number;
  /** As in `Backward`; a number for each C line. */
  readonly groups?: Int32Array;
}

export interface Stepping {
  step(kind: StepKind, granularity: Granularity, start: StepStart): StopRule;
  /** To where the line (or instruction) before began; the calls in it are passed over. */
  back(granularity: Granularity, start: StepStart): StopRule;
  /** Where a person expects a program to begin: in `main`, or else at its first WASM instruction. */
  entry(): StopRule;
}

export function createStepping(map: ProgramMap): Stepping {
  const { instructions, origins } = map.program;
  const mark = (flags: (address: number) => number) =>
    Uint8Array.from(instructions, (_, address) => flags(address));
  const lines = numberLines(map);

  /** Line number by address; 0 where no step by line ends. */
  const landings = lines.map((line, address) => (inPrologue(map, address) ? 0 : line));
  const begins = mark((address) => (origins[address].first ? MARK.stop : 0));

  /** Whether a step by line may end at an address at the call depth at which it began. */
  function endsAtDepth(
    kind: StepKind,
    { address: begin, inOwn, inCallee }: StepStart,
    address: number,
  ) {
    if (kind === 'out')
      return (
        inOwn !== undefined && !inOwn(address) && map.functionAt(address) === map.functionAt(begin)
      );
    // Only on another line.
    return landings[address] !== lines[begin] && !(kind === 'over' && inCallee?.(address));
  }

  return {
    step(kind, granularity, start) {
      if (granularity === 'instruction') {
        const flags = WITHIN[kind];
        return { marks: begins.map((first) => (first ? flags : 0)), level: start.depth };
      }
      const marks = mark((address) => {
        if (landings[address] === 0) return 0;
        return (WITHIN[kind] & ~MARK.at) | (endsAtDepth(kind, start, address) ? MARK.at : 0);
      });
      return { marks, level: start.depth };
    },
    back(granularity, { depth, inCallee }) {
      if (granularity === 'instruction')
        return { marks: mark((address) => (begins[address] ? WITHIN.over : 0)), level: depth };
      const marks = mark((address) => {
        if (landings[address] === 0) return 0;
        return inCallee?.(address) ? MARK.below : WITHIN.over;
      });
      return { marks, level: depth, groups: landings };
    },
    entry() {
      const mains = map.functionsNamed('main').filter(map.hasLines);
      if (mains.length === 0) return { marks: begins, level: 0 };
      const bodies = new Set(mains.map(map.bodyOf));
      return { marks: mark((address) => (bodies.has(address) ? MARK.stop : 0)), level: 0 };
    },
  };
}

/** The call depths at which a step may end. */
const WITHIN: Record<StepKind, number> = {
  over: MARK.below | MARK.at,
  in: MARK.below | MARK.at | MARK.above,
  out: MARK.below,
};

/** A number from 1 for the line of each instruction, the same for the same line; 0 where it has none. */
function numberLines(map: ProgramMap): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(map.program.instructions, (_, address) => {
    const line = map.lineAt(address);
    if (!line) return 0;
    const name = `${line.file}:${line.line}`;
    if (!numbers.has(name)) numbers.set(name, numbers.size + 1);
    return numbers.get(name) as number;
  });
}

/** A function is entered once its parameters are where the debug information says that they are. */
function inPrologue(map: ProgramMap, address: number): boolean {
  const f = map.functionAt(address);
  return f !== undefined && address < map.bodyOf(f);
}
