/** What stands in front of a line program of version 4 or 5: how to read it, and the names of its source files. */
import path from 'node:path';
import type { Cursor } from './cursor';
import type { Entry, Unit } from './entries';
import { readForm, textOf } from './forms';
import { AT, LNCT } from './names';

export interface LineHeader {
  /** Bytes [begin, end) of the section. */
  readonly program: { readonly begin: number; readonly end: number };
  /** What addresses advance by. */
  readonly instructionLength: number;
  /** Special operations advance both the line, by `lineBase` to `lineBase + lineRange - 1`, and the address. */
  readonly lineBase: number;
  readonly lineRange: number;
  readonly firstSpecial: number;
  /** Of the operations before those, from 1 on. */
  readonly operandCounts: readonly number[];
  /** By the number that the program has for them. */
  readonly files: readonly (string | undefined)[];
}

interface Named {
  readonly name: string;
  readonly directory: number;
}

/** The header at which a cursor stands, of a unit with this top entry. Throws a `RangeError` where it is damaged or of another version. */
export function readLineHeader(cursor: Cursor, top: Entry): LineHeader {
  const length = cursor.unsigned(4);
  const end = cursor.at + length;
  const version = cursor.unsigned(2);
  if (version !== 4 && version !== 5)
    throw new RangeError(`version ${version} of line programs is not known`);
  // The sizes of addresses and of segment selectors, which the program itself does not need.
  if (version === 5) cursor.at += 2;
  const toProgram = cursor.unsigned(4);
  const begin = cursor.at + toProgram;
  const instructionLength = cursor.unsigned(1);
  // How many operations an instruction has, on other machines, and whether rows are statements at first: compilers
  // say that of the first row of a line only, so that it tells nothing of its parts.
  cursor.at += 2;
  const lineBase = (cursor.unsigned(1) << 24) >> 24;
  const lineRange = cursor.unsigned(1);
  const firstSpecial = cursor.unsigned(1);
  if (lineRange === 0) throw new RangeError('special operations advance by no lines');
  const operandCounts = [...cursor.bytes(Math.max(0, firstSpecial - 1))];
  const compiledIn = textOf(top, AT.comp_dir) ?? '';
  const files =
    version === 4 ? readNames4(cursor, compiledIn) : readNames5(cursor, top.unit, compiledIn);
  return {
    program: { begin, end },
    instructionLength,
    lineBase,
    lineRange,
    firstSpecial,
    operandCounts,
    files,
  };
}

/** Directories and files count from 1; the directory 0 is the one that the compiler was started in. */
function readNames4(cursor: Cursor, compiledIn: string): (string | undefined)[] {
  const directories = [compiledIn];
  for (let name = cursor.text(); name !== ''; name = cursor.text())
    directories.push(within(compiledIn, name));
  const files: (string | undefined)[] = [undefined];
  for (let name = cursor.text(); name !== ''; name = cursor.text()) {
    files.push(within(directories[Number(cursor.uleb())] ?? '', name));
    // When it was changed, and how large it is.
    cursor.uleb();
    cursor.uleb();
  }
  return files;
}

/** Both count from 0. */
function readNames5(cursor: Cursor, unit: Unit, compiledIn: string): string[] {
  const directories = readTable5(cursor, unit).map(({ name }) => within(compiledIn, name));
  return readTable5(cursor, unit).map(({ name, directory }) =>
    within(directories[directory] ?? '', name),
  );
}

/** The contents of the entries and their forms, and then the entries. */
function readTable5(cursor: Cursor, unit: Unit): Named[] {
  const uleb = () => Number(cursor.uleb());
  const fields = Array.from({ length: cursor.unsigned(1) }, () => [uleb(), uleb()]);
  const names: Named[] = [];
  for (let left = uleb(); left > 0; left--) {
    const begin = cursor.at;
    let name = '';
    let directory = 0;
    for (const [content, form] of fields) {
      const value = readForm(cursor, unit, form, 0);
      if (content === LNCT.path && value.kind === 'text') name = value.value;
      if (content === LNCT.directory_index && value.kind === 'number')
        directory = Number(value.value);
    }
    // A damaged count would not come to an end.
    if (cursor.at === begin) throw new RangeError('the entries of a table are empty');
    names.push({ name, directory });
  }
  return names;
}

const within = (directory: string, name: string) =>
  path.isAbsolute(name) ? name : path.join(directory, name);
