/** Breakpoints of all kinds, and the prompt positions at which the machine stops for them. */
import { unverified } from './errors';
import type { LineRange } from './lines';
import type { ProgramMap } from './program-map';

export interface Breakpoint {
  readonly id: number;
  readonly verified: boolean;
  /** Why not, if it is not. */
  readonly message?: string;
  /** Where it really is. */
  readonly line?: number;
  /** Address of the machine instruction, of the first if there are several. */
  readonly address?: number;
}

export type BreakpointKind = 'line' | 'function' | 'instruction';

export interface Breakpoints {
  /** Each replaces all earlier breakpoints of its kind (of its kind and file, for lines). */
  setLines(file: string, lines: readonly number[]): Breakpoint[];
  setFunctions(names: readonly string[]): Breakpoint[];
  /** Byte offsets in the module. */
  setInstructions(offsets: readonly number[]): Breakpoint[];
  /** Fast: whether there is one at a machine address. */
  isSet(address: number): boolean;
  hit(address: number): { readonly ids: readonly number[]; readonly kind: BreakpointKind };
}

interface Placed extends Breakpoint {
  readonly addresses: readonly number[];
}

/** `changed` is called after each change. */
export function createBreakpoints(map: ProgramMap, changed = () => {}): Breakpoints {
  const groups = new Map<string, { kind: BreakpointKind; placed: readonly Placed[] }>();
  const flags = new Uint8Array(map.program.instructions.length);
  let nextId = 1;

  function place(addresses: readonly number[], message: string, line?: number): Placed {
    const id = nextId++;
    return addresses.length > 0
      ? { id, verified: true, line, address: addresses[0], addresses }
      : { id, verified: false, message, addresses };
  }
  function replace(key: string, kind: BreakpointKind, placed: readonly Placed[]): Breakpoint[] {
    groups.set(key, { kind, placed });
    flags.fill(0);
    for (const group of groups.values())
      for (const { addresses } of group.placed) for (const address of addresses) flags[address] = 1;
    changed();
    return placed.map(({ addresses: _, ...breakpoint }) => breakpoint);
  }
  const placeLine = (file: string, line: number) => {
    if (map.lines.files.length === 0) return place([], unverified.noDebugInformation);
    if (!map.lines.files.includes(file)) return place([], unverified.otherFile(file));
    const ranges = map.lines.from(file, line);
    return place(lineAddresses(map, ranges), unverified.noCode, ranges[0]?.line);
  };

  return {
    setLines: (file, lines) =>
      replace(
        `line ${file}`,
        'line',
        lines.map((line) => placeLine(file, line)),
      ),
    setFunctions: (names) =>
      replace(
        'function',
        'function',
        names.map((name) =>
          place(map.functionsNamed(name).map(map.bodyOf), unverified.noFunction(name)),
        ),
      ),
    setInstructions: (offsets) =>
      replace(
        'instruction',
        'instruction',
        offsets.map((offset) => {
          const address = map.isInstruction(offset) ? map.addressOf(offset) : undefined;
          return place(address === undefined ? [] : [address], unverified.noInstruction);
        }),
      ),
    isSet: (address) => flags[address] === 1,
    hit(address) {
      const hits = [...groups.values()]
        .map(({ kind, placed }) => ({
          kind,
          ids: placed.filter((b) => b.addresses.includes(address)).map((b) => b.id),
        }))
        .filter(({ ids }) => ids.length > 0);
      return { ids: hits.flatMap(({ ids }) => ids), kind: hits[0]?.kind ?? 'line' };
    },
  };
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
