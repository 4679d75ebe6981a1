import assert from 'node:assert/strict';
import {
  type Edit,
  editTokens,
  isPersons,
  needsRespelling,
  readEdit,
} from '../../src/program/edits';
import { createInterpreter } from '../../src/program/interpret';
import { operationIndex } from '../../src/program/operations';
import { TOKENS, tokenId, variantFor } from '../../src/program/vocabulary';
import { programOf } from './build';

const texts = (tokens: readonly number[]) => tokens.map((token) => TOKENS[token].text);
const op = (name: string) => tokenId('op', variantFor(operationIndex(name), 0));

describe('edits', () => {
  it('are a value, an address of four digits, and a place', () => {
    assert.deepEqual(
      texts(editTokens({ kind: 'memory', address: 0x1234, width: 2, value: 0xabc })),
      [
        'person writes',
        'person 0a__',
        'person bc',
        'person 00______',
        'person 00____',
        'person 12__',
        'person 34',
        'person: halfword',
      ],
    );
  });

  it('end with the digits of the top operand where those are needed', () => {
    const tokens = editTokens({ kind: 'jump', distance: -300 }, 0x100);
    assert.deepEqual(texts(tokens), [
      'person jumps',
      'jump -02__',
      'jump +d4',
      'person 01__',
      'person 00',
    ]);
  });

  const EDITS: readonly Edit[] = [
    ...([1, 2, 4] as const).map((width) => ({
      kind: 'memory' as const,
      address: 0xffffffff,
      width,
      value: 0,
    })),
    { kind: 'local', slot: 70000, value: 0xffffffff },
    { kind: 'operand', slot: 3, value: 0x80000000 },
    ...[-70000, -1, 0, 255, 2 ** 24 - 1].map((distance) => ({ kind: 'jump' as const, distance })),
  ];
  for (const edit of EDITS)
    it(`are read back: ${JSON.stringify(edit)}`, () => {
      for (const respelled of [undefined, 0, 0x10203]) {
        const tokens = editTokens(edit, respelled);
        const read = readEdit([op('drop'), ...tokens, op('drop')], 1);
        assert.deepEqual(read, { edit, respelled, end: 1 + tokens.length });
      }
    });

  it('are not read where none begins or one is cut short', () => {
    const tokens = editTokens({ kind: 'local', slot: 1, value: 2 });
    assert.equal(readEdit([op('drop')], 0), undefined);
    assert.equal(readEdit(tokens, 1), undefined);
    for (let length = 0; length < tokens.length; length++)
      assert.equal(readEdit(tokens.slice(0, length), 0), undefined);
    const jump = editTokens({ kind: 'jump', distance: 1000 });
    assert.equal(readEdit(jump.slice(0, -1), 0), undefined);
  });

  it('have no numbers beyond 32 bits', () => {
    for (const value of [-1, 0.5, 2 ** 32, Number.NaN])
      assert.throws(() => editTokens({ kind: 'local', slot: 0, value }), RangeError);
    assert.throws(() => editTokens({ kind: 'jump', distance: 2 ** 24 }), RangeError);
  });

  it('tell their tokens and what follows', () => {
    assert.ok(editTokens({ kind: 'operand', slot: 0, value: 300 }, 4).every(isPersons));
    assert.equal(isPersons(op('drop')), false);
    assert.equal(needsRespelling(op('local.set.top')), true);
    assert.equal(needsRespelling(op('local.set.const')), false);
    assert.equal(needsRespelling(tokenId('digit', 0)), false);
  });

  it('are refused by the interpreter where they would not be heeded', () => {
    const host = { output: () => {}, input: () => undefined };
    const code = [['i32.const', 1], ['local.set.const', 0], ['halt']] as const;
    const machine = createInterpreter(programOf(code), host);
    assert.throws(() => machine.jump(1), RangeError);
    machine.step();
    assert.throws(() => machine.edit({ kind: 'operand', slot: 0, value: 2 }), RangeError);
    assert.throws(() => machine.edit({ kind: 'operand', slot: 1, value: 2 }), RangeError);
    assert.throws(
      () => machine.edit({ kind: 'memory', address: 0, width: 1, value: 2 }),
      RangeError,
    );
    machine.edit({ kind: 'local', slot: 0, value: 5 });
    assert.equal(machine.local(0), 5);
  });
});
