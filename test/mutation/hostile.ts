/** Small modules and texts that ask for much: each must be refused or run without taking more than there is. */

const leb = (value: number): number[] => {
  const bytes: number[] = [];
  let left = value;
  do {
    const more = left >= 128;
    bytes.push((left % 128) + (more ? 128 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return bytes;
};
const flat = (parts: readonly (readonly number[])[]): number[] => {
  const bytes: number[] = [];
  for (const part of parts) for (const byte of part) bytes.push(byte);
  return bytes;
};
const vector = (items: readonly (readonly number[])[]) => flat([leb(items.length), ...items]);
const sized = (bytes: readonly number[]) => flat([leb(bytes.length), bytes]);
const section = (id: number, payload: readonly number[]) => flat([[id], sized(payload)]);
const name = (text: string) => sized([...Buffer.from(text)]);
const times = (count: number, item: readonly number[]) =>
  flat(Array.from({ length: count }, () => item));
const module = (...sections: readonly number[][]) =>
  Uint8Array.from(flat([[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], ...sections]));

const [I32, F64, END] = [0x7f, 0x7c, 0x0b];
const type = (params: readonly number[], results: readonly number[]) =>
  flat([[0x60], sized(params), sized(results)]);
const NOTHING = type([], []);
const types = (...list: readonly number[][]) => section(1, vector(list));
const alike = (count: number, item: readonly number[]) => flat([leb(count), times(count, item)]);
const functions = (list: readonly number[]) => section(3, vector(list.map(leb)));
const table = (entries: number) => section(4, flat([[1, 0x70, 0], leb(entries)]));
const memory = (pages: number) => section(5, flat([[1, 0], leb(pages)]));
const run = (index = 0) => section(7, vector([flat([name('run'), [0], leb(index)])]));
const body = (code: readonly number[], locals: readonly (readonly number[])[] = []) =>
  sized(flat([vector(locals), code, [END]]));
const code = (...bodies: readonly number[][]) => section(10, vector(bodies));
const locals = (count: number, kind = I32) => flat([leb(count), [kind]]);
/** A module whose only function has this code. */
const one = (instructions: readonly number[], more: readonly (readonly number[])[] = []) =>
  module(types(NOTHING), functions([0]), run(), code(body(instructions, more)));
const many = (count: number) => Array<number>(count).fill(0);
const constant = [0x41, 0];
const block = [0x02, 0x40];

export const MODULES: Readonly<Record<string, () => Uint8Array>> = {
  'a table of 2^32 - 1 entries': () =>
    module(types(NOTHING), functions([0]), table(2 ** 32 - 1), run(), code(body([]))),
  'calls through a table of a million entries': () =>
    module(
      types(...Array.from({ length: 60 }, (_, i) => type(many(i).fill(I32), []))),
      functions([0]),
      table(1_000_000),
      run(),
      code(
        body(
          flat(
            Array.from({ length: 60 }, (_, i) =>
              flat([times(i + 1, constant), [0x11], leb(i), [0]]),
            ),
          ),
        ),
      ),
    ),
  'four billion locals': () => one([], [locals(2 ** 32 - 1)]),
  'fifty thousand locals in each of a thousand functions': () =>
    module(
      types(NOTHING),
      functions(many(1000)),
      run(),
      code(...Array.from({ length: 1000 }, () => body([], [locals(50_000)]))),
    ),
  'fifty thousand wide locals': () => one([], [locals(50_000, F64)]),
  'fifty thousand locals that are written one by one, with branches': () =>
    one(
      flat([
        block,
        ...Array.from({ length: 49_000 }, (_, i) =>
          flat([constant, [0x21], leb(i), constant, [0x0d, 0]]),
        ),
        [END],
        ...Array.from({ length: 1000 }, (_, i) => flat([[0x20], leb(i), [0x1a]])),
      ]),
      [locals(50_000)],
    ),
  'a thousand parameters in each of ten thousand functions': () =>
    module(
      types(type(many(1000).fill(I32), []), NOTHING),
      functions([...many(10_000), 1]),
      run(10_000),
      code(...Array.from({ length: 10_001 }, () => body([]))),
    ),
  'a function with fifty thousand parameters': () =>
    module(types(type(many(50_000).fill(I32), [])), functions([0]), run(), code(body([]))),
  'a million types': () =>
    module(section(1, alike(1_000_000, NOTHING)), functions([0]), run(), code(body([]))),
  'two hundred thousand types, no two of them alike': () => {
    const distinct = (i: number) => Array.from({ length: 18 }, (_, bit) => F64 + ((i >> bit) & 1));
    return module(
      section(1, vector(Array.from({ length: 200_000 }, (_, i) => type(distinct(i), [])))),
    );
  },
  'a million functions': () =>
    module(types(NOTHING), functions(many(900_000)), run(), section(10, alike(900_000, body([])))),
  'a hundred thousand exports': () =>
    module(
      types(NOTHING),
      functions(many(100_000)),
      section(
        7,
        vector(Array.from({ length: 100_000 }, (_, i) => flat([name(`f${i}`), [0], leb(i)]))),
      ),
      section(10, alike(100_000, body([]))),
    ),
  'a branch table of two million entries': () =>
    one(flat([block, constant, [0x0e], leb(2_000_000), times(2_000_001, [0]), [END]])),
  'a hundred branch tables of 65,000 entries': () =>
    one(times(100, flat([block, constant, [0x0e], leb(65_000), times(65_001, [0]), [END]]))),
  'a hundred thousand nested blocks': () =>
    one(flat([times(100_000, block), times(100_000, [END])])),
  'a million nested loops, with branches': () =>
    one(flat([times(1_000_000, [0x03, 0x40]), [0x0c, 0], times(1_000_000, [END])])),
  'branches that leave a hundred thousand operands behind': () =>
    one(
      flat([
        block,
        times(100_000, constant),
        times(100_000, flat([constant, [0x0d, 0]])),
        times(100_000, [0x1a]),
        [END],
      ]),
    ),
  'a hundred thousand blocks with a thousand results': () =>
    module(
      types(NOTHING, type([], many(1000).fill(I32))),
      functions([0]),
      run(),
      code(body(times(100_000, flat([[0x02, 1], [0x00], [END], [0x00]])))),
    ),
  'six hundred thousand additions of floats': () =>
    one(
      flat([
        [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
        times(600_000, flat([[0x44, 0, 0, 0, 0, 0, 0, 0, 0], [0xa0]])),
        [0x1a],
      ]),
    ),
  'seven million instructions that do nothing': () => one(times(7_000_000, [0x01])),
  '65,536 pages of memory': () =>
    module(types(NOTHING), functions([0]), memory(65_536), run(), code(body([]))),
  'a byte at the last address of 64 MiB': () =>
    module(
      types(NOTHING),
      functions([0]),
      memory(1024),
      run(),
      code(body([])),
      section(11, vector([flat([[0, 0x41, 0xff, 0xff, 0xff, 0x1f, END], sized([1])])])),
    ),
  'data in all of 64 MiB': () => {
    const begin = module(types(NOTHING), functions([0]), memory(1024), run(), code(body([])));
    const segment = flat([[1, 0, ...constant, END], leb(2 ** 26)]);
    const head = flat([[...begin], [11], leb(segment.length + 2 ** 26), segment]);
    const file = new Uint8Array(head.length + 2 ** 26).fill(1);
    file.set(head);
    return file;
  },
  'a byte at the last address that there is': () =>
    module(
      types(NOTHING),
      functions([0]),
      memory(1),
      run(),
      code(body([])),
      section(11, vector([flat([[0, 0x41, 0x7f, END], sized([1])])])),
    ),
  'passive segments of four megabytes, all of them used': () =>
    module(
      types(NOTHING),
      functions([0]),
      memory(1),
      run(),
      section(12, leb(40)),
      code(
        body(
          flat(
            Array.from({ length: 40 }, (_, i) =>
              flat([times(3, constant), [0xfc, 8], leb(i), [0]]),
            ),
          ),
        ),
      ),
      section(11, vector(Array.from({ length: 40 }, () => flat([[1], sized(many(100_000))])))),
    ),
  'names of four billion functions': () =>
    module(
      types(NOTHING),
      functions([0]),
      run(),
      code(body([])),
      section(0, flat([name('name'), [1], sized(flat([leb(2 ** 32 - 1), times(1000, [0, 0])]))])),
    ),
  'an import with a long name of many lines': () =>
    module(
      types(NOTHING),
      section(2, vector([flat([name('a\nb\r\n'.repeat(9000)), name('\u2028'), [0, 0]])])),
      functions([0]),
      run(1),
      code(body([])),
    ),
  'recursion without end': () => one([0x10, 0]),
  'a loop without end': () => one([0x03, 0x40, 0x0c, 0, END]),
};

const nested = (count: number, open: string, close: string) =>
  `(module (func (export "run") ${open.repeat(count)}${close.repeat(count)}))`;

export const TEXTS: Readonly<Record<string, () => string>> = {
  'nothing at all': () => '',
  'a hundred thousand nested blocks': () => nested(100_000, '(block ', ')'),
  'a hundred and thirty nested blocks': () => nested(130, '(block ', ')'),
  'a hundred thousand nested blocks without brackets': () => nested(100_000, 'block ', 'end '),
  'a hundred thousand brackets': () => nested(100_000, '(', ')'),
  'a hundred thousand nested comments': () =>
    `${'(;'.repeat(100_000)}${';)'.repeat(100_000)}(module)`,
  'a comment without end': () => '(module (; ',
  'a string without end': () => '(module (data "',
  'a word of a million letters': () => `(module ${'a'.repeat(1_000_000)})`,
  'a byte of zero': () => '(module \0)',
  'a table of 2^32 - 1 entries': () => '(module (table 4294967295 funcref) (func (export "run")))',
};

/** What is said of some of them: the limit that they exceed, by its name. */
export const REFUSALS: Readonly<Record<string, RegExp>> = {
  'a table of 2^32 - 1 entries': /table of more than 1,048,576 entries/,
  'calls through a table of a million entries': /jump tables have more than 4,194,304 entries/,
  'fifty thousand locals in each of a thousand functions': /1,048,576 parameters and locals/,
  'a thousand parameters in each of ten thousand functions': /1,048,576 parameters and locals/,
  'two hundred thousand types, no two of them alike': /more than 10,000 types/,
  'a million functions': /more than 262,144 functions/,
  'seven million instructions that do nothing': /more than 2,097,152 instructions/,
  'branches that leave a hundred thousand operands behind': /more than 2,097,152 instructions/,
  'passive segments of four megabytes, all of them used': /more than 2,097,152 instructions/,
  'data in all of 64 MiB': /its data takes \d+ tokens/,
  '65,536 pages of memory': /65536 pages/,
  'a hundred and thirty nested blocks': /more than 128 constructs/,
  'a hundred thousand nested blocks without brackets': /more than 128 constructs/,
};
