/** The command line as others call it: what it prints, where, and the status it ends with. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const sample = (name: string) => path.join(ROOT, 'samples', name);

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `interruptedAt`: what the program writes before it is interrupted. */
function stepformer(args: readonly string[], interruptedAt?: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args], { cwd: ROOT });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      text.stdout += data;
      if (interruptedAt !== undefined && text.stdout.includes(interruptedAt)) child.kill('SIGINT');
    });
    child.stderr.on('data', (data) => {
      text.stderr += data;
    });
    child.stdin.end();
    child.on('close', (status) => resolve({ status, ...text }));
  });
}

describe('stepformer run', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stepformer-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string) => {
    const full = path.join(folder, name);
    writeFileSync(full, text);
    return full;
  };

  it('prints what the program prints, and nothing else, on stdout', async () => {
    const { status, stdout } = await stepformer(['run', sample('hello.c')]);
    assert.deepEqual([status, stdout], [0, 'hello, world\n']);
  });

  it('passes arguments and flags that begin with a dash, and the exit status on', async () => {
    const program = file('args.c', 'int main(int c, char **v) { return c * 10 + v[1][0] - 45; }');
    const args = ['run', program, '--arg', '-x', '--cflags', '-O2 -DUNUSED', '--quiet'];
    assert.deepEqual(await stepformer(args), { status: 20, stdout: '', stderr: '' });
  });

  it('ends a program that prints without end, or fills the memory, and names the setting', async () => {
    const chatter = file('chatter.c', '#include <stdio.h>\nint main() { for (;;) puts("again"); }');
    const printed = await stepformer(['run', chatter, '--max-output', '1000', '--quiet']);
    assert.equal(printed.status, 3);
    assert.equal(printed.stdout, 'again\n'.repeat(200).slice(0, 1000));
    assert.match(printed.stderr, /written 1000 bytes.*--max-output/);
    const endless = file('endless.c', 'int main() { volatile int n = 0; for (;;) n++; }');
    const filled = await stepformer(['run', endless, '--max-memory', '20', '--quiet']);
    assert.equal(filled.status, 3);
    assert.match(filled.stderr, /20 MiB that --max-memory allows/);
    const unusable = await stepformer(['run', endless, '--max-memory', 'all']);
    assert.deepEqual([unusable.status, unusable.stdout], [2, '']);
  });

  it('compiles several files by what the options say, for a program with an environment', async () => {
    const main = file(
      'several.c',
      '#include <stdio.h>\n#include <stdlib.h>\n#include "several.h"\n' +
        'int main(void) { puts(getenv("NAME")); return other() + N; }',
    );
    const other = file('other.c', '#ifdef __OPTIMIZE__\nint other(void) { return 40; }\n#endif\n');
    mkdirSync(path.join(folder, 'headers'));
    file('headers/several.h', 'int other(void);\n');
    const options = [`-I${path.join(folder, 'headers')}`, '-D', 'N=2', '-O1', '--env', 'NAME=Ada'];
    const { status, stdout } = await stepformer(['run', main, other, ...options]);
    assert.deepEqual([status, stdout], [42, 'Ada\n']);
  });

  describe('while a person types', () => {
    const GREET =
      '#include <stdio.h>\nint main(void) { char name[20]; printf("Your name: ");' +
      ' while (scanf("%19s", name) == 1) printf("Hello %s. Next: ", name); return 7; }';

    /** Runs with an open standard input; `answers` are given as soon as the program has written so much more. */
    const converse = (answers: readonly (readonly [string, (child: ChildProcess) => void])[]) =>
      new Promise<Ended>((resolve) => {
        const args = ['run', file('greet.c', GREET), '--quiet'];
        const child = spawn(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args]);
        const text = { stdout: '', stderr: '' };
        let next = 0;
        child.stdout.on('data', (data) => {
          text.stdout += data;
          if (next < answers.length && text.stdout.endsWith(answers[next][0]))
            answers[next++][1](child);
        });
        child.stderr.on('data', (data) => {
          text.stderr += data;
        });
        child.on('close', (status) => resolve({ status, ...text }));
      });

    it('asks before it reads, a line at a time, until the input ends', async () => {
      const { status, stdout } = await converse([
        ['Your name: ', ({ stdin }) => stdin?.write('Ada\n')],
        ['Next: ', ({ stdin }) => stdin?.write('Bob\n')],
        ['Bob. Next: ', ({ stdin }) => stdin?.end()],
      ]);
      assert.deepEqual([status, stdout], [7, 'Your name: Hello Ada. Next: Hello Bob. Next: ']);
    });

    it('can be interrupted while it waits', async () => {
      const { status, stderr } = await converse([['Your name: ', (child) => child.kill('SIGINT')]]);
      assert.equal(status, 130);
      assert.match(stderr, /[\d,]+ tokens/);
    });
  });

  it('writes the figures of the run', async () => {
    const stats = path.join(folder, 'stats.json');
    await stepformer(['run', sample('hello.c'), '--stats', stats, '--quiet']);
    const figures = JSON.parse(readFileSync(stats, 'utf8'));
    assert.equal(figures.engine, 'fast');
    assert.equal(figures.exitCode, 0);
    assert.equal(figures.trap, null);
    assert.equal(figures.tokensPerInstruction, figures.generatedTokens / figures.instructions);
    assert.ok(figures.model.layers <= 12 && figures.model.dModel <= 96);
  });

  it('tells a trap with its place', async () => {
    const program = file('trap.c', 'int zero;\nint main(void) {\n  return 1 / zero;\n}\n');
    const { status, stderr } = await stepformer(['run', program, '--quiet']);
    assert.equal(status, 134);
    assert.match(
      stderr,
      /^trap: integer divide by zero at .*trap\.c:3 in (main|__original_main), token \d+\n$/,
    );
  });

  it('stops at the limit of tokens', async () => {
    const { status, stderr } = await stepformer([
      'run',
      sample('collatz.c'),
      '--max-tokens',
      '1000',
    ]);
    assert.equal(status, 3);
    assert.match(stderr, /stopped after 1000 tokens/);
  });

  it('reports what ran when it is interrupted', async () => {
    const source = '#include <stdio.h>\nint main(void) { puts("begun"); for (;;) { } }';
    const program = file('endless.c', source);
    // The fast engine could reach the end of the context before it is interrupted.
    const { status, stderr } = await stepformer(['run', program, '--engine', 'hull'], 'begun');
    assert.equal(status, 130);
    assert.match(stderr, /[\d,]+ tokens/);
  });

  const refused: [string, () => string[], RegExp][] = [
    ['a missing file', () => ['run', 'missing.c'], /there is no file missing\.c/],
    [
      'C that does not compile',
      () => ['run', file('bad.c', 'int main(void) { return x; }')],
      /bad\.c:1:25/,
    ],
    ['what is not a module', () => ['run', file('bad.wasm', 'hello')], /bad\.wasm|WebAssembly/],
    ['another ending', () => ['run', file('bad.txt', '')], /not a \.c, \.wat or \.wasm file/],
    ['a nameless variable', () => ['run', sample('hello.c'), '--env', 'x'], /NAME=VALUE, not "x"/],
    ['a wrong macro', () => ['run', sample('hello.c'), '-D', '1'], /"1" defines no macro/],
    ['an unknown option', () => ['run', sample('hello.c'), '--wrong'], /--wrong/],
    ['an unknown command', () => ['walk'], /no command "walk"/],
    ['an unknown engine', () => ['run', sample('hello.c'), '--engine', 'steam'], /"steam"/],
  ];
  for (const [what, args, message] of refused)
    it(`refuses ${what}`, async () => {
      const { status, stdout, stderr } = await stepformer(args());
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /, 'a stack trace is no message');
    });

  it('traces each token with its instruction, line and attention', async () => {
    const out = path.join(folder, 'trace.jsonl');
    const { status } = await stepformer(['trace', sample('hello.c'), '-o', out, '--quiet']);
    assert.equal(status, 0);
    const lines = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const main = lines.filter((line) => line.file?.endsWith('hello.c'));
    assert.ok(main.length > 0 && main.every((line) => line.line > 0 && line.function));
    for (const { position, attends } of lines)
      for (const winner of Object.values<number>(attends)) assert.ok(winner <= position);
    assert.equal(lines.at(-1).token, 'halt');
  });

  it('adds two numbers of 10,000 digits', async () => {
    const digits = (seed: number) =>
      Array.from({ length: 10_000 }, (_, i) => ((i * i * seed + i * 7 + seed) % 9) + 1).join('');
    const [a, b] = [digits(3), digits(5)];
    const stdin = file('numbers.txt', `${a}\n${b}\n`);
    const args = ['run', sample('addition.c'), '--stdin', stdin, '--cflags', '-O2', '--quiet'];
    const { status, stdout } = await stepformer(args);
    assert.deepEqual([status, stdout], [0, `${BigInt(a) + BigInt(b)}\n`]);
  });

  it("solves Arto Inkala's Sudoku with at most two tokens an instruction", async () => {
    const stats = path.join(folder, 'sudoku.json');
    const puzzle =
      '800000000003600000070090200050007000000045700000100030001000068008500010090000400';
    const args = ['run', sample('sudoku.c'), '--arg', puzzle, '--cflags', '-O2', '--stats', stats];
    const { stdout } = await stepformer(args);
    const solution =
      '812753649943682175675491283154237896369845721287169534521974368438526917796318452';
    assert.equal(stdout, `${solution}\n`);
    assert.ok(JSON.parse(readFileSync(stats, 'utf8')).tokensPerInstruction <= 2);
  });
});
