/** What the debug information says of a program that has types of all kinds, in versions 4 and 5 and optimised. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { readDebugInformation } from '../../../src/debugger/dwarf/information';
import {
  memberNamed,
  plain,
  type RecordType,
  sizeOf,
  typeName,
} from '../../../src/debugger/dwarf/types';
import { compileExpression } from '../../../src/debugger/expression/compile';
import { createRandom } from '../../toolchain/random';
import { compileFixture, FIXTURES, haltAt } from '../halted';

const TYPES = path.join(FIXTURES, 'types.c');
const SEED = Number(process.env.SEED ?? 1);
const SETTINGS = ['', '-gdwarf-5', '-O1', '-O2 -gdwarf-5'];

describe('debug information', () => {
  for (const flags of SETTINGS)
    it(`names functions, types and globals (${flags || 'as it is by default'})`, async () => {
      const { information, program } = await compileFixture(TYPES, flags.split(' '));
      const names = information.functions.map(({ name }) => name);
      for (const name of ['twice', 'thrice', 'compute', 'main']) assert.ok(names.includes(name));
      const f = program.functions.find(({ name }) => name === 'twice')!;
      const scope = information.scopeAt(f.bytes[0] + 4);
      assert.equal(scope.function?.name, 'twice');
      assert.equal(typeName(scope.function.type, 'twice'), 'int twice(int)');
      assert.equal(scope.variable('x')?.kind, 'parameter');
      const types = ['counter', 'table', 'operations'].map((name) => {
        const { type, kind } = scope.variable(name)!;
        return `${kind} ${typeName(type, name)}: ${sizeOf(type)}`;
      });
      assert.deepEqual(types, [
        'static int counter: 4',
        'global int table[3][4]: 48',
        'global Operation operations[2]: 8',
      ]);
      assert.equal(scope.constant('BLUE')?.value, -3);
      assert.equal(typeName(scope.typedef('Node')!), 'Node');
    });

  it('lays structs out', async () => {
    const { information } = await compileFixture(TYPES, []);
    const scope = information.scopeAt(0);
    const outer = plain(scope.tagged('struct', 'outer')!) as RecordType;
    const members = ['tag', 'number', 'halves', 'bits', 'nodes', 'text'].map((name) => {
      const { type, offset } = memberNamed(outer, name)!;
      return `${typeName(type, name)} at ${offset}`;
    });
    assert.deepEqual(members, [
      'char tag at 0',
      'int number at 4',
      'short halves[2] at 4',
      'struct bits bits at 8',
      'Node nodes[2] at 16',
      'const char *const text at 32',
    ]);
    const bits = plain(scope.tagged('struct', 'bits')!) as RecordType;
    assert.deepEqual(
      bits.members.map(({ name, offset, bits }) => [name, offset, bits?.first, bits?.count]),
      [
        ['a', 0, 0, 3],
        ['b', 0, 3, 5],
        ['c', 1, 0, 40],
        ['level', 6, 0, 2],
      ],
    );
  });

  it('gives the innermost variable of a name first', async () => {
    const compiled = await compileFixture(TYPES, []);
    const halted = await haltAt(compiled, 'inner', 3);
    await halted.symbols.dispose();
    const { variables } = compiled.information.scopeAt(halted.offset);
    const names = variables.map(({ name, kind }) => `${kind} ${name}`);
    assert.deepEqual(names.slice(0, 3), ['local n', 'local i', 'static calls']);
    assert.deepEqual(names.slice(3, 6), ['parameter n', 'parameter d', 'parameter wide']);
    assert.ok(names.includes('static counter'));
  });

  it('ends in an orderly way where it is damaged', async () => {
    const { program, information } = await compileFixture(TYPES, ['-O1', '-gdwarf-5']);
    const { begin } = information.functions.find(({ name }) => name === 'main')!.ranges[0];
    const code = Math.max(...program.functions.map(({ bytes }) => bytes[1]));
    const random = createRandom(SEED);
    let read = 0;
    for (let i = 0; i < 300; i++) {
      const module = program.module.slice();
      // What follows the code is data, names and debug information.
      for (let n = random.below(8); n >= 0; n--)
        module[code + random.below(module.length - code)] = random.below(256);
      const scope = readDebugInformation(module)?.scopeAt(begin);
      for (const text of ['counter', 'operations[1]', 'sizeof(struct outer)', '(Node *)0 == 0'])
        try {
          compileExpression(text, scope, { locals: [], globals: [] });
          read++;
        } catch (error) {
          assert.equal((error as Error).name, 'UserError', `seed ${SEED}, case ${i}: ${error}`);
        }
    }
    assert.ok(read > 0);
  });
});
