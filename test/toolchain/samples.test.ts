/** The samples do what they say. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { build } from '../../src/toolchain/build';
import { interpret } from '../corpus';

const FOLDER = path.join(__dirname, '../../samples');

describe('samples', () => {
  const run = async (
    name: string,
    input: { args?: readonly string[]; stdin?: Uint8Array } = {},
    cflags: readonly string[] = [],
  ) => {
    const { program } = await build({ files: [path.join(FOLDER, name)], cflags });
    const { stdout, exit, trap, counted } = interpret(program, input);
    return { text: Buffer.from(stdout).toString(), exit, trap, counted };
  };

  it('hello.c greets', async () => {
    assert.equal((await run('hello.c')).text, 'hello, world\n');
  });

  it('first-steps.c does what the tour shows', async () => {
    assert.equal((await run('first-steps.c')).text, '342\n');
  });

  it('sudoku.c solves its own puzzle', async () => {
    const { text, counted } = await run('sudoku.c', {}, ['-O2']);
    assert.equal(
      text,
      '812753649943682175675491283154237896369845721287169534521974368438526917796318452\n',
    );
    assert.ok(counted < 1_100_000, `in ${counted} instructions`);
  });

  it('sudoku.c solves a given puzzle and refuses what is none', async () => {
    const puzzle =
      '530070000600195000098000060800060003400803001700020006060000280000419005000080079';
    const solved = await run('sudoku.c', { args: [puzzle] });
    assert.match(solved.text, /^534678912672195348198342567/);
    assert.equal((await run('sudoku.c', { args: ['123'] })).exit, 2);
    const contradiction = `5${puzzle.slice(1, 8)}5${puzzle.slice(9)}`;
    assert.equal((await run('sudoku.c', { args: [contradiction] })).exit, 2);
  });

  it('addition.c adds numbers of 10,000 digits', async () => {
    const digits = (seed: number) =>
      Array.from({ length: 10_000 }, (_, i) => (i * i + seed * i + 9) % 10).join('');
    const [a, b] = [`9${digits(7)}`, digits(3)];
    const { text } = await run('addition.c', { stdin: Buffer.from(`${a}\n${b}\n`) });
    assert.equal(text, `${BigInt(a) + BigInt(b)}\n`);
  });

  it('addition.c takes empty input as zero', async () => {
    assert.equal((await run('addition.c')).text, '0\n');
  });

  it('collatz.c counts the steps', async () => {
    assert.equal(
      (await run('collatz.c')).text,
      '27 reaches 1 after 111 steps and climbs to 9232\n',
    );
  });

  it('list.c builds, reverses and filters', async () => {
    assert.match((await run('list.c')).text, /without multiples of 3: 1 4 16 25 49 64 100 121\n$/);
  });

  it('recursion.c moves a tower', async () => {
    const { text } = await run('recursion.c', { args: ['5'] });
    assert.equal(text.split('\n').at(-2), '31 moves');
  });
});
