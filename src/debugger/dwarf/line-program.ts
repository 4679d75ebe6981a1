/**
 * `.debug_line`: which code was compiled from which place of which source file. The table is stored as a program for
 * a machine of a few registers, which adds a row to it now and then.
 */
import { createCursor } from './cursor';
import type { Entry } from './entries';
import { type LineHeader, readLineHeader } from './line-header';
import type { CodeRange } from './lists';
import { AT, LNE, LNS } from './names';

/** Code that was compiled from one place. */
export interface LineRow extends CodeRange {
  /** Begins, if it is relative, where the compiler was started, if that is known. */
  readonly file: string;
  /** Counted from 1; 0 where the code belongs to none. */
  readonly line: number;
  /** Counted from 1; 0 where it is not known. */
  readonly column: number;
}

/**
 * The rows of all line programs, those of a function by address. `tops` are the top entries of the units. Throws a
 * `RangeError` where the section is damaged, or has a program that belongs to none of the units.
 */
export function readLineRows(section: Uint8Array, tops: readonly Entry[]): LineRow[] {
  const units = new Map<number, Entry>();
  for (const top of tops) {
    const list = top.attributes.get(AT.stmt_list);
    if (list?.kind === 'offset') units.set(list.value, top);
  }
  const rows: LineRow[][] = [];
  for (let at = 0; at < section.length; ) {
    const top = units.get(at);
    if (!top) throw new RangeError('a line program belongs to no unit that is known');
    const header = readLineHeader(createCursor(section, at), top);
    rows.push(runProgram(section, header).filter(isLive));
    at = header.program.end;
  }
  return rows.flat();
}

/** Code that the linker has dropped has the address 0 or the largest one. */
const isLive = ({ begin, end }: CodeRange) => begin > 0 && begin < end && end <= 0x7fffffff;

function runProgram(section: Uint8Array, header: LineHeader): LineRow[] {
  const { begin, end } = header.program;
  const cursor = createCursor(section, begin);
  const uleb = () => Number(cursor.uleb());
  const rows: LineRow[] = [];
  const fresh = () => ({ address: 0, file: 1, line: 1, column: 0 });
  let now = fresh();
  let last: typeof now | undefined;

  /** The row before reaches up to here. */
  const closeRow = () => {
    if (last) {
      const { address: begin, file, ...place } = last;
      rows.push({ ...place, begin, end: now.address, file: header.files[file] ?? '' });
    }
  };
  const addRow = () => {
    closeRow();
    last = { ...now };
  };
  const advance = (units: number) => {
    now.address += units * header.instructionLength;
  };

  const runSpecial = (code: number) => {
    const adjusted = code - header.firstSpecial;
    advance(Math.floor(adjusted / header.lineRange));
    now.line += header.lineBase + (adjusted % header.lineRange);
    addRow();
  };
  const runExtended = () => {
    const length = uleb();
    const end = cursor.at + length;
    const code = cursor.unsigned(1);
    if (code === LNE.set_address) now.address = cursor.unsigned(length - 1);
    if (code === LNE.end_sequence) {
      closeRow();
      last = undefined;
      now = fresh();
    }
    cursor.at = end;
  };
  const standard: Record<number, () => void> = {
    [LNS.extended]: runExtended,
    [LNS.copy]: addRow,
    [LNS.advance_pc]: () => advance(uleb()),
    [LNS.advance_line]() {
      now.line += Number(cursor.sleb());
    },
    [LNS.set_file]() {
      now.file = uleb();
    },
    [LNS.set_column]() {
      now.column = uleb();
    },
    [LNS.const_add_pc]: () => advance(Math.floor((255 - header.firstSpecial) / header.lineRange)),
    [LNS.fixed_advance_pc]() {
      now.address += cursor.unsigned(2);
    },
  };

  while (cursor.at < end) {
    const code = cursor.unsigned(1);
    const operation = standard[code];
    if (code >= header.firstSpecial) runSpecial(code);
    else if (operation) operation();
    // What it does concerns nobody here, but its operands have to be passed over.
    else for (let left = header.operandCounts[code - 1]; left > 0; left--) cursor.uleb();
  }
  return rows;
}
