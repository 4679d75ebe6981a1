/** How values of C are shown, and what they consist of. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { countOf, partsOf } from '../../../src/debugger/expression/parts';
import { render } from '../../../src/debugger/expression/render';
import { placeOf } from '../../../src/debugger/expression/write';
import { compileFixture, FIXTURES, type Halted, haltAt } from '../halted';
import { compileAt, readerOf } from './asking';

const SHOWN: Record<string, RegExp> = {
  n: /^3$/,
  d: /^-2\.75$/,
  third: /^0\.33333334$/,
  huge: /^18364758544493064720$/,
  color: /^BLUE$/,
  'bits.level': /^HIGH$/,
  bits: /^\{a = 5, b = -7, c = 78187493530, level = HIGH\}$/,
  operation: /^0x1 thrice$/,
  operations: /^\{0x2 twice, 0x1 thrice\}$/,
  name: /^"hello"$/,
  text: /^0x\w+ "world"$/,
  'name[1]': /^'e'$/,
  byte: /^254$/,
  tiny: /^-100$/,
  'word.bytes': /^""$/,
  yes: /^true$/,
  nothing: /^0x0$/,
  list: /^0x\w+$/,
  '*list': /^\{value = -8, next = 0x\w+\}$/,
  table: /^\{\{1, 2, 3, 4\}, \{5, 6, 7, 8\}, \{9, 10, 11, 12\}\}$/,
  outer:
    /^\{tag = 'x', number = -2, halves = \{-2, -1\}, bits = \{a = 1, .*\}, nodes = \{\{…\}, \{…\}\}, text = 0x\w+ "text"\}$/,
};

const PARTS: Record<string, string> = {
  'table[1]': '[0] = 5, [1] = 6, [2] = 7, [3] = 8',
  'list->next': '->value = 7, ->next = 0x0',
  bits: '.a = 5, .b = -7, .c = 78187493530, .level = HIGH',
  'outer.nodes[0].next': '',
  nothing: '',
};

describe('values of C', () => {
  let halted: Halted;
  before(async () => {
    halted = await haltAt(await compileFixture(path.join(FIXTURES, 'types.c'), []), 'outer');
    await halted.symbols.dispose();
  });
  const around = () => ({ reader: readerOf(halted), table: halted.table });

  it('are shown in a line', () => {
    for (const [text, line] of Object.entries(SHOWN)) {
      const { type, place } = compileAt(halted, text);
      assert.match(render(type, placeOf(place!, readerOf(halted)), around()), line, text);
    }
  });

  it('consist of parts', () => {
    for (const [text, line] of Object.entries(PARTS)) {
      const { type, place } = compileAt(halted, text);
      const parts = partsOf(type, placeOf(place!, readerOf(halted)), readerOf(halted));
      const shown = parts.map(
        (part) => `${part.step} = ${render(part.type, part.place, around())}`,
      );
      assert.equal(shown.join(', '), line, text);
    }
  });

  it('are counted, and their elements paged', () => {
    const { type, place } = compileAt(halted, 'table');
    assert.deepEqual(countOf(type), { indexed: 3, named: 0 });
    const reader = readerOf(halted);
    const [row, ...others] = partsOf(type, placeOf(place!, reader), reader, 1, 2);
    assert.deepEqual(others, []);
    assert.equal(row.step, '[1]');
    assert.equal(render(row.type, row.place, around()), '{5, 6, 7, 8}');
    assert.deepEqual(countOf(compileAt(halted, 'outer').type), { indexed: 0, named: 6 });
  });
});
