import assert from 'node:assert/strict';
import { valuedNames } from '../../../src/editor/inline/c-names';
import { watNameAt, watNames } from '../../../src/editor/inline/wat-names';

/** Names that have a value where the program stands in the line with `// here`, in order. */
function names(text: string): string {
  const stop = text.lastIndexOf('\n', text.indexOf('// here')) + 1;
  return valuedNames(text, stop)
    .map(({ name }) => name)
    .join(' ');
}

describe('names in C whose values are shown', () => {
  const cases: [what: string, text: string, expected: string][] = [
    [
      'parameters and locals, up to the stopped line',
      'int f(int a, char *b)\n{\n int c = a;\n c++; // here\n c = 2;\n}',
      'a b c a c',
    ],
    [
      'what is declared on the stopped line is not',
      'int f(int a) {\n int c = a; // here\n}',
      'a a',
    ],
    [
      'other functions are not',
      'int g(int x) { return x; }\nint f(int a) {\n return a; // here\n}',
      'a a',
    ],
    [
      'comments, strings, calls, members and keywords are not',
      'void f(int a) {\n /* b */ puts("c"); p.d = q->e; // i\n a = sizeof a; // here\n}',
      'a p q a a',
    ],
    [
      'a name in a block that has ended is not',
      'void f(int a) {\n { int i = a; i++; }\n a++; // here\n}',
      'a a a',
    ],
    [
      'the counter of a loop that has ended is not',
      'void f(int a) {\n for (int i = 0; i < a; i++) g(i);\n a++; // here\n}',
      'a a a',
    ],
    [
      'the counter of the loop around is',
      'void f(int a) {\n for (int i = 0; i < a; i++) {\n  g(i); // here\n }\n}',
      'a i i a i i',
    ],
    [
      'an outer variable is not where an inner one hides it',
      'void f(void) {\n int x = 1;\n x++;\n {\n  int x = 2;\n  x++; // here\n }\n}',
      'x x',
    ],
    [
      'several in one declaration',
      'void f(void) {\n int a = g(1, 2), *b, c[2];\n a++; // here\n}',
      'a b c a',
    ],
    ['a function without an end', 'void f(int a) {\n a++; // here', 'a a'],
    ['nothing outside of functions', 'int a;\nint b = 2; // here\n', ''],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.equal(names(text), expected));
});

describe('names in WebAssembly text', () => {
  const TEXT =
    '(func $g (local.get $z))\n(func $f\n local.get $a ;; $b\n global.set $c\n local.get $d)';
  it('are those of the function, up to the stopped line', () => {
    const found = watNames(TEXT, TEXT.indexOf(' global.set'));
    assert.deepEqual(
      found.map(({ name, start }) => [name, TEXT.slice(start, start + 2)]),
      [
        ['$a', '$a'],
        ['$c', '$c'],
      ],
    );
  });
  it('are found under the pointer', () => {
    assert.deepEqual(watNameAt(' local.get $a', 12), { start: 11, end: 13 });
    assert.equal(watNameAt(' call $a', 7), undefined);
    assert.equal(watNameAt(' ;; local.get $a', 15), undefined);
  });
});
