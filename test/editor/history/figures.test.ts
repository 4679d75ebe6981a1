import assert from 'node:assert/strict';
import { functionsOf, share, warmth } from '../../../src/editor/history/figures';

describe('figures of the line history', () => {
  it('have a level less for a tenth of the tokens', () => {
    assert.deepEqual(
      [1_000_000, 100_000, 1_000, 1, 0].map((tokens) => warmth(tokens, 1_000_000)),
      [5, 4, 2, 1, 0],
    );
  });

  it('tell small shares too', () => {
    assert.deepEqual([share(1, 3), share(1, 10_000), share(0, 0)], ['33.3 %', '< 0.1 %', '0.0 %']);
  });

  it('add up the lines of functions', () => {
    const text =
      '// main() {\nstatic int\nf(int a)\n{\n  return "}"[a];\n}\nint t[] = { 1 };\nint g(void) { f(1); }\n';
    const line = (line: number, count: number, tokens: number) => ({
      line,
      count,
      tokens,
      values: [],
    });
    const file = { file: '/f.c', lines: [line(4, 2, 3), line(5, 4, 10), line(8, 1, 7)] };
    assert.deepEqual(functionsOf(text, file), [
      { name: 'f', line: 2, count: 2, tokens: 13 },
      { name: 'g', line: 7, count: 1, tokens: 7 },
    ]);
  });
});
