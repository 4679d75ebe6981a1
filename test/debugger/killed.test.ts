/** What is killed in the middle of its work: it is told in words, nothing hangs or is left behind, the next works. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dependencies } from '../../src/adapter';
import { PATIENCE } from '../patience';
import {
  type AdapterProcess,
  isAlive,
  killAdapters,
  startAdapter,
  within,
} from './adapter-process';
import { type Client, connect, connectStreams } from './client';
import { type Threads, watchThreads } from './threads';

const ENDLESS = path.join(__dirname, 'endless.wat');
/** Its result, the exit status, is 125. */
const SHORT = path.join(__dirname, '../corpus/wat-loop.wat');
const C = path.join(__dirname, '../../samples/hello.c');

const clientOf = ({ child }: AdapterProcess) => connectStreams(child.stdout, child.stdin);

async function run(client: Client, configuration: object = { program: ENDLESS }): Promise<void> {
  await client.request('initialize', { adapterID: 'stepformer' });
  await client.request('launch', configuration);
  await client.event('initialized');
  await client.request('configurationDone');
}

async function runsToItsEnd(client: Client, program = SHORT): Promise<void> {
  await run(client, { program });
  assert.equal((await client.event('exited')).body.exitCode, program === SHORT ? 125 : 0);
}

describe('the adapter, killed', () => {
  afterEach(killAdapters);

  it('leaves its client at the end of the stream, and another works', async () => {
    const adapter = startAdapter();
    await run(clientOf(adapter));
    const closed = new Promise((resolve) => adapter.child.stdout.once('end', resolve));
    adapter.child.kill('SIGKILL');
    await within(PATIENCE, closed, 'the stream did not end');
    assert.equal(await adapter.ended(), 'SIGKILL');
    const next = startAdapter();
    const client = clientOf(next);
    await runsToItsEnd(client);
    await client.request('disconnect');
    assert.equal(await next.ended(), 0);
  });

  it('ends where its client is gone while the program runs', async () => {
    const adapter = startAdapter();
    await run(clientOf(adapter));
    adapter.child.stdin.destroy();
    assert.equal(await adapter.ended(), 0);
    assert.equal(adapter.stderr(), '');
  });

  it('ends where nobody reads any more what it says', async () => {
    const adapter = startAdapter();
    await run(clientOf(adapter));
    adapter.child.stdout.destroy();
    adapter.child.stdin.destroy();
    assert.equal(await adapter.ended(), 0);
    assert.equal(adapter.stderr(), '');
  });

  it('leaves no compiler behind', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stepformer-'));
    const [compiler, id] = [path.join(folder, 'clang'), path.join(folder, 'id')];
    writeFileSync(compiler, `#!/bin/sh\necho $$ > ${id}\nexec sleep 600\n`);
    chmodSync(compiler, 0o755);
    const adapter = startAdapter();
    const client = clientOf(adapter);
    client.request('launch', { program: C, compiler }).catch(() => {});
    while (!existsSync(id) || readFileSync(id, 'utf8') === '') await pause(20);
    const child = Number(readFileSync(id, 'utf8'));
    assert.ok(isAlive(child));
    adapter.child.stdin.destroy();
    assert.equal(await adapter.ended(), 0);
    for (let i = 0; i < 50 && isAlive(child); i++) await pause(20);
    assert.ok(!isAlive(child), 'the compiler is still there');
  });
});

describe('a thread, killed', () => {
  let threads: Threads;
  let client: Client;
  /** The engine's thread, when it is asked to run or to read. */
  const asked = (what: string) =>
    threads.next((message) => JSON.stringify(message).includes(`"${what}"`));

  beforeEach(() => {
    threads = watchThreads();
    client = connect();
  });
  afterEach(() => {
    threads.release();
    client.close();
  });

  async function endsInWords(): Promise<void> {
    assert.match((await client.event('output')).body.output, DIED);
    await client.event('terminated');
    await assert.rejects(client.request('continue', { threadId: 1 }), /start it again/);
    await client.request('disconnect');
    await runsToItsEnd(connect());
  }
  const DIED = /The debugger failed \(the thread of the transformer has ended\): stop, start again/;

  it('of the engine, while the program runs', async () => {
    const forward = asked('forward');
    await run(client);
    await (await forward).terminate();
    await endsInWords();
  });

  it('of the engine, while the program stands', async () => {
    const forward = asked('forward');
    await run(client, { program: ENDLESS, stopOnEntry: true });
    await client.event('stopped');
    await (await forward).terminate();
    await client.request('continue', { threadId: 1 });
    await endsInWords();
  });

  it('of the engine, while it reads the program', async () => {
    asked('read').then((thread) => thread.terminate());
    await client.request('initialize', { adapterID: 'stepformer' });
    await assert.rejects(client.request('launch', { program: ENDLESS }), DIED);
    await runsToItsEnd(client);
  });

  it('of the compiler: the launch says so, and the next one works', async () => {
    threads.next(({ args }) => args !== undefined).then((thread) => thread.terminate());
    await client.request('initialize', { adapterID: 'stepformer' });
    await assert.rejects(
      client.request('launch', { program: C }),
      /^Error: The bundled C compiler failed \(its thread ended\): build again/,
    );
    await runsToItsEnd(client, C);
  });

  it('of the compiler, by the time that it may take', async () => {
    await client.request('initialize', { adapterID: 'stepformer' });
    await assert.rejects(
      client.request('launch', { program: C, compileTimeout: 0.01 }),
      /has not ended after 0.01 seconds, as "compileTimeout"/,
    );
    await runsToItsEnd(client, C);
  });
});

describe('a compiler that takes too long for one session', () => {
  it('still compiles for another that waits for it', async () => {
    const [one, other] = [connect(), connect()];
    const late = one.request('launch', { program: C, compileTimeout: 0.01 });
    const end = runsToItsEnd(other, C);
    await assert.rejects(late, /"compileTimeout"/);
    await end;
    for (const client of [one, other]) client.close();
  });
});

describe('an engine that fails', () => {
  it('ends the session with what it says', async () => {
    const client = connect({
      ...dependencies,
      createTransformer(model, output) {
        const transformer = dependencies.createTransformer(model, output);
        transformer.forward = () => Promise.reject(new Error('no memory is left'));
        return transformer;
      },
    });
    await run(client);
    assert.match((await client.event('output')).body.output, /failed \(no memory is left\)/);
    await client.event('terminated');
    client.close();
    await runsToItsEnd(connect());
  });
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
