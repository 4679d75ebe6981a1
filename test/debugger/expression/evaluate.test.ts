/** Values of C expressions: against what the program itself prints, and against the evaluator that shows values. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { EvaluationFault } from '../../../src/debugger/expression/faults';
import { compileFixture, FIXTURES, haltAt } from '../halted';
import { ask } from './asking';

const TYPES = path.join(FIXTURES, 'types.c');

/** Variables and parts of them in `types.c`, with their values at `#outer`. */
const VALUES: Record<string, number | bigint> = {
  n: 3,
  d: -2.75,
  wide: -(1n << 40n),
  'bits.a': 5,
  'bits.b': -7,
  'bits.c': 0x123456789an,
  'bits.level': 2,
  'bits.level == HIGH': 1,
  'color == BLUE': 1,
  'color < 0': 1,
  'operation == thrice': 1,
  '*operation == thrice && &thrice == operation': 1,
  'operation != operations[0]': 1,
  'list->value': -8,
  'list->next->value': 7,
  '(*list->next).value': 7,
  'list->next == &last': 1,
  '!list->next->next': 1,
  'name[1]': 0x65,
  'name == "hello"': 1,
  'name == "hell"': 0,
  'text == "world" && "world" == text': 1,
  'text != "word"': 1,
  '(char *)nothing == "x"': 0,
  byte: 0xfe,
  tiny: -100,
  half: 65535,
  'half + 1': 65536,
  'byte + byte': 0x1fc,
  small: -1234,
  big: 4000000000,
  'big > -1': 0,
  '(int)big': -294967296,
  huge: 0xfedcba9876543210n,
  'huge >> 60': 15n,
  '(long long)huge < 0': 1,
  third: Math.fround(1 / 3),
  'third == 1.0 / 3': 0,
  'third == 1.0f / 3': 1,
  yes: 1,
  'word.f': 2.5,
  'word.bytes[3]': 0x40,
  'word.i': 0x40200000,
  'outer.tag': 0x78,
  'outer.number': -2,
  'outer.halves[0]': -2,
  'outer.bits.b': 2,
  'outer.nodes[1].value + outer.nodes->value': 30,
  'outer.nodes[1].next->value': 7,
  'nothing == 0 && nothing == NULL': 1,
  'nothing ? 1 : -1': -1,
  calls: 42,
  'table[2][3]': 12,
  '*(*(table + 1) + 2)': 7,
  '(&table[2][0] - &table[0][0])': 8,
  '&table[1] - table': 1,
  'sizeof table / sizeof *table': 3,
  'sizeof(struct outer) + sizeof(int (*)[4]) + sizeof(Node [2])': 40 + 4 + 16,
  '((unsigned char *)&huge)[0]': 0x10,
  '*(unsigned short *)&huge': 0x3210,
  '$mem[&huge]': 0x10,
  '$mem[(char *)&huge + 7]': 0xfe,
  ratio: 0.375,
  '(int)(ratio * 8)': 3,
  "name[0] == 'h' && '\\n' == 10 && '\\x41' == 65": 1,
  '$pc + $token': 9,
  GREEN: 5,
  '(enum color)5 == GREEN': 1,
  '-7 / 2': -3,
  '-7 % 3': -1,
  '~0u': 0xffffffff,
  '0x80000000 >> 31': 1,
  '1 << 31 >> 31': -1,
  '2147483648 > 0 ? 1.5 : 2': 1.5,
  'n == 3 || 1 / 0': 1,
  '010 + 0b11 + 0x1F': 42,
};

/** What the other evaluator can do too, and where both must agree. */
const SHARED = [
  'n',
  'd',
  'color',
  'byte + small * 3',
  'big / 7 - tiny',
  'list->next->value * 2',
  'outer.halves[1]',
  'table[1][2] << 3',
  'name[2] + 0',
  '(half ^ 0xff) % 100',
  'wide > 0',
  'd * 2 - third',
  'word.bytes[3] + 0',
  'outer.nodes[1].value',
];

const SETTINGS = ['', '-gdwarf-5'];

describe('C expressions', () => {
  for (const flags of SETTINGS) {
    const halted = once(async () => haltAt(await compileFixture(TYPES, flags.split(' ')), 'outer'));
    after(async () => (await halted()).symbols.dispose());

    it(`have the values that C gives them (${flags || 'by default'})`, async () => {
      const at = await halted();
      for (const [text, value] of Object.entries(VALUES)) assert.equal(ask(at, text), value, text);
    });

    it(`agree with the evaluator that shows values (${flags || 'by default'})`, async () => {
      const at = await halted();
      for (const text of SHARED) {
        const place = { offset: at.offset, frame: 1, inlined: 0 };
        const object = await at.symbols.evaluate(text, place);
        const shown = Number(object?.value ?? object?.description);
        assert.equal(Number(ask(at, text)), shown, `${text}: ${JSON.stringify(object)}`);
      }
    });
  }

  it('end with a fault where a program would go wrong', async () => {
    const at = await haltAt(await compileFixture(TYPES, []), 'outer');
    await at.symbols.dispose();
    const faults = {
      '1 / (n - 3)': { fault: 'division by zero' },
      'huge % (huge - huge)': { fault: 'division by zero' },
      'list->next->next->value': { fault: 'null pointer' },
      '*(int *)nothing': { fault: 'null pointer' },
      '*(int *)0xfffffff0': { fault: 'outside memory', address: 0xfffffff0 },
      '*(int *)(0x20000000 - 2)': { fault: 'outside memory', address: 0x1ffffffe },
    };
    for (const [text, reason] of Object.entries(faults))
      assert.throws(
        () => ask(at, text),
        (error) =>
          error instanceof EvaluationFault && assert.deepEqual(error.reason, reason) === undefined,
        text,
      );
  });

  it('give back the slots of optimised variables, or say that they are gone', async () => {
    const compiled = await compileFixture(TYPES, ['-O1', '-fno-inline']);
    const at = await haltAt(compiled, 'inner', 3);
    await at.symbols.dispose();
    const values = ['n', 'i', 'counter', 'calls'].map((name) => {
      try {
        return `${name} = ${ask(at, name)}`;
      } catch (error) {
        return (error as Error).message;
      }
    });
    assert.deepEqual(values, [
      '"n" has been optimised out here: compile with -O0 to see it.',
      'i = 2',
      'counter = 36',
      'calls = 42',
    ]);
  });

  it('see what other files define, and the variables of each inlined function', async () => {
    const [a, b] = ['caller.c', 'callee.c'].map((name) => path.join(FIXTURES, name));
    const at = await haltAt(await compileFixture(a, ['-O1'], [b]), 'inlined');
    await at.symbols.dispose();
    const names = [0, 1].map((i) => at.information.scopeAt(at.offset, i).function?.name);
    assert.deepEqual(names, ['square', 'run']);
    assert.equal(ask(at, 'scale'), 2.5);
    assert.equal(ask(at, 'shared + mine'), 41);
    assert.equal(ask(at, 'opaque->secret == PRIVATE && !opaque->next'), 1);
    assert.throws(() => ask(at, 'count'), /There is no "count" here/);
  });
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
