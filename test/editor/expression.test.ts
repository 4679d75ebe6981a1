import assert from 'node:assert/strict';
import { expressionAt } from '../../src/editor/expression';

/** The expression at the `^` of a marker line under the code. */
function under(code: string, marker: string): string | undefined {
  const span = expressionAt(code, marker.indexOf('^'));
  return span && code.slice(span.start, span.end);
}

describe('the C expression under the pointer', () => {
  const cases: [what: string, code: string, marker: string, expected: string | undefined][] = [
    ['a name', 'int total = count;', '            ^', 'count'],
    ['a member', 'x = point.y;', '          ^', 'point.y'],
    ['the owner of a member', 'x = point.y;', '     ^', 'point'],
    [
      'a member of a pointed-to element',
      'p->grid[a[i] + 1].y++',
      '                  ^',
      'p->grid[a[i] + 1].y',
    ],
    ['an array that is indexed', 'p->grid[i].y', '    ^', 'p->grid'],
    ['an index', 'p->grid[i].y', '        ^', 'i'],
    ['a function that is called', 'solve (0);', ' ^', undefined],
    ['a keyword', 'return x;', ' ^', undefined],
    ['a string', 'puts("count");', '        ^', undefined],
    ['a comment', 'x = 1; // count', '           ^', undefined],
    ['a suffix of a number', 'x = 10u;', '      ^', undefined],
    ["a member of a call's result", 'f(x).y', '     ^', undefined],
    ['a space', 'a = b', ' ^', undefined],
  ];
  for (const [what, code, marker, expected] of cases)
    it(`over ${what}: ${expected ?? 'nothing'}`, () => assert.equal(under(code, marker), expected));
});
