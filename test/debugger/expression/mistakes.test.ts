/** What is said of expressions that are wrong, and of faults. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { compileExpression } from '../../../src/debugger/expression/compile';
import { faultMessage } from '../../../src/debugger/expression/errors';
import { compileFixture, FIXTURES, type Halted, haltAt } from '../halted';
import { compileAt } from './asking';

const MISTAKES: Record<string, RegExp> = {
  ' ': /^The expression is empty/,
  'n @ 1': /"@" has no meaning/,
  'n == ': /A value is expected before the end/,
  'n n': /ends before "n"/,
  '(n': /"\)" is expected before the end/,
  'table[1': /"]" is expected before the end/,
  'twice(1)': /Functions cannot be called/,
  missing: /There is no "missing" here/,
  $missing: /There is no "\$missing": use \$pc, /,
  '(struct gone *)n': /does not use a type "struct gone"/,
  'sizeof(unsigned float)': /does not use a type "unsigned float"/,
  'first.gone': /Node has no member "gone": it has value, next/,
  'list.value': /use -> in place/,
  'first->value': /Node is not a pointer: use \. in place/,
  'n.x': /int has no members/,
  '*n': /int leads nowhere/,
  'nothing[0]': /void \* leads nowhere/,
  '&5': /Only what lies in memory has an address/,
  '&bits.a': /A bit-field has no address/,
  'first + 1': /Node is not a number or a pointer/,
  'd % 2': /"%" cannot be applied to double and int/,
  '~d': /"~" cannot be applied to double/,
  'list * 2': /"\*" cannot be applied to Node \* and int/,
  'list - operation': /"-" cannot be applied/,
  'n == "x"': /"==" cannot be applied to int and char\[2\]/,
  '(Node)n': /int cannot become Node/,
  '12abc': /"12abc" is not a number/,
  '089': /"089" is not a number/,
  '0x1ffffffffffffffff': /does not fit into 64 bits/,
  "'ab'": /'ab' is not one character/,
  "'a": /A character does not end/,
  '"a': /A string does not end/,
  '"\\q"': /is no escape of C/,
  '$mem[1..2] + 1': /names bytes and has no value/,
};

describe('mistakes in C expressions', () => {
  let halted: Halted;
  before(async () => {
    halted = await haltAt(await compileFixture(path.join(FIXTURES, 'types.c'), []), 'outer');
    await halted.symbols.dispose();
  });

  it('are told with what to do about them', () => {
    for (const [text, message] of Object.entries(MISTAKES))
      assert.throws(() => compileAt(halted, text), { name: 'UserError', message }, text);
  });

  it('are told where no C is known', () => {
    const names = { locals: [], globals: [] };
    assert.throws(
      () => compileExpression('n', undefined, names),
      /name a local or global .* \$n\./,
    );
    assert.equal(compileExpression('$depth % 10 == 0', undefined, names).value?.as, 'i32');
  });

  it('lie in the values too', () => {
    const outside = { fault: 'outside memory', address: 0x20000 } as const;
    assert.match(faultMessage('p->x', outside), /"p->x" reads at 0x20000, which is outside/);
    assert.match(faultMessage('p->x', { fault: 'null pointer' }), /p && p->next/);
    assert.match(faultMessage('1 / n', { fault: 'division by zero' }), /n != 0/);
  });

  it('are none in a range of bytes', () => {
    const { range } = compileAt(halted, '$mem[&outer..&outer + 1]');
    assert.equal(range?.begin.op, 'binary');
    assert.equal(compileAt(halted, '$mem[0x10]').place?.kind, 'memory');
  });
});
