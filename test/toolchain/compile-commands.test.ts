/** How a person's build settings reach the compiler: include paths, macros, and compile_commands.json. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../../src/toolchain/build';
import type { CompileOptions } from '../../src/toolchain/compile';
import { applicableFlags, shellWords } from '../../src/toolchain/compile-commands';
import { BuildError } from '../../src/toolchain/errors';
import { interpret } from '../corpus';

describe('build settings', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Writes files, by name, into a folder of their own. */
  const project = (files: Readonly<Record<string, string>>): string => {
    const root = mkdtempSync(path.join(folder, 'project-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    return root;
  };
  const exitOf = async (options: CompileOptions) => interpret((await build(options)).program).exit;
  const failure = async (options: CompileOptions): Promise<BuildError> => {
    const error = await build(options).then(
      () => assert.fail('it was built'),
      (reason) => reason,
    );
    assert.ok(error instanceof BuildError, error);
    return error;
  };

  it('are include folders and macros', async () => {
    const root = project({
      'src/main.c': '#include "sum.h"\nint main(void) { return SUM(A, B) + C; }',
      'include/sum.h': '#define SUM(a, b) ((a) + (b))',
    });
    const defines = ['A=4', 'B=(2 + 3)', 'C'];
    assert.equal(
      await exitOf({ files: ['src/main.c'], workspace: root, includePaths: ['include'], defines }),
      10,
    );
    const file = path.join(root, 'src/main.c');
    assert.equal(
      await exitOf({ files: [file], includePaths: [path.join(root, 'include')], defines }),
      10,
      'by absolute paths',
    );
  });

  it('lead to errors in headers', async () => {
    const root = project({
      'src/main.c': '#include "broken.h"\nint main(void) { return 0; }',
      'include/broken.h': 'int f(void)\n{\n  return y;\n}\n',
    });
    const { diagnostics } = await failure({
      files: [path.join(root, 'src/main.c')],
      includePaths: [path.join(root, 'include')],
    });
    const [{ file, line, column }] = diagnostics;
    assert.deepEqual([file, line, column], [path.join(root, 'include/broken.h'), 3, 10]);
  });

  it('are refused where they are none', async () => {
    const files = [path.join(project({ 'a.c': 'int main(void) { return 0; }' }), 'a.c')];
    const of = async (more: Partial<CompileOptions>) => (await failure({ files, ...more })).message;
    assert.match(await of({ includePaths: ['nowhere'] }), /no include folder .*nowhere: check/);
    assert.match(
      await of({ defines: ['2=1'] }),
      /"2=1" defines no macro: write NAME or NAME=value/,
    );
  });

  it('come from a compile_commands.json in a folder above', async () => {
    const root = project({
      'src/deep/main.c':
        '#include <value.h>\nint main(void) { return VALUE + EXTRA + sizeof TEXT; }',
      'lib/value.h': '#define VALUE 40',
      'build/compile_commands.json': JSON.stringify([
        {
          directory: '../build',
          file: '../src/deep/main.c',
          command:
            'gcc -I../lib -DEXTRA=-1 "-DTEXT=\\"a b\\"" -std=c11 -march=native -O3 -flto -fconserve-stack -c -o main.o ../src/deep/main.c',
        },
      ]),
    });
    const files = [path.join(root, 'src/deep/main.c')];
    assert.equal(await exitOf({ files }), 43);
    assert.equal(
      await exitOf({ files, defines: ['EXTRA=0'], cflags: ['-Wno-macro-redefined'] }),
      44,
    );
    assert.match((await failure({ files, compileCommands: '' })).message, /value\.h/);
  });

  it('may differ from file to file', async () => {
    const root = project({
      'main.c': 'int other(void);\nint main(void) { return N * 10 + other(); }',
      'other.c': 'int other(void) { return N; }',
      'third.c': 'int third;',
    });
    const list = path.join(root, 'list.json');
    const entry = (file: string, n: number) => ({
      directory: root,
      file,
      arguments: ['cc', `-DN=${n}`, '-c', file],
    });
    writeFileSync(list, JSON.stringify([entry('main.c', 4), entry('other.c', 2)]));
    const files = ['main.c', 'other.c'].map((name) => path.join(root, name));
    assert.equal(await exitOf({ files, compileCommands: list }), 42);
    const { message } = await failure({
      files: [...files, path.join(root, 'third.c')],
      compileCommands: list,
    });
    assert.match(message, /list\.json has no command for .*third\.c/);
    writeFileSync(list, '{');
    assert.match((await failure({ files, compileCommands: list })).message, /cannot be read/);
    writeFileSync(list, '{}');
    assert.match((await failure({ files, compileCommands: list })).message, /not a list/);
  });

  it('keep of a command what concerns this machine', () => {
    const words =
      'cc -I inc -isystem /usr/include/x -isystem/opt/h -DA -D B=1 -UA -std=gnu99 -Wall -Werror -Werror=shadow -Wl,-s ' +
      '-m32 -fPIC -fsigned-char -include conf.h -g -O2 -MD -MF x.d -o x.o -c x.c';
    assert.deepEqual(applicableFlags(words.split(' ').slice(1), '/w'), [
      ...['-I', '/w/inc', '-isystem', '/opt/h', '-DA', '-DB=1', '-UA', '-std=gnu99'],
      ...['-Wall', '-Wno-unknown-warning-option', '-fsigned-char', '-include', '/w/conf.h'],
    ]);
  });

  it('are split as a shell splits them', () => {
    assert.deepEqual(shellWords(String.raw`cc  -DA=\"x\" "-DB=a \"b\" $c" '-DC=a "b"'\ d e"f"g`), [
      'cc',
      '-DA="x"',
      '-DB=a "b" $c',
      '-DC=a "b" d',
      'efg',
    ]);
  });
});
