/** Lists over code addresses, of versions 4 and 5: the ranges that an entry covers, and the locations that hold in some. */
import { type Cursor, createCursor } from './cursor';
import type { Entry, Unit } from './entries';
import { addressAt, addressOf, numberOf } from './forms';
import { AT, LLE, RLE } from './names';

/** Code addresses [begin, end), counted from the first byte of the code section's payload. */
export interface CodeRange {
  readonly begin: number;
  readonly end: number;
}

export interface LocationRange extends CodeRange {
  /** A location expression. */
  readonly expression: Uint8Array;
}

const EVERYWHERE = { begin: 0, end: Number.POSITIVE_INFINITY };

/** The code of an entry; none where it has been dropped by the linker, which gives that the largest address. */
export function rangesOf(entry: Entry): CodeRange[] {
  const { attributes, unit } = entry;
  const list = attributes.get(AT.ranges);
  if (list?.kind === 'offset' || list?.kind === 'listIndex') {
    const { sections } = unit;
    const at = listOffset(list, sections.rnglists, unit.bases.ranges);
    const nothing = () => undefined;
    const found =
      unit.version >= 5
        ? readEntries5(sections.rnglists, at, unit, RLE, nothing)
        : readEntries4(sections.ranges, at, unit, nothing);
    return found.filter(isLive);
  }
  const begin = addressOf(entry, AT.low_pc);
  if (begin === undefined) return [];
  const end = addressOf(entry, AT.high_pc) ?? begin + (numberOf(entry, AT.high_pc) ?? 0);
  return [{ begin, end }].filter(isLive);
}

/** Where a variable is, over the code; `undefined` if it is said to be nowhere. */
export function locationsOf({ attributes, unit }: Entry): LocationRange[] | undefined {
  const value = attributes.get(AT.location);
  if (value?.kind === 'block') return [{ ...EVERYWHERE, expression: value.value }];
  if (value?.kind !== 'offset' && value?.kind !== 'listIndex') return undefined;
  const { sections } = unit;
  const at = listOffset(value, sections.loclists, unit.bases.locations);
  const expression5 = (cursor: Cursor) => cursor.bytes(Number(cursor.uleb()));
  const expression4 = (cursor: Cursor) => cursor.bytes(cursor.unsigned(2));
  const found =
    unit.version >= 5
      ? readEntries5(sections.loclists, at, unit, LLE, expression5)
      : readEntries4(sections.loc, at, unit, expression4);
  return found.map(({ begin, end, content }) => ({ begin, end, expression: content }));
}

type Found<T> = CodeRange & { readonly content: T };

const isLive = ({ begin, end }: CodeRange) => begin < end && end <= 0x7fffffff;

function listOffset(
  { kind, value }: { kind: 'offset' | 'listIndex'; value: number },
  section: Uint8Array,
  base: number,
): number {
  if (kind === 'offset') return value;
  return base + createCursor(section, base + 4 * value).unsigned(4);
}

/** Pairs of addresses, up to one of zeros; the largest address says that the other is the base of what follows. */
function readEntries4<T>(
  section: Uint8Array,
  at: number,
  { addressSize, bases }: Unit,
  content: (cursor: Cursor) => T,
): Found<T>[] {
  const largest = 256 ** addressSize - 1;
  const cursor = createCursor(section, at);
  const found: Found<T>[] = [];
  for (let base = bases.code; ; ) {
    const begin = cursor.unsigned(addressSize);
    const end = cursor.unsigned(addressSize);
    if (begin === 0 && end === 0) return found;
    if (begin === largest) base = end;
    else found.push({ begin: base + begin, end: base + end, content: content(cursor) });
  }
}

/** Entries that each begin with their kind. */
function readEntries5<T>(
  section: Uint8Array,
  at: number,
  unit: Unit,
  kinds: typeof RLE | typeof LLE,
  content: (cursor: Cursor) => T,
): Found<T>[] {
  const cursor = createCursor(section, at);
  const found: Found<T>[] = [];
  const uleb = () => Number(cursor.uleb());
  const indexed = () => addressAt(unit, uleb());
  const address = () => cursor.unsigned(unit.addressSize);
  const add = (begin: number, end: number) => found.push({ begin, end, content: content(cursor) });
  let base = unit.bases.code;
  for (;;) {
    const kind = cursor.unsigned(1);
    if (kind === kinds.end_of_list) return found;
    if (kind === kinds.base_addressx) base = indexed();
    else if (kind === kinds.base_address) base = address();
    else if (kind === kinds.startx_endx) add(indexed(), indexed());
    else if (kind === kinds.offset_pair) add(base + uleb(), base + uleb());
    else if (kind === kinds.start_end) add(address(), address());
    else if (kind === kinds.startx_length || kind === kinds.start_length) {
      const begin = kind === kinds.startx_length ? indexed() : address();
      add(begin, begin + uleb());
    } else if ('default_location' in kinds && kind === kinds.default_location)
      add(EVERYWHERE.begin, EVERYWHERE.end);
    else throw new RangeError(`the entry ${kind} of a list is not known`);
  }
}
