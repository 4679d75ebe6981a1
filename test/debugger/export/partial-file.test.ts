/** A file is whole or not there, whatever goes wrong while it is written. */
import assert from 'node:assert/strict';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PartialFile } from '../../../src/debugger/export/partial-file';

describe('a file that is not finished', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'stepformer-partial-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has its name when it is whole, and keeps it', () => {
    const file = new PartialFile(path.join(folder, 'a'));
    file.write('é');
    assert.equal(readdirSync(folder).includes('a'), false);
    file.finish();
    file.discard();
    assert.deepEqual(readdirSync(folder), ['a']);
    assert.equal(readFileSync(path.join(folder, 'a'), 'utf8'), 'é');
    assert.equal(file.bytes, 2);
  });

  it('is gone when it cannot be written', () => {
    // What was opened for reading refuses to be written to, as a full disk does.
    const name = path.join(folder, 'a');
    const file = new PartialFile(name);
    const opened = file as unknown as { file: number };
    closeSync(opened.file);
    opened.file = openSync(os.devNull, 'r');
    assert.throws(() => file.write('text'), /a cannot be written .*choose another place/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is gone when its name cannot be given to it', () => {
    const name = path.join(folder, 'a');
    const file = new PartialFile(name);
    mkdirSync(name);
    assert.throws(() => file.finish(), /a cannot be written/);
    assert.deepEqual(readdirSync(folder), ['a']);
  });
});
