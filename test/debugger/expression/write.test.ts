/** Assignments, written into the memory and the locals of a halted program, which then goes on with them. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { type Write, writeOf } from '../../../src/debugger/expression/write';
import { compileFixture, FIXTURES, type Halted, haltAt } from '../halted';
import { ask, compileAt, readerOf } from './asking';

const TYPES = path.join(FIXTURES, 'types.c');

/** Assignments, and an expression whose value each changes to another. */
const ASSIGNMENTS: readonly (readonly [string, string, number | bigint])[] = [
  ['n = 0x10', 'n', 16],
  ['n = BLUE', 'n', -3],
  ["n = 'A'", 'n', 65],
  ['n += 5', 'n', 70],
  ['n++', 'n', 71],
  ['--n', 'n', 70],
  ['n <<= 2', 'n', 280],
  ['n = 1.9', 'n', 1],
  ['d = 1.5', 'd', 1.5],
  ['d *= 3', 'd', 4.5],
  ['third = 0.1', 'third', Math.fround(0.1)],
  ['wide = -1', 'wide', -1n],
  ['wide = 0x123456789abcdef', 'wide', 0x123456789abcdefn],
  ['wide--', 'wide', 0x123456789abcdeen],
  ['huge = -1', 'huge', 0xffffffffffffffffn],
  ['byte = 300', 'byte', 44],
  ['tiny = 200', 'tiny', -56],
  ['half -= 1', 'half', 65534],
  ['yes = 0', 'yes', 0],
  ['yes = 0.25', 'yes', 1],
  ['color = GREEN', 'color == GREEN', 1],
  ['bits.a = 2', 'bits.a', 2],
  ['bits.b = 15', 'bits.b', 15],
  ['bits.c = 0xffffffffff', 'bits.c', 0xffffffffffn],
  ['bits.level = LOW', 'bits.a * 100 + bits.b + bits.level', 215],
  ['bits.b--', 'bits.b', 14],
  ['list = &last', 'list->value', 7],
  ['list->value = -1', 'last.value', -1],
  ['list->next = NULL', 'list->next == 0', 1],
  ['list->next = &first', 'last.next->next->value', -1],
  ['operation = twice', 'operation == operations[0]', 1],
  ['operations[1] = 0', 'operations[1] == 0', 1],
  ['name = "bye"', 'name == "bye"', 1],
  ['name[0] = text[1]', 'name == "oye"', 1],
  ['table[1][2] = table[2][3] * 2', '*(table[1] + 2)', 24],
  ['outer.halves[1] = 7', 'outer.number', 0x7fffe],
  ['outer.nodes[0] = first', 'outer.nodes[0].value', -8],
  ['word.f = 1', 'word.i', 0x3f800000],
  ['$mem[&word] = 1', 'word.i', 0x3f800001],
  ['*(int *)&word = counter', 'word.i == counter', 1],
  ['counter = -5', 'counter', -5],
  ['calls %= 5', 'calls', 2],
  ['text = name', 'text == "oye"', 1],
  ['text += 1', 'text == "ye"', 1],
  ['text = 0', '!text', 1],
];

const REFUSED: Record<string, RegExp> = {
  '5 = n': /Only a variable/,
  'n + 1 = 2': /Only a variable/,
  'table = 0': /Only a variable/,
  'n = d = 1': /stands for itself/,
  '(n = 1) + 2': /stands for itself/,
  'd = list': /cannot become double/,
  'first = 1': /int cannot become Node/,
  'name = "far too long"': /takes 13 bytes .* room for 8/,
  'n =': /A value is expected before the end/,
  'n = "x"': /cannot be applied/,
};

/** Puts a write where the interpreter keeps what it changes. */
function perform({ interpreter }: Halted, write: Write | undefined): void {
  assert.equal(write?.kind, 'memory');
  if (write?.kind === 'memory') interpreter.memory.set(write.bytes, write.address);
}

describe('assignments in C', () => {
  let halted: Halted;
  before(async () => {
    halted = await haltAt(await compileFixture(TYPES, []), 'outer');
    await halted.symbols.dispose();
  });

  it('write what the variable is then read as', () => {
    for (const [text, asked, value] of ASSIGNMENTS) {
      perform(halted, writeOf(compileAt(halted, text), readerOf(halted)));
      assert.equal(ask(halted, asked), value, `${asked} after ${text}`);
    }
  });

  it('are refused where nothing can be written', () => {
    for (const [text, reason] of Object.entries(REFUSED))
      assert.throws(() => compileAt(halted, text), { name: 'UserError', message: reason }, text);
  });

  it('name the slots of a variable that is kept in one', () => {
    const at = { ...halted, information: { ...halted.information, scopeAt: () => undefined } };
    const local = halted.function.locals.find(({ slots }) => slots.length === 2)!;
    assert.equal(local.type, 'f64');
    const compiled = compileAt(at as never, `$${local.name} = -2.5`);
    assert.deepEqual(writeOf(compiled, readerOf(halted)), {
      kind: 'slots',
      space: 'local',
      slots: local.slots,
      words: [0, 0xc0040000],
    });
  });
});
