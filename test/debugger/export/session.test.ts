/** A trace is written by the adapter, slice by slice, while it answers others. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ExportArguments, ExportProgress } from '../../../src/protocol/export-requests';
import { type Client, connect } from '../client';
import { STORIES } from '../story';

async function launched(name: string): Promise<Client> {
  const client = connect();
  await client.request('initialize', {});
  const program = path.join(STORIES, name);
  await client.request('launch', { program, stopOnEntry: true, stopOnExit: true });
  await client.request('configurationDone');
  await client.event('stopped');
  return client;
}

describe('exporting from a session', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stepformer-export-'));
  const file = path.join(folder, 'trace.jsonl');
  let client: Client;

  before(async () => {
    client = await launched('text.wat');
    await client.request('continue', { threadId: 1 });
    await client.event('stopped');
  });
  after(async () => {
    await client.request('disconnect');
    client.close();
    rmSync(folder, { recursive: true });
  });

  const begin = (more: Partial<ExportArguments> = {}) =>
    client.request<ExportProgress>('stepformer.exportTrace', {
      format: 'tokens',
      path: file,
      ...more,
    });

  it('the file holds all that is recorded, and its size is told', async () => {
    let progress = await begin();
    while (!progress.done) progress = await client.request('stepformer.exportMore');
    assert.equal(progress.bytes, statSync(file).size);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    assert.equal(lines.length, progress.to - progress.from);
    assert.equal(JSON.parse(lines[0]).position, progress.from);
  });

  it('what was finished stays, and what was given up is deleted', async () => {
    await client.request('stepformer.exportStop');
    assert.ok(existsSync(file));
    await assert.rejects(client.request('stepformer.exportMore'), /begin an export first/);
  });

  it('what cannot be written is told', async () => {
    await assert.rejects(begin({ path: path.join(folder, 'no', 'trace') }), /choose another place/);
    await assert.rejects(begin({ path: 'trace' }), /not absolute/);
    await assert.rejects(begin({ format: 'parquet' as never }), /format/);
  });
});

describe('an export that is not finished', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stepformer-export-'));
  const file = path.join(folder, 'trace.jsonl');
  let client: Client;

  before(async () => {
    client = await launched('endless.c');
    await client.request('continue', { threadId: 1 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await client.request('pause', { threadId: 1 });
    await client.event('stopped');
  });
  after(() => {
    client.close();
    rmSync(folder, { recursive: true });
  });

  async function begun(): Promise<void> {
    const progress: ExportProgress = await client.request('stepformer.exportTrace', {
      format: 'tokens',
      path: file,
    });
    assert.ok(!progress.done, 'it is too short to be caught in the middle');
  }

  it('leaves what had its name before, and nothing else, when it is given up', async () => {
    writeFileSync(file, 'an older one');
    await begun();
    assert.equal(readdirSync(folder).length, 2);
    await client.request('stepformer.exportStop');
    assert.deepEqual(readdirSync(folder), ['trace.jsonl']);
    assert.equal(readFileSync(file, 'utf8'), 'an older one');
    rmSync(file);
  });

  it('ends, and leaves nothing, when what it tells of is changed', async () => {
    await begun();
    // Going back alone changes nothing.
    await client.request('stepBack', { threadId: 1 });
    await client.event('stopped');
    await client.request('stepformer.exportMore');
    const { stackFrames } = await client.request<{ stackFrames: { id: number }[] }>('stackTrace', {
      threadId: 1,
    });
    const [{ id: frameId }] = stackFrames;
    await client.request('setExpression', { expression: 'n', value: '5', frameId });
    await assert.rejects(client.request('stepformer.exportMore'), /changed while it was being/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('leaves nothing when another is begun, nor when the session ends', async () => {
    await begun();
    await begun();
    assert.equal(readdirSync(folder).length, 1);
    await client.request('disconnect');
    assert.deepEqual(readdirSync(folder), []);
  });
});
