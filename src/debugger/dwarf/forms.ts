/** The values of attributes, each in the form that its abbreviation names. */
import { type Cursor, createCursor } from './cursor';
import type { Entry, Unit } from './entries';
import { FORM } from './names';

export type AttributeValue =
  | { readonly kind: 'number'; readonly value: number | bigint }
  | { readonly kind: 'address'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** A text or an address that a table of the unit holds. */
  | { readonly kind: 'textIndex' | 'addressIndex'; readonly value: number }
  /** Of a list of ranges or of locations: its index in the unit's table. */
  | { readonly kind: 'listIndex'; readonly value: number }
  /** In another section. */
  | { readonly kind: 'offset'; readonly value: number }
  /** Of another entry, in `.debug_info`. */
  | { readonly kind: 'reference'; readonly value: number }
  | { readonly kind: 'block'; readonly value: Uint8Array }
  | { readonly kind: 'other' };

const OTHER: AttributeValue = { kind: 'other' };

type Reader = (cursor: Cursor, unit: Unit, constant: number) => AttributeValue;

const number = (read: (cursor: Cursor) => number | bigint): Reader => {
  return (cursor) => ({ kind: 'number', value: read(cursor) });
};
const exact = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
const fixed = (size: number) => number((cursor) => cursor.unsigned(size));
const block = (length: (cursor: Cursor) => number): Reader => {
  return (cursor) => ({ kind: 'block', value: cursor.bytes(length(cursor)) });
};
const index = (
  kind: 'textIndex' | 'addressIndex' | 'listIndex',
  read: (cursor: Cursor) => number,
): Reader => {
  return (cursor) => ({ kind, value: read(cursor) });
};
const within = (read: (cursor: Cursor) => number): Reader => {
  return (cursor, { offset }) => ({ kind: 'reference', value: offset + read(cursor) });
};
const textAt = (section: 'str' | 'line_str'): Reader => {
  return (cursor, { sections }) => ({
    kind: 'text',
    value: createCursor(sections[section], cursor.unsigned(4)).text(),
  });
};
/** Passed over: it refers to another file, or to a unit of types. */
const skipped = (size: number): Reader => {
  return (cursor) => {
    cursor.at += size;
    return OTHER;
  };
};
const uleb = (cursor: Cursor) => Number(cursor.uleb());
const sized = (size: number) => (cursor: Cursor) => cursor.unsigned(size);

/** By the number of the form. */
const FORMS: Record<number, Reader> = {
  [FORM.addr]: (cursor, { addressSize }) => ({
    kind: 'address',
    value: cursor.unsigned(addressSize),
  }),
  [FORM.block2]: block(sized(2)),
  [FORM.block4]: block(sized(4)),
  [FORM.data2]: fixed(2),
  [FORM.data4]: fixed(4),
  [FORM.data8]: number((cursor) => exact(cursor.unsigned64())),
  [FORM.string]: (cursor) => ({ kind: 'text', value: cursor.text() }),
  [FORM.block]: block(uleb),
  [FORM.block1]: block(sized(1)),
  [FORM.data1]: fixed(1),
  [FORM.flag]: fixed(1),
  [FORM.sdata]: number((cursor) => exact(cursor.sleb())),
  [FORM.strp]: textAt('str'),
  [FORM.udata]: number((cursor) => exact(cursor.uleb())),
  [FORM.ref_addr]: (cursor) => ({ kind: 'reference', value: cursor.unsigned(4) }),
  [FORM.ref1]: within(sized(1)),
  [FORM.ref2]: within(sized(2)),
  [FORM.ref4]: within(sized(4)),
  [FORM.ref8]: within((cursor) => Number(cursor.unsigned64())),
  [FORM.ref_udata]: within(uleb),
  [FORM.indirect]: (cursor, unit, constant) => readForm(cursor, unit, uleb(cursor), constant),
  [FORM.sec_offset]: (cursor) => ({ kind: 'offset', value: cursor.unsigned(4) }),
  [FORM.exprloc]: block(uleb),
  [FORM.flag_present]: () => ({ kind: 'number', value: 1 }),
  [FORM.strx]: index('textIndex', uleb),
  [FORM.addrx]: index('addressIndex', uleb),
  [FORM.ref_sup4]: skipped(4),
  [FORM.strp_sup]: skipped(4),
  [FORM.data16]: block(() => 16),
  [FORM.line_strp]: textAt('line_str'),
  [FORM.ref_sig8]: skipped(8),
  [FORM.implicit_const]: (_cursor, _unit, constant) => ({ kind: 'number', value: constant }),
  [FORM.loclistx]: index('listIndex', uleb),
  [FORM.rnglistx]: index('listIndex', uleb),
  [FORM.ref_sup8]: skipped(8),
  [FORM.strx1]: index('textIndex', sized(1)),
  [FORM.strx2]: index('textIndex', sized(2)),
  [FORM.strx3]: index('textIndex', sized(3)),
  [FORM.strx4]: index('textIndex', sized(4)),
  [FORM.addrx1]: index('addressIndex', sized(1)),
  [FORM.addrx2]: index('addressIndex', sized(2)),
  [FORM.addrx3]: index('addressIndex', sized(3)),
  [FORM.addrx4]: index('addressIndex', sized(4)),
};

/** Throws for a form that is not known, since nobody knows how long its value is. */
export function readForm(
  cursor: Cursor,
  unit: Unit,
  form: number,
  constant: number,
): AttributeValue {
  const read = FORMS[form];
  if (!read) throw new RangeError(`the form ${form} is not known`);
  return read(cursor, unit, constant);
}

/** A number that says how large something is, or where. */
export function numberOf(entry: Entry, attribute: number): number | undefined {
  const value = integerOf(entry, attribute);
  return value === undefined ? undefined : Number(value);
}

/** A value of the program: exact, a bigint if a number cannot be that. */
export function integerOf({ attributes }: Entry, attribute: number): number | bigint | undefined {
  const value = attributes.get(attribute);
  return value?.kind === 'number' ? value.value : undefined;
}

export function textOf({ attributes, unit }: Entry, attribute: number): string | undefined {
  const value = attributes.get(attribute);
  if (value?.kind === 'text') return value.value;
  if (value?.kind !== 'textIndex') return undefined;
  const { sections, bases } = unit;
  const at = createCursor(sections.str_offsets, bases.strings + 4 * value.value).unsigned(4);
  return createCursor(sections.str, at).text();
}

export function addressOf({ attributes, unit }: Entry, attribute: number): number | undefined {
  const value = attributes.get(attribute);
  if (value?.kind === 'address') return value.value;
  return value?.kind === 'addressIndex' ? addressAt(unit, value.value) : undefined;
}

/** An address of the unit's table. */
export function addressAt({ sections, bases, addressSize }: Unit, index: number): number {
  const at = bases.addresses + addressSize * index;
  return createCursor(sections.addr, at).unsigned(addressSize);
}

export function referenceOf({ attributes }: Entry, attribute: number): number | undefined {
  const value = attributes.get(attribute);
  return value?.kind === 'reference' ? value.value : undefined;
}
