import assert from 'node:assert/strict';
import { jumpDigits, tokenWriter } from '../../src/program/expect';
import { createInterpreter } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { writePrompt } from '../../src/program/prompt';
import { TOKENS } from '../../src/program/vocabulary';
import { programOf } from './build';

/** The texts of all the tokens that the machine writes for `program`. */
function trace(program: Program, input: readonly number[] = []): string[] {
  const tokens: number[] = [];
  let read = 0;
  const machine = createInterpreter(program, { output: () => {}, input: () => input[read++] });
  const write = tokenWriter(program, writePrompt(program));
  while (!machine.stopped) write(machine.step(), tokens);
  return tokens.map((token) => TOKENS[token].text);
}

const constant = (value: number) => ['i32.const', value] as const;

/** What an operation on constants writes after its own token. */
function written(op: string, ...operands: number[]): string[] {
  const tokens = trace(programOf([...operands.map(constant), [op], ['halt']]));
  return tokens.slice(tokens.indexOf(op) + 1, -1);
}

describe('the tokens to expect', () => {
  it('digits have no leading zeros, and zero is one digit', () => {
    assert.deepEqual(written('i32.add', 1, 2), ['03']);
    assert.deepEqual(written('i32.sub', 5, 5), ['00']);
    assert.deepEqual(written('i32.add', 0xff00ff, 1), ['ff____', '01__', '00']);
    assert.deepEqual(written('i32.sub', 0, 1), ['ff______', 'ff____', 'ff__', 'ff']);
  });

  it('bitwise results are as long as their operands', () => {
    assert.deepEqual(written('i32.and', 0x12345, 0x100), ['01__', '00']);
    assert.deepEqual(written('i32.and', 0xff00, 0xff), ['00']);
    assert.deepEqual(written('i32.or', 1, 0x10000), ['01____', '00__', '01']);
    assert.deepEqual(written('i32.xor', 0x1234, 0x1234), ['00__', '00']);
  });

  it('leading zeros of a bitwise result count in the next one, also through locals', () => {
    const zero = [constant(0x1234), constant(0x1234), ['i32.xor']] as const;
    const following = (...middle: [string, number?][]) =>
      trace(programOf([...zero, ...middle, constant(7), ['i32.or'], ['halt']])).slice(-4, -1);
    assert.deepEqual(following(), ['i32.or', '00__', '07']);
    assert.deepEqual(following(['local.set.top', 1], ['local.get', 1]), ['i32.or', '00__', '07']);
    assert.deepEqual(following(['local.tee.top', 1]), ['i32.or', '00__', '07']);
    // A set that writes its value again writes it without them.
    assert.deepEqual(following(['local.set', 1], ['local.get', 1]), [
      'i32.const/1',
      'i32.or',
      '07',
    ]);
    assert.deepEqual(following(['local.tee', 1]), ['i32.const/1', 'i32.or', '07']);
  });

  it('quotients come first, where there are any', () => {
    assert.deepEqual(written('i32.mul', 300, 2), ['02__', '58']);
    assert.deepEqual(written('i32.mul', 0x10000, 0x10000), ['00']);
    assert.deepEqual(written('i32.mul', 0x1ffff, 0x1ffff).slice(0, 3), [
      'scratch 01',
      'ff______',
      'fc____',
    ]);
    assert.deepEqual(written('i32.rem_u', 1000, 3), ['scratch 01__', 'scratch 4d', '01']);
    assert.deepEqual(written('i32.rem_u', 2, 3), ['02']);
    assert.deepEqual(written('i32.rem_s', -7 >>> 0, 2), [
      'scratch 03',
      'ff______',
      'ff____',
      'ff__',
      'ff',
    ]);
    assert.deepEqual(written('i32.div_s', -7 >>> 0, 2), [
      'scratch 03',
      'ff______',
      'ff____',
      'ff__',
      'fd',
    ]);
    assert.deepEqual(written('i32.div_s', -8 >>> 0, -2 >>> 0), ['04']);
    assert.deepEqual(written('i32.div_u', 1000, 3), ['01__', '4d']);
    assert.deepEqual(written('i32.shl', 1, 33), ['02']);
    assert.deepEqual(written('i32.shl', 0x80000001, 1), ['scratch 01', '02']);
    assert.deepEqual(written('i32.rotl', 0x80000001, 1), ['scratch 01', '03']);
    assert.deepEqual(written('i32.rotr', 3, 0), ['scratch 03', '03']);
    assert.deepEqual(written('i32.rotr', 3, 1).slice(0, 1), ['scratch 01']);
    assert.deepEqual(written('i32.shr_s', 0x80000000, 31).slice(0, 2), ['scratch 01', 'ff______']);
    assert.deepEqual(written('i32.shr_s', 0x40000000, 30), ['01']);
    assert.deepEqual(written('i32.shr_u', 0x80000000, 31), ['01']);
  });

  it('pages', () => {
    const grow = (pages: number) =>
      trace(programOf([constant(1), ['memory.set'], constant(pages), ['memory.grow'], ['halt']]));
    assert.deepEqual(grow(1), [
      'i32.const/1',
      'memory.set',
      'scratch 01',
      'i32.const/1',
      'memory.grow',
      'scratch 02',
      '01',
      'halt',
    ]);
    assert.deepEqual(grow(2).slice(5, 7), ['ff______', 'ff____']);
    const none = programOf([constant(0), ['memory.set'], constant(0), ['memory.grow'], ['halt']]);
    assert.deepEqual(trace(none).slice(2, 7), [
      'scratch 00',
      'i32.const/1',
      'memory.grow',
      'scratch 00',
      '00',
    ]);
  });

  it('input, output and the exit status', () => {
    const echo = programOf([
      ['input.stdin'],
      ['output.stderr'],
      ['input.stdin'],
      ['exit'],
      ['halt'],
    ]);
    assert.deepEqual(trace(echo, [65]), [
      'input.stdin',
      'in 41',
      'output.stderr',
      'stderr 41',
      'input.stdin',
      'end of input',
      ...['ff______', 'ff____', 'ff__', 'ff'],
      'exit',
      ...['ff______', 'ff____', 'ff__', 'ff'],
      'halt',
    ]);
  });

  it('sets write digits in their full spelling only; stores and drops never', () => {
    const program = programOf([
      constant(0x1234),
      ['global.set.const', 0],
      ['global.get', 0],
      ['local.set', 3],
      constant(1),
      ['memory.set'],
      constant(8),
      constant(300),
      ['i32.store', 4],
      constant(12),
      ['i32.load16_u'],
      ['drop'],
      ['halt'],
    ]);
    assert.deepEqual(trace(program), [
      'i32.const/2',
      'global.set.const/1',
      'global.get/1',
      'local.set/1',
      '12__',
      '34',
      'i32.const/1',
      'memory.set',
      'scratch 01',
      'i32.const/1',
      'i32.const/2',
      'i32.store/1',
      'i32.const/1',
      'i32.load16_u/0',
      '01__',
      '2c',
      'drop',
      'halt',
    ]);
  });

  it('a trap follows the instruction that raises it', () => {
    assert.deepEqual(written('i32.div_u', 1, 0), []);
    const divided = trace(programOf([constant(1), constant(0), ['i32.div_u'], ['halt']]));
    assert.deepEqual(divided.slice(2), ['i32.div_u', 'trap: integer divide by zero']);
    const unreachable = trace(programOf([['unreachable'], ['trap: unreachable']]));
    assert.deepEqual(unreachable, ['unreachable', 'trap: unreachable']);
  });

  it('calls, returns and their depth', () => {
    const code = [['call', 2], ['halt'], ['call', 3], ['return']] as const;
    assert.deepEqual(trace(programOf(code)), [
      ...['call', 'jump +01'],
      ...['call', 'jump +00'],
      ...['return', 'jump -01'],
      ...['return', 'jump -06'],
      'halt',
    ]);
    assert.deepEqual(trace(programOf(code, { maxDepth: 1 })).slice(2), [
      'call',
      'trap: call stack exhausted',
    ]);
  });

  it('conditional jumps write their target only when they jump; tables always', () => {
    const conditional = (op: string, condition: number) =>
      trace(programOf([constant(condition), [op, 3], ['halt'], ['halt']])).slice(1);
    assert.deepEqual(conditional('br_if', 0), ['br_if', 'halt']);
    assert.deepEqual(conditional('br_if', 9), ['br_if', 'jump +01', 'halt']);
    assert.deepEqual(conditional('if', 9), ['if', 'halt']);
    assert.deepEqual(conditional('if', 0), ['if', 'jump +01', 'halt']);
    const table = (index: number) =>
      trace(
        programOf(
          [constant(index), ['br_table', 0], ['halt'], ['unreachable'], ['trap: unreachable']],
          {
            jumpTables: [[2, 3, 2, 3]],
          },
        ),
      );
    assert.deepEqual(table(0).slice(1), ['br_table', 'jump +00', 'halt']);
    assert.deepEqual(table(1).slice(2, 4), ['jump +01', 'unreachable']);
    assert.deepEqual(table(0xffffffff).slice(2, 4), ['jump +01', 'unreachable']);
  });

  it('jumps take the coarsest steps first', () => {
    const digits = (delta: number) => jumpDigits(delta).map(({ value, lane }) => [value, lane]);
    assert.deepEqual(digits(0), [[0, 0]]);
    assert.deepEqual(digits(255), [[255, 0]]);
    assert.deepEqual(digits(-256), [[-256, 0]]);
    assert.deepEqual(digits(256), [
      [1, 1],
      [0, 0],
    ]);
    assert.deepEqual(digits(-257), [
      [-2, 1],
      [255, 0],
    ]);
    assert.deepEqual(digits(65535), [
      [255, 1],
      [255, 0],
    ]);
    assert.deepEqual(digits(-65536), [
      [-256, 1],
      [0, 0],
    ]);
    assert.deepEqual(digits(-65537), [
      [-2, 2],
      [255, 1],
      [255, 0],
    ]);
    assert.deepEqual(digits(2 ** 24 - 1), [
      [255, 2],
      [255, 1],
      [255, 0],
    ]);
    assert.throws(() => jumpDigits(2 ** 24), RangeError);
    for (let delta = -70000; delta < 70000; delta += 13) {
      const steps = jumpDigits(delta);
      assert.equal(
        steps.reduce((sum, { value, lane }) => sum + value * 256 ** lane, 0),
        delta,
      );
      assert.ok(steps.slice(1).every(({ value }) => value >= 0 && value < 256));
      assert.equal(steps.at(-1)?.lane, 0);
    }
  });
});
