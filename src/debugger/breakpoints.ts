/** Breakpoints of all kinds, and the prompt positions at which the machine stops for them. */
import { problem, unverified } from './errors';
import { parseHits } from './hit-condition';
import type { LineRange } from './lines';
import type { ProgramMap } from './program-map';
import type { Condition, Test, Watch } from './transformer';

export interface Breakpoint {
  readonly id: number;
  readonly verified: boolean;
  /** Why not, if it is not. */
  readonly message?: string;
  /** Where it really is. */
  readonly line?: number;
  readonly column?: number;
  /** Address of the machine instruction, of the first if there are several. */
  readonly address?: number;
}

/** When a breakpoint stops, and whether it only says something. */
export interface When {
  /** A C expression. */
  readonly condition?: string;
  readonly hitCondition?: string;
  /** Is said in place of stopping; C expressions in braces. */
  readonly logMessage?: string;
}

export type BreakpointKind = 'line' | 'function' | 'instruction' | 'data';

/** A data breakpoint: what it watches, and how a person calls that. */
export interface Watched extends Omit<Watch, 'id' | 'hits'> {
  readonly name: string;
  /** A C expression that has to hold where the access is over. */
  readonly condition?: string;
  readonly hitCondition?: string;
}

export interface Breakpoints {
  /** Each replaces all earlier breakpoints of its kind (of its kind and file, for lines). */
  setLines(
    file: string,
    wanted: readonly (When & { line: number; column?: number })[],
  ): Breakpoint[];
  setFunctions(wanted: readonly (When & { name: string })[]): Breakpoint[];
  /** Byte offsets in the module. */
  setInstructions(wanted: readonly (When & { offset: number })[]): Breakpoint[];
  /** `now`: from this position on hits are counted, unless the same breakpoint was there already. */
  setData(wanted: readonly Watched[], now: number): Breakpoint[];
  /** Fast: whether there is one at a machine address. Those that only say something do so on the way forward. */
  stopsAt(address: number, back: boolean): boolean;
  tests(back: boolean): readonly Test[];
  watches(): readonly Watch[];
  watched(id: number): Watched | undefined;
  /** The breakpoints behind the keys of tests. */
  hit(keys: readonly string[]): Hit;
}

export interface Hit {
  readonly ids: readonly number[];
  readonly kind: BreakpointKind;
  /** What those say that only say something, and whether there is one that stops. */
  readonly messages: readonly string[];
  readonly stops: boolean;
}

interface Placed extends Breakpoint, When {
  readonly kind: BreakpointKind;
  readonly addresses: readonly number[];
  readonly test?: Test;
}

export interface BreakpointParts {
  readonly map: ProgramMap;
  /** A condition for the instruction at an address. Throws a `UserError` that says what is wrong with it. */
  readonly compile: (condition: string, address: number) => Condition;
  /** Called after each change. */
  readonly changed: () => void;
}

/** Flags of an address: there is a breakpoint, and one that stops on the way back too. */
const HERE = 1;
const ALSO_BACK = 2;

