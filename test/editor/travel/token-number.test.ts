import assert from 'node:assert/strict';
import { readToken } from '../../../src/editor/travel/token-number';

describe('a token that was typed', () => {
  const range = { begin: 5_000, end: 90_000, now: 40_000 };
  const cases: [text: string, expected: number | RegExp][] = [
    ['12345', 12_345],
    [' 12,345 ', 12_345],
    ['12_345', 12_345],
    ['+100', 40_100],
    ['-1,000', 39_000],
    ['90001', 90_001],
    ['', /Type a number/],
    ['1.5', /Type a number/],
    ['main', /Type a number/],
    ['4999', /begins at token 5,000/],
    ['-36000', /begins at token 5,000/],
    ['67108865', /ends at token 67,108,864/],
  ];
  for (const [text, expected] of cases)
    it(`'${text}'`, () => {
      const read = readToken(text, range);
      if (typeof expected === 'number') assert.equal(read, expected);
      else assert.match(String(read), expected);
    });
});
