/** Two sessions at once, in one adapter and in two: neither is seen in the other. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import {
  type AdapterProcess,
  killAdapters,
  type Server,
  startAdapter,
  startServer,
} from './adapter-process';
import { type Client, connectStreams } from './client';

const SAMPLES = path.join(__dirname, '../../samples');
const ENDLESS = path.join(__dirname, 'endless.wat');

async function launch(client: Client, sample: string, line: number): Promise<void> {
  const program = path.join(SAMPLES, sample);
  await client.request('initialize', { adapterID: 'stepformer' });
  await client.request('launch', { program });
  await client.event('initialized');
  await client.request('setBreakpoints', { source: { path: program }, breakpoints: [{ line }] });
  await client.request('configurationDone');
  await client.event('stopped');
}

/** The value of an expression where the program stands. */
async function value(client: Client, expression: string): Promise<string> {
  const { stackFrames } = await client.request<{ stackFrames: Dap.StackFrame[] }>('stackTrace', {
    threadId: 1,
  });
  const { result } = await client.request<{ result: string }>('evaluate', {
    expression,
    frameId: stackFrames[0].id,
    context: 'watch',
  });
  return result;
}

async function go(client: Client, command: string): Promise<void> {
  await client.request(command, { threadId: 1 });
  await client.event('stopped');
}

async function toTheEnd(client: Client): Promise<string> {
  await client.request('setBreakpoints', {
    source: { path: path.join(SAMPLES, 'recursion.c') },
    breakpoints: [],
  });
  await client.request('continue', { threadId: 1 });
  await client.event('terminated');
  return client
    .takeAll('output')
    .map(({ body }) => body.output)
    .join('');
}

/** Line 19: a disc was taken. */
const TAKEN = 19;

/** Goes forward and back in one while the other stands elsewhere. */
async function interleave(one: Client, other: Client): Promise<void> {
  await Promise.all([launch(one, 'recursion.c', TAKEN), launch(other, 'recursion.c', TAKEN)]);
  assert.deepEqual([await value(one, 'moves'), await value(other, 'moves')], ['0', '0']);
  for (let i = 0; i < 3; i++) await go(one, 'continue');
  await Promise.all([go(one, 'continue'), go(other, 'continue')]);
  assert.deepEqual([await value(one, 'moves'), await value(other, 'moves')], ['4', '1']);
  await Promise.all([go(one, 'reverseContinue'), go(other, 'continue')]);
  assert.deepEqual([await value(one, 'moves'), await value(other, 'moves')], ['3', '2']);
  const ends = await Promise.all([toTheEnd(one), toTheEnd(other)]);
  for (const end of ends) assert.match(end, /^ {2}1: disc 1 from left to middle\n.*\n15 moves\n$/s);
  assert.equal(ends[0], ends[1]);
}

describe('two sessions at once', () => {
  describe('in one adapter', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.child.kill());

    async function client(): Promise<Client> {
      const socket = await server.connect();
      return connectStreams(socket, socket);
    }

    it('are interleaved', async () => {
      const [one, other] = [await client(), await client()];
      await interleave(one, other);
      await Promise.all([one.request('disconnect'), other.request('disconnect')]);
      one.close();
      other.close();
    });

    it('one goes without a word while it runs, and the other goes on', async () => {
      const [one, other] = [await client(), await client()];
      await launch(other, 'recursion.c', TAKEN);
      await one.request('initialize', { adapterID: 'stepformer' });
      await one.request('launch', { program: ENDLESS });
      await one.request('configurationDone');
      one.close();
      await go(other, 'continue');
      assert.equal(await value(other, 'moves'), '1');
      other.close();
    });

    it('one is out of step, is told so and cut off, and the other goes on', async () => {
      const socket = await server.connect();
      const ended = new Promise((resolve) => socket.once('end', resolve));
      const one = connectStreams(socket, socket);
      const other = await client();
      await launch(other, 'recursion.c', TAKEN);
      socket.write('Content-Length: none\r\n\r\n');
      assert.match((await one.event('output')).body.output, /ends the session/);
      await ended;
      await go(other, 'continue');
      assert.equal(await value(other, 'moves'), '1');
      other.close();
    });
  });

  after(killAdapters);

  it('in two adapters are interleaved', async () => {
    const adapters = [startAdapter(), startAdapter()];
    const clientOf = ({ child }: AdapterProcess) => connectStreams(child.stdout, child.stdin);
    const [one, other] = adapters.map(clientOf);
    await interleave(one, other);
    await Promise.all([one.request('disconnect'), other.request('disconnect')]);
    assert.deepEqual(await Promise.all(adapters.map((a) => a.ended())), [0, 0]);
  });
});