export function createBreakpoints({ map, compile, changed }: BreakpointParts): Breakpoints {
  const groups = new Map<string, readonly Placed[]>();
  let data: readonly (Watched & Watch)[] = [];
  const flags = new Uint8Array(map.program.instructions.length);
  let nextId = 1;

  function place(
    kind: BreakpointKind,
    name: string,
    addresses: readonly number[],
    when: When,
    message: string,
    line?: number,
  ): Placed {
    const id = nextId++;
    const common = { id, kind, addresses, ...when };
    if (addresses.length === 0) return { ...common, verified: false, message };
    try {
      const test = testOf(`${kind} ${name}`, addresses, when);
      return { ...common, verified: true, line, address: addresses[0], test };
    } catch (error) {
      return { ...common, addresses: [], verified: false, message: (error as Error).message };
    }
  }
  function testOf(name: string, addresses: readonly number[], when: When): Test {
    const condition = when.condition?.trim() || undefined;
    const hits = when.hitCondition?.trim() || undefined;
    return {
      key: JSON.stringify([name, condition, hits, when.logMessage]),
      places: addresses.map((address) => ({
        pc: map.prompt.positions[address],
        condition: condition === undefined ? undefined : compile(condition, address),
      })),
      hits: hits === undefined ? undefined : parseHits(hits),
    };
  }
  function replace(key: string, placed: readonly Placed[]): Breakpoint[] {
    groups.set(key, placed);
    flags.fill(0);
    for (const { addresses, logMessage } of [...groups.values()].flat())
      for (const address of addresses) flags[address] |= HERE | (logMessage ? 0 : ALSO_BACK);
    changed();
    return placed.map(described);
  }
  const placeLine = (file: string, line: number, column: number | undefined, when: When) => {
    const nowhere = (message: string) => place('line', '', [], when, message);
    if (map.lines.files.length === 0) return nowhere(unverified.noDebugInformation);
    if (!map.lines.files.includes(file)) return nowhere(unverified.otherFile(file));
    const ranges = map.lines.from(file, line, column);
    const addresses = lineAddresses(map, ranges);
    const name = `${file}:${line}:${column ?? ''}`;
    const placed = place('line', name, addresses, when, unverified.noCode, ranges[0]?.line);
    return column === undefined ? placed : { ...placed, column: ranges[0]?.column };
  };
  const all = () => [...groups.values()].flat();

  return {
    setLines: (file, wanted) =>
      replace(
        `line ${file}`,
        wanted.map(({ line, column, ...when }) => placeLine(file, line, column, when)),
      ),
    setFunctions: (wanted) =>
      replace(
        'function',
        wanted.map(({ name, ...when }) => {
          const addresses = map.functionsNamed(name).map(map.bodyOf);
          return place('function', name, addresses, when, unverified.noFunction(name));
        }),
      ),
    setInstructions: (wanted) =>
      replace(
        'instruction',
        wanted.map(({ offset, ...when }) => {
          const address = map.isInstruction(offset) ? map.addressOf(offset) : undefined;
          const addresses = address === undefined ? [] : [address];
          return place('instruction', String(offset), addresses, when, unverified.noInstruction);
        }),
      ),
    setData(wanted, now) {
      const before = data;
      const accepted: (Watched & Watch)[] = [];
      const breakpoints = wanted.map((watched): Breakpoint => {
        const id = nextId++;
        try {
          accepted.push({ ...watched, id, hits: hitsOf(watched, before, now) });
          return { id, verified: true };
        } catch (error) {
          return { id, verified: false, message: (error as Error).message };
        }
      });
      data = accepted;
      changed();
      return breakpoints;
    },
    stopsAt: (address, back) => (flags[address] & (back ? ALSO_BACK : HERE)) !== 0,
    tests: (back) =>
      all().flatMap(({ test, logMessage }) => (test && !(back && logMessage) ? [test] : [])),
    watches: () => data,
    watched: (id) => data.find((watched) => watched.id === id),
    hit(keys) {
      const hits = all().filter(({ test }) => test && keys.includes(test.key));
      const stopping = hits.filter(({ logMessage }) => !logMessage);
      return {
        ids: stopping.map(({ id }) => id),
        kind: stopping[0]?.kind ?? 'line',
        messages: hits.flatMap(({ logMessage }) => logMessage || []),
        stops: stopping.length > 0,
      };
    },
  };
}

function described({ id, verified, message, line, column, address }: Placed): Breakpoint {
  return { id, verified, message, line, column, address };
}

/** Throws a `UserError` where what is asked for cannot be counted. */
function hitsOf(
  watched: Watched,
  before: readonly (Watched & Watch)[],
  now: number,
): Watch['hits'] {
  const { store, address, length, access, condition, hitCondition } = watched;
  const text = hitCondition?.trim();
  if (!text) return undefined;
  if (condition) throw problem.dataHits();
  const same = before.find(
    (other) =>
      other.hitCondition?.trim() === text &&
      other.store === store &&
      other.address === address &&
      other.length === length &&
      other.access === access,
  );
  return { rule: parseHits(text), since: same?.hits?.since ?? now };
}

/** Where a line begins, once in each function that has code of it. */
function lineAddresses(map: ProgramMap, ranges: readonly LineRange[]): number[] {
  const found = new Map<unknown, number>();
  for (const range of ranges) {
    const address = map.addressOf(range.start);
    if (address === undefined) continue;
    const f = map.functionAt(address);
    // The line that opens a function sets up its frame: its parameters can be seen after that.
    const after = f ? Math.max(address, map.bodyOf(f)) : address;
    if (!found.has(f)) found.set(f, after);
  }
  return [...found.values()];
}
