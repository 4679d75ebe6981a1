/** The compiler: several files, flags, and what is said about wrong sources. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../../src/toolchain/build';
import { type CompileOptions, compile } from '../../src/toolchain/compile';
import { BuildError } from '../../src/toolchain/errors';
import { interpret } from '../corpus';

describe('compile', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'compile-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Writes files, by name, and returns options to compile the C files among them. */
  const project = (files: Readonly<Record<string, string>>): CompileOptions => {
    const root = mkdtempSync(path.join(folder, 'project-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    return { files: Object.keys(files).filter((f) => f.endsWith('.c')), workspace: root };
  };
  const failure = async (options: CompileOptions): Promise<BuildError> => {
    try {
      await compile(options);
    } catch (error) {
      if (error instanceof BuildError) return error;
      throw error;
    }
    throw new Error('it compiled');
  };

  it('takes several files, include folders and defines', async () => {
    const options = project({
      'main.c':
        '#include "include/a.h"\n#include <b.h>\nint main(void) { return twice(A) + B + C; }',
      'src/twice.c': '#include "../include/a.h"\nint twice(int x) { return x * 2; }',
      'include/a.h': '#include "c.h"\n#define A 10\nint twice(int);',
      'include/c.h': '#define C 300',
      'library/b.h': '#define B OFFSET',
    });
    const { program } = await build({ ...options, cflags: ['-Ilibrary', '-DOFFSET=-299', '-O1'] });
    assert.equal(interpret(program).exit, 21);
  });

  it('keeps its own source out of the way of strict flags', async () => {
    const main = '#include <stdio.h>\nint main(void) { return getchar(); }\n';
    const cflags = '-std=c99 -pedantic -Weverything -Werror -include stdio.h';
    const options = { ...project({ 'main.c': main }), cflags: cflags.split(' ') };
    const { program } = await build(options);
    assert.equal(interpret(program, { stdin: Buffer.from('!') }).exit, 33);
  });

  it('tells errors with their places', async () => {
    const options = project({ 'a.c': 'int main(void)\n{\n    return x + y;\n}\n' });
    const { message, diagnostics } = await failure(options);
    assert.match(message, /^a\.c:3:12: use of undeclared identifier 'x' \(and 1 more\)$/);
    const file = path.join(options.workspace ?? '', 'a.c');
    assert.deepEqual(
      diagnostics.map(({ file, line, column }) => ({ file, line, column })),
      [
        { file, line: 3, column: 12 },
        { file, line: 3, column: 16 },
      ],
    );
  });

  it('passes warnings on', async () => {
    const options = project({ 'a.c': 'int main(void)\n{\n    int unused;\n    return 0;\n}\n' });
    const { messages } = await compile({ ...options, cflags: ['-Wall'] });
    assert.deepEqual(
      messages.map(({ severity, line }) => ({ severity, line })),
      [{ severity: 'warning', line: 3 }],
    );
  });

  const says = (title: string, files: Record<string, string>, pattern: RegExp) =>
    it(title, async () => assert.match((await failure(project(files))).message, pattern));

  says('asks for main', { 'a.c': 'int f(void) { return 1; }' }, /no function main: write int main/);
  says(
    'names what is not defined',
    { 'a.c': 'int f(void);\nint main(void) { return f(); }' },
    /uses f, which no source file defines/,
  );
  says(
    'refuses setjmp',
    { 'a.c': '#include <setjmp.h>\nint main(void) { jmp_buf b; return setjmp(b); }' },
    /^a\.c:1:1: This machine has no setjmp and longjmp/,
  );
  says(
    'refuses threads',
    { 'a.c': '#include <threads.h>\nint main(void) { thrd_t t; return thrd_create(&t, 0, 0); }' },
    /thrd_create\. This machine has one thread/,
  );
  says('names a header that is missing', { 'a.c': '#include "b.h"\n' }, /'b\.h' file not found/);
  says('refuses what is not text', { 'a.c': 'int\0' }, /not a text file/);

  it('names a file, a compiler or a flag that is wrong', async () => {
    const options = project({ 'a.c': 'int main(void) { return 0; }' });
    assert.match(
      (await failure({ files: ['/no/such.c'] })).message,
      /There is no file \/no\/such\.c/,
    );
    assert.match(
      (await failure({ ...options, compiler: '/no/clang' })).message,
      /\/no\/clang cannot be run \(ENOENT\)/,
    );
    assert.match(
      (await failure({ ...options, cflags: ['-frobnicate'] })).message,
      /unknown argument: '-frobnicate'/,
    );
  });

  it('stops after a time, says which setting that is, and compiles again', async () => {
    const options = project({ 'main.c': 'int main(void) { return 0; }' });
    assert.match((await failure({ ...options, compileTimeout: 0.01 })).message, /compileTimeout/);
    const sleeper = path.join(folder, 'sleeper');
    writeFileSync(sleeper, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    const own = { ...options, compiler: sleeper, compileTimeout: 0.1 };
    assert.match((await failure(own)).message, /not ended after 0\.1 seconds/);
    assert.ok((await compile(options)).wasm.length > 0);
  });

  it('compiles again after an error', async () => {
    await failure(project({ 'a.c': 'int' }));
    const { program } = await build(project({ 'a.c': 'int main(void) { return 9; }' }));
    assert.equal(interpret(program).exit, 9);
  });
});
