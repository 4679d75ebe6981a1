import assert from 'node:assert/strict';
import { printProgram } from '../../src/program/print';
import type { Program } from '../../src/program/program';
import { verifyProgram } from '../../src/program/verify';
import { programOf } from './build';

const finds = (program: Program, message: RegExp) => {
  const problems = verifyProgram(program);
  assert.ok(
    problems.some((problem) => message.test(problem)),
    problems.join('\n') || 'no problem',
  );
};

describe('verify', () => {
  it('finds nothing wrong with a right program', () => {
    const program = programOf([
      ['i32.const', 1],
      ['local.tee.const', 0],
      ['i32.eqz'],
      ['local.set.top', 0],
      ['halt'],
    ]);
    assert.deepEqual(verifyProgram(program), []);
  });

  it('finds heights that do not fit together', () => {
    finds(programOf([['drop'], ['halt']]), /instruction 0 \(drop\) pops 1 operands of 0/);
    finds(programOf([['br', 2], ['i32.const', 1], ['halt']]), /leaves 0 operands to 2.*expects 1/);
    finds(programOf([['i32.const', 1]]), /continues at 1, which is no instruction/);
  });

  it('finds immediates out of range', () => {
    finds(programOf([['br', 9], ['halt']]), /continues at 9/);
    finds(programOf([['i32.const', -1], ['halt']]), /no unsigned 32-bit number/);
    finds(programOf([['local.get', 4], ['halt']]), /index 4 in frames of 4/);
    finds(
      programOf([
        ['i32.const', 0],
        ['br_table', 0],
      ]),
      /jump table 0/,
    );
  });

  it('finds sets that rely on what is not just before them', () => {
    const following = (op: string, set: string) =>
      programOf([['i32.const', 1], [op], [set, 0], ['halt']]);
    finds(following('i32.const', 'local.set.top'), /cannot follow i32.const/);
    finds(following('i32.eqz', 'local.set.const'), /cannot follow i32.eqz/);
    finds(following('local.tee.const', 'global.set.top'), /cannot follow local.tee.const/);
    const jumped = programOf([['i32.const', 1], ['i32.eqz'], ['local.set.top', 0], ['br', 2]]);
    finds(jumped, /relies on the instruction before a jump target/);
  });

  it('finds what must be followed and is not', () => {
    finds(programOf([['unreachable'], ['halt']]), /not followed by trap: unreachable/);
    finds(programOf([['i32.const', 0], ['exit'], ['br', 0]]), /not followed by halt/);
  });

  it('finds functions that control leaves', () => {
    const program = programOf([['call', 2], ['halt'], ['br', 1], ['drop']]);
    const f = {
      name: 'f',
      origin: 'program' as const,
      wasmIndex: 0,
      begin: 2,
      end: 4,
      bytes: [0, 0] as const,
      locals: [],
      results: [],
    };
    finds({ ...program, functions: [f] }, /jumps out of f/);
    finds({ ...program, functions: [f] }, /falls off the end of f after drop/);
    finds({ ...program, functions: [{ ...f, end: 9 }] }, /f has the range 2 to 9/);
  });
});

describe('print', () => {
  it('lists a program', () => {
    const program = programOf([
      ['i32.const', 0xffffffff],
      ['global.set.const', 0],
      ['i32.const', 0],
      ['i32.load', 8],
      ['br_table', 0],
      ['halt'],
    ]);
    const listing = printProgram({
      ...program,
      jumpTables: [[5, 0]],
      globals: [{ name: 'sp', type: 'i32', slots: [0] }],
    });
    assert.deepEqual(
      listing.split('\n').map((line) => line.trim()),
      [
        'start-up',
        '*      0   0          i32.const -1',
        '*      1   1          global.set.const 0 ;; sp',
        '*      2   0          i32.const 0',
        '*      3   1          i32.load offset=8',
        '*      4   1          br_table [5 0]',
        '*      5   0          halt',
      ],
    );
  });
});
