/** The runner of C suites, on a share of the corpus and on programs that must not pass. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CASES, casesIn } from '../corpus';
import { judge } from './judge';
import { differences, isExpected, type Outcome } from './outcome';

const SHARE = 12;

describe('C programs, compared with their expectation and with V8 to the last byte of memory', () => {
  for (const test of CASES.filter((_, i) => i % SHARE === 5))
    it(test.name, async () => {
      assert.deepEqual(await judge(test), { name: test.name });
    });
});

describe('the runner of C suites', () => {
  let folder: string;
  const program = (name: string, source: string, expected: string) => {
    writeFileSync(path.join(folder, name), source);
    writeFileSync(path.join(folder, `${name}.expected`), expected);
  };
  const judged = async (name: string) => {
    const test = casesIn(folder).find((c) => c.name === name);
    assert.ok(test);
    return judge(test);
  };
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'suite-'));
    const hello =
      '#include <stdio.h>\nint main() { puts("hello"); fputs("error\\n", stderr); return 0; }\n';
    program('hello.c', hello, 'hello\nerror\n');
    program('only-stdout.c', hello, 'hello\n');
    program('wrong.c', hello, 'hullo\n');
    program('status.c', 'int main() { return 3; }\n', '');
    program('old.c', 'main(argc, argv) char **argv; { return argc - 1; }\n', '');
    program('broken.c', 'int main( { }\n', '');
    program(
      'file.c',
      '#include <stdio.h>\nint main() { FILE *f = fopen("new.txt", "w"); fputs("x", f); return fclose(f); }\n',
      '',
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const name of ['hello.c', 'only-stdout.c', 'file.c', 'old.c'])
    it(`passes ${name}`, async () => {
      assert.deepEqual(await judged(name), { name });
    });
  it('fails on another output, another status and what does not compile', async () => {
    assert.match(
      (await judged('wrong.c')).failure ?? '',
      /line 1 is "hello" and should be "hullo"/,
    );
    assert.match((await judged('status.c')).failure ?? '', /exit 3/);
    assert.match((await judged('broken.c')).failure ?? '', /expected parameter declarator/);
  });

  it('tells every difference', () => {
    const outcome: Outcome = {
      stdout: Buffer.from('a'),
      output: Buffer.from('ab'),
      end: 'exit 0',
      memory: '65536 bytes, 00',
    };
    assert.deepEqual(differences(outcome, outcome), []);
    const others: Partial<Outcome>[] = [
      { output: Buffer.from('ba') },
      { end: 'unreachable' },
      { memory: '65536 bytes, 01' },
    ];
    for (const other of others)
      assert.equal(differences(outcome, { ...outcome, ...other }).length, 1, JSON.stringify(other));
    assert.ok(isExpected(outcome, 'a'));
    assert.ok(isExpected(outcome, 'ab'));
    assert.ok(isExpected(outcome, 'a\n[exit 0]\n'));
    assert.ok(!isExpected(outcome, 'a\n[exit 1]\n'));
    assert.ok(!isExpected({ ...outcome, end: 'exit 1' }, 'a'));
  });
});
