/** `.debug_info` as a tree: units, the entries in them, and their attributes. */
import { customSection } from '../sections';
import { type Cursor, createCursor } from './cursor';
import { type AttributeValue, addressOf, readForm } from './forms';
import { AT, FORM } from './names';

export interface DwarfSections {
  readonly info: Uint8Array;
  readonly abbrev: Uint8Array;
  readonly line: Uint8Array;
  readonly str: Uint8Array;
  readonly line_str: Uint8Array;
  readonly str_offsets: Uint8Array;
  readonly addr: Uint8Array;
  /** Ranges and locations of version 4, and those of version 5. */
  readonly ranges: Uint8Array;
  readonly loc: Uint8Array;
  readonly rnglists: Uint8Array;
  readonly loclists: Uint8Array;
}

export interface Unit {
  readonly sections: DwarfSections;
  readonly version: number;
  /** Where it begins in `.debug_info`: references within it count from here. */
  readonly offset: number;
  readonly addressSize: number;
  /** Where the unit's parts of the sections of version 5 begin, and the address from which its ranges count. */
  readonly bases: Record<'strings' | 'addresses' | 'ranges' | 'locations' | 'code', number>;
}

export interface Entry {
  /** In `.debug_info`. */
  readonly offset: number;
  readonly unit: Unit;
  /** One of `TAG`, or one that nobody here reads. */
  readonly tag: number;
  readonly attributes: ReadonlyMap<number, AttributeValue>;
  readonly children: readonly Entry[];
}

interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  /** Attribute, form, and the value of one that has it here. */
  readonly fields: readonly (readonly [number, number, number])[];
}

export function readSections(module: Uint8Array): DwarfSections {
  const section = (name: string) => customSection(module, `.debug_${name}`) ?? new Uint8Array();
  return {
    info: section('info'),
    abbrev: section('abbrev'),
    line: section('line'),
    str: section('str'),
    line_str: section('line_str'),
    str_offsets: section('str_offsets'),
    addr: section('addr'),
    ranges: section('ranges'),
    loc: section('loc'),
    rnglists: section('rnglists'),
    loclists: section('loclists'),
  };
}

/** Kinds of unit whose header is followed by an entry at once. */
const COMPILE = 1;
const PARTIAL = 3;

/**
 * The top entries of all units. Throws where a section is damaged; units of other versions, and those that a
 * compiler keeps in other files, are passed over.
 */
export function readUnits(sections: DwarfSections): Entry[] {
  const cursor = createCursor(sections.info);
  const abbreviations = new Map<number, ReadonlyMap<number, Abbreviation>>();
  const tops: Entry[] = [];
  while (cursor.at < sections.info.length) {
    const offset = cursor.at;
    const end = cursor.unsigned(4) + cursor.at;
    const header = readHeader(cursor);
    if (header) {
      const { version, addressSize, table } = header;
      const known = abbreviations.get(table) ?? readAbbreviations(sections.abbrev, table);
      abbreviations.set(table, known);
      const bases = { strings: 0, addresses: 0, ranges: 0, locations: 0, code: 0 };
      const unit: Unit = { sections, version, offset, addressSize, bases };
      const top = readEntry(cursor, unit, known);
      if (top) {
        bases.code = addressOf(top, AT.low_pc) ?? 0;
        tops.push(top);
      }
    }
    cursor.at = end;
  }
  return tops;
}

/** `table`: where the unit's abbreviations begin. */
function readHeader(cursor: Cursor) {
  const version = cursor.unsigned(2);
  if (version === 4) {
    const table = cursor.unsigned(4);
    return { version, table, addressSize: cursor.unsigned(1) };
  }
  if (version !== 5) return undefined;
  const kind = cursor.unsigned(1);
  const addressSize = cursor.unsigned(1);
  const table = cursor.unsigned(4);
  return kind === COMPILE || kind === PARTIAL ? { version, table, addressSize } : undefined;
}

function readAbbreviations(bytes: Uint8Array, at: number): Map<number, Abbreviation> {
  const cursor = createCursor(bytes, at);
  const table = new Map<number, Abbreviation>();
  for (let code = Number(cursor.uleb()); code !== 0; code = Number(cursor.uleb())) {
    const tag = Number(cursor.uleb());
    const hasChildren = cursor.unsigned(1) !== 0;
    const fields: [number, number, number][] = [];
    for (;;) {
      const attribute = Number(cursor.uleb());
      const form = Number(cursor.uleb());
      const constant = form === FORM.implicit_const ? Number(cursor.sleb()) : 0;
      if (attribute === 0 && form === 0) break;
      fields.push([attribute, form, constant]);
    }
    table.set(code, { tag, hasChildren, fields });
  }
  return table;
}

/** An entry and all that it holds; `undefined` for the mark that ends a list of children. */
function readEntry(
  cursor: Cursor,
  unit: Unit,
  abbreviations: ReadonlyMap<number, Abbreviation>,
): Entry | undefined {
  const offset = cursor.at;
  const code = Number(cursor.uleb());
  if (code === 0) return undefined;
  const abbreviation = abbreviations.get(code);
  if (!abbreviation) throw new RangeError(`the abbreviation ${code} is not there`);
  const attributes = new Map<number, AttributeValue>();
  for (const [attribute, form, constant] of abbreviation.fields) {
    const value = readForm(cursor, unit, form, constant);
    attributes.set(attribute, value);
    takeBase(unit, attribute, value);
  }
  const children: Entry[] = [];
  if (abbreviation.hasChildren)
    for (;;) {
      const child = readEntry(cursor, unit, abbreviations);
      if (!child) break;
      children.push(child);
    }
  return { offset, unit, tag: abbreviation.tag, attributes, children };
}

/** The first entry of a unit says where the unit's tables begin; values that lie in them are read when asked for. */
function takeBase({ bases }: Unit, attribute: number, value: AttributeValue): void {
  if (value.kind !== 'offset') return;
  if (attribute === AT.str_offsets_base) bases.strings = value.value;
  if (attribute === AT.addr_base) bases.addresses = value.value;
  if (attribute === AT.rnglists_base) bases.ranges = value.value;
  if (attribute === AT.loclists_base) bases.locations = value.value;
}
