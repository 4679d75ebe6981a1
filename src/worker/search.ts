/** Looking through what is recorded: as fast as the tokens can be read, and for some time at most. */
import type { SearchRequest, SearchResult, SearchTarget } from '../debugger/transformer';
import type { Reader } from '../engine/reader';
import type { Walk } from '../engine/walk';
import { readEdit } from '../program/edits';
import { TOKENS } from '../program/vocabulary';
import type { Accesses } from './accesses';
import type { StateProbe } from './state-probe';

/** What is searched. */
export interface Searched {
  readonly reader: Reader;
  readonly probe: StateProbe;
  /** Tells `pc` and the call depth. */
  readonly walk: Walk;
  readonly accesses: Accesses;
  /** Where the prompt ends. */
  readonly begin: number;
  /** Positions at which a person changed something. */
  readonly edits: readonly number[];
}

/** Tokens that are looked through between two looks at the clock. */
const STRETCH = 2 ** 15;
/** Milliseconds that a search may take; the stretch that it is at is finished. */
const PATIENCE = 150;

/** Calls `hit` for what is found at the positions [from, to), in ascending order. */
type Scan = (from: number, to: number, hit: (position: number) => void) => void;

export function search(request: SearchRequest, searched: Searched): SearchResult {
  const { what, from, to, direction, limit } = request;
  const scan = scanFor(what, searched);
  const deadline = performance.now() + PATIENCE;
  const positions: number[] = [];
  const forward = direction === 'forward';
  let [begin, end] = forward ? [from, from] : [to, to];
  while (forward ? end < to : begin > from) {
    const stretch = forward
      ? ([end, Math.min(to, end + STRETCH)] as const)
      : ([Math.max(from, begin - STRETCH), begin] as const);
    const found: number[] = [];
    scan(...stretch, (position) => found.push(position));
    if (!forward) found.reverse();
    const taken = found.slice(0, limit - positions.length);
    positions.push(...taken);
    const last = taken.at(-1);
    // What lies beyond the last one that was wanted is left for the next search.
    const full = positions.length === limit && last !== undefined;
    if (forward) end = full ? last + 1 : stretch[1];
    else begin = full ? last : stretch[0];
    if (positions.length >= limit || performance.now() > deadline) break;
  }
  return { positions, from: begin, to: end };
}

function scanFor(what: SearchTarget, searched: Searched): Scan {
  switch (what.kind) {
    case 'tokens':
      return tokenScan(searched, what.wanted, () => true);
    case 'number': {
      const { probe } = searched;
      // Only a token with the same lowest byte can end the number.
      const wanted = Uint8Array.from(TOKENS, ({ family, lane, value }) =>
        NUMBERS.has(family) && lane === 0 && value === (what.number & 255) ? 1 : 0,
      );
      const isNumber = (at: number) => probe.number(at, at) === what.number;
      return tokenScan(searched, wanted, isNumber);
    }
    case 'byte':
      return byteScan(searched, what.address);
    case 'places':
      return placeScan(searched, what.places, what.first === 'called');
  }
}

/** What spells numbers: constants of the program, results, and a person's. */
const NUMBERS: ReadonlySet<string> = new Set(['imm', 'digit', 'person']);

function tokenScan(
  { reader }: Searched,
  wanted: Uint8Array,
  holds: (position: number) => boolean,
): Scan {
  return (from, to, hit) => {
    const tokens = reader.tokens(from, to);
    for (let i = 0; i < tokens.length; i++)
      if (wanted[tokens[i]] === 1 && holds(from + i)) hit(from + i);
  };
}

function placeScan({ walk, begin }: Searched, places: Uint8Array, called: boolean): Scan {
  return (from, to, hit) => {
    // Whether a stretch begins is told by the operation before it.
    const before = walk.last(begin, from);
    let inside = false;
    let depthBefore = -1;
    walk.forward(before < 0 ? from : before, to, (position, pc, depth) => {
      const at = places[pc] === 1;
      const begins = called ? depth > depthBefore : !inside || depth !== depthBefore;
      if (at && begins && position >= from) hit(position);
      inside = at;
      depthBefore = depth;
      return false;
    });
  };
}

function byteScan({ reader, probe, accesses, begin, edits }: Searched, address: number): Scan {
  const given = probe.writerOfByte(address, begin - 1);
  const changes = edits.flatMap((position) => writtenByPerson(reader, position, address));
  return (from, to, hit) => {
    const others = [given, ...changes].filter((position) => position >= from && position < to);
    const pass = (until: number) => {
      while (others.length > 0 && others[0] < until) hit(others.shift() as number);
    };
    accesses.forward('any', { address, length: 1 }, Math.max(begin, from), to, (at) => {
      pass(at);
      hit(at);
      return false;
    });
    pass(to);
  };
}

/** Tokens of an edit, all numbers at their longest. */
const LONGEST_EDIT = 16;

/** The position of the token that writes to a byte in a person's change; none where it writes elsewhere. */
function writtenByPerson(reader: Reader, position: number, address: number): number[] {
  const tokens = reader.tokens(position, Math.min(reader.length, position + LONGEST_EDIT));
  const edit = readEdit(tokens, 0)?.edit;
  if (edit?.kind !== 'memory') return [];
  const within = edit.address <= address && address < edit.address + edit.width;
  const closer = tokens.findIndex((token, i) => i > 0 && TOKENS[token].family === 'edit');
  return within ? [position + closer] : [];
}
