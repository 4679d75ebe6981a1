/** A program with files does in the transformer what it does on V8 with Node's WASI, and leaves the same behind. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ERRORS } from '../../src/host/file-errors';
import { FileServer, OPERATIONS } from '../../src/host/file-server';
import { createInterpreter } from '../../src/program/interpret';
import { verifyProgram } from '../../src/program/verify';
import { type Build, build } from '../../src/toolchain/build';
import { machineEngine } from '../executor/engine';
import { assertRun, expectedTokens } from '../executor/expected';

const POEM = 'one\ntwo\nthree\n';

/** All files below a directory with what they hold. */
function contents(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map((file) => [path.relative(directory, file), readFileSync(file, 'utf8')]),
  );
}

describe('a program with files', () => {
  let folder: string;
  let built: Build;
  const fresh = (name: string) => {
    const directory = path.join(folder, name);
    cpSync(path.join(folder, 'given'), directory, { recursive: true });
    return directory;
  };
  /** Runs it on the interpreter. */
  const run = (directory: string, writable: boolean) => {
    const server = new FileServer({ path: directory, writable });
    const stdout: number[] = [];
    const interpreter = createInterpreter(built.program, {
      output: (stream, byte) => {
        if (stream === 'files') server.write(byte);
        else stdout.push(byte);
      },
      input: (stream) => (stream === 'files' ? server.read() : undefined),
    });
    while (interpreter.stopped === undefined) interpreter.step();
    return { end: interpreter.stopped, stdout: Buffer.from(stdout).toString() };
  };

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'files-'));
    mkdirSync(path.join(folder, 'given/sub'), { recursive: true });
    writeFileSync(path.join(folder, 'given/poem.txt'), POEM);
    writeFileSync(path.join(folder, 'outside.txt'), 'secret');
    built = await build({ files: [path.join(__dirname, 'files.c')], opensFiles: true });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is well formed', () => {
    assert.deepEqual(verifyProgram(built.program), []);
  });

  it('does what it does on V8', () => {
    const [ours, theirs] = [fresh('ours'), fresh('theirs')];
    const module = path.join(folder, 'files.wasm');
    writeFileSync(module, built.wasm);
    const expected = execFileSync(
      process.execPath,
      ['--no-warnings', path.join(__dirname, 'run-wasi.mjs'), module, theirs],
      { encoding: 'utf8' },
    );
    assert.deepEqual(run(ours, true), { end: 'halted', stdout: expected });
    assert.deepEqual(contents(ours), contents(theirs));
    assert.deepEqual(Object.keys(contents(ours)).sort(), ['kept.txt', 'poem.txt']);
  });

  it('does it in the transformer', () => {
    const server = new FileServer({ path: fresh('transformer'), writable: true });
    let requested = 0;
    const expected = expectedTokens(
      built.program,
      (stream) => (stream === 'files' ? server.read() : undefined),
      Number.POSITIVE_INFINITY,
      (stream, byte) => {
        if (stream !== 'files') return;
        requested++;
        server.write(byte);
      },
    );
    assert.ok(requested > 3000, `${requested} bytes`);
    assert.equal(expected.stopped, 'halted');
    assertRun(machineEngine(), expected);
  });

  it('changes nothing without leave', () => {
    const directory = fresh('read only');
    const { stdout } = run(directory, false);
    assert.match(stdout, /^> one\n> two\n> three\n/);
    assert.deepEqual(contents(directory), contents(path.join(folder, 'given')));
  });
});

describe('the file server', () => {
  let folder: string;
  let server: FileServer;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'files-'));
    mkdirSync(path.join(folder, 'given'));
    writeFileSync(path.join(folder, 'secret.txt'), 'secret');
    symlinkSync(folder, path.join(folder, 'given/out'));
    symlinkSync('../secret.txt', path.join(folder, 'given/link.txt'));
    symlinkSync('loop', path.join(folder, 'given/loop'));
    server = new FileServer({ path: path.join(folder, 'given'), writable: true });
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Sends a request; returns the error number. */
  const ask = (operation: (typeof OPERATIONS)[number] | number, ...operands: Buffer[]): number => {
    const number = typeof operation === 'number' ? operation : OPERATIONS.indexOf(operation);
    const request = Buffer.concat([Buffer.of(number), ...operands]);
    for (const byte of Buffer.concat([word(request.length), request])) server.write(byte);
    return server.read() ?? -1;
  };
  const word = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const open = (name: string, flags = 0, rights = 2) =>
    ask('open', word(3), word(1), word(flags), word(rights), word(0), Buffer.from(name));

  it('lets no link lead out of the directory', () => {
    for (const name of ['link.txt', 'out/secret.txt', 'out', 'out/given/link.txt'])
      assert.equal(open(name), ERRORS.ENOTCAPABLE, name);
    assert.equal(ask('unlink', word(3), Buffer.from('out/secret.txt')), ERRORS.ENOTCAPABLE);
    assert.equal(readFileSync(path.join(folder, 'secret.txt'), 'utf8'), 'secret');
  });

  it('knows nothing above the directory', () => {
    for (const name of ['../secret.txt', '/secret.txt', 'a/../../secret.txt', '/../secret.txt'])
      assert.notEqual(open(name), 0, name);
  });

  it('answers nonsense with an error', () => {
    assert.equal(ask(200), ERRORS.ENOSYS);
    assert.equal(ask('open'), ERRORS.EINVAL);
    assert.equal(ask('read', word(77), word(1)), ERRORS.EBADF);
    assert.equal(ask('read', word(3), word(1)), ERRORS.EISDIR);
    assert.equal(open('loop'), ERRORS.ELOOP);
    assert.equal(open('a\0b'), ERRORS.ENOENT);
    assert.equal(server.read() ?? -1, -1);
  });
});
