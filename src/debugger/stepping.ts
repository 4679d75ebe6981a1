/**
 * Where a step is over: marks on the instructions, which may depend on the call depth at which they are reached.
 *
 * A step by line only ends where there are lines: code without them (the C library, the linked-in runtime,
 * the start-up code) is stepped through, but a function with lines that it calls back is not missed.
 */
import { MARK } from '../executor/marks';
import type { ProgramFunction } from '../program/program';
import type { ProgramMap } from './program-map';

export type StepKind = 'over' | 'in' | 'out';
export type BackKind = StepKind;
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
  /** As in `Backward`. */
  readonly into?: boolean;
}

/** A call, and the function that it calls; `undefined` where that depends on a pointer. */
export interface Call {
  readonly address: number;
  readonly target: ProgramFunction | undefined;
}

export interface Stepping {
  step(kind: StepKind, granularity: Granularity, start: StepStart): StopRule;
  /**
   * To where the line (or instruction) before began. `over`: the calls in it are passed over; `in`: the last line of
   * such a call; `out`: the line that called this function.
   */
  back(kind: BackKind, granularity: Granularity, start: StepStart): StopRule;
  /** Where a person expects a program to begin: in `main`, or else at its first WASM instruction. */
  entry(): StopRule;
  /** The body of a function, at a call depth. */
  entering(f: ProgramFunction, depth: number): StopRule;
  /** One instruction, at a call depth. */
  reaching(address: number, depth: number): StopRule;
  /** Calls of functions that can be stepped into, on the line of an instruction and not before it. */
  calls(address: number): readonly Call[];
  /** A number from 1 for the line of each instruction, the same for the same line; 0 where it has none. */
  readonly lines: Int32Array;
}

/** `justMyCode`: steps by line only end where there are lines. */
export function createStepping(map: ProgramMap, justMyCode = true): Stepping {
  const { instructions, origins } = map.program;
  const mark = (flags: (address: number) => number) =>
    Uint8Array.from(instructions, (_, address) => flags(address));
  const lines = numberLines(map);

  /** Line number by address; 0 where no step by line ends. */
  const landings = lines.map((line, address) => (inPrologue(map, address) ? 0 : line));
  const begins = mark((address) => (origins[address].first ? MARK.stop : 0));
  const canEnter = (f: ProgramFunction | undefined) => f && (!justMyCode || map.hasLines(f));
  /** Where functions without lines are entered, if they are to be. */
  const bare = new Set(
    justMyCode ? [] : map.program.functions.filter((f) => !map.hasLines(f)).map(map.bodyOf),
  );

  const reaching = (address: number, depth: number) => ({
    marks: mark((at) => (at === address ? MARK.at : 0)),
    level: depth,
  });

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
        if (kind === 'in' && bare.has(address)) return MARK.above;
        if (landings[address] === 0) return 0;
        return (WITHIN[kind] & ~MARK.at) | (endsAtDepth(kind, start, address) ? MARK.at : 0);
      });
      return { marks, level: start.depth };
    },
    back(asked, granularity, { address, depth, inCallee }) {
      // From code without lines one goes back to the last line there was, however deep.
      const kind = granularity === 'line' && asked === 'over' && !lines[address] ? 'in' : asked;
      const into = kind === 'in';
      if (granularity === 'instruction') {
        const marks = mark((address) => (begins[address] ? WITHIN[kind] : 0));
        return { marks, level: depth, into };
      }
      const marks = mark((address) => {
        if (landings[address] === 0) return 0;
        return !into && inCallee?.(address) ? MARK.below : WITHIN[kind];
      });
      return { marks, level: depth, groups: landings, into };
    },
    entry() {
      const mains = map.functionsNamed('main').filter(map.hasLines);
      const anywhere = (is: (address: number) => boolean) => ({
        marks: mark((address) => (is(address) ? WITHIN.in : 0)),
        level: 0,
      });
      if (mains.length === 0) return anywhere((address) => origins[address].first);
      const bodies = new Set(mains.map(map.bodyOf));
      return anywhere((address) => bodies.has(address));
    },
    entering: (f, depth) => reaching(map.bodyOf(f), depth),
    reaching,
    calls(address) {
      const f = map.functionAt(address);
      const found: Call[] = [];
      for (let at = address; f && at < f.end; at++) {
        const { op, a } = instructions[at];
        if (lines[at] !== lines[address] || !op.startsWith('call')) continue;
        const target = op === 'call' ? map.functionAt(a) : undefined;
        if (op !== 'call' || canEnter(target)) found.push({ address: at, target });
      }
      return found;
    },
    lines,
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
