/** What a client may send that it should not: the adapter answers, or says why it ends, and goes. */
import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { PATIENCE } from '../patience';
import { killAdapters, startAdapter, within } from './adapter-process';
import { connectStreams } from './client';
import { BROKEN, compileProgram, haveSession, isSentence, OUT_OF_STEP } from './random-session';
import { frame } from './wire';

const SEED = Number(process.env.SEED ?? 300);
const SESSIONS = 5;

describe('a client that does not keep to the protocol', () => {
  let program: string;

  before(async () => {
    program = await compileProgram();
  });

  afterEach(killAdapters);

  async function launched() {
    const adapter = startAdapter();
    const client = connectStreams(adapter.child.stdout, adapter.child.stdin);
    await client.request('initialize', { adapterID: 'stepformer' });
    await client.request('launch', { program, args: ['16'] });
    await client.event('initialized');
    return { adapter, client };
  }

  it(`has ${SESSIONS} random sessions, seed ${SEED}, each request of which is answered once`, async () => {
    for (let seed = SEED; seed < SEED + SESSIONS; seed++) {
      const { faults } = await haveSession(seed, program);
      const again = `replay it with: npm run fuzz:protocol -- --seed ${seed} --sessions 1`;
      assert.deepEqual(faults, [], again);
    }
  });

  it('sends 500 requests at once while the program runs', async () => {
    const { adapter, client } = await launched();
    await client.request('configurationDone');
    const flood = Array.from({ length: 500 }, (_, i) =>
      client.request(i % 2 ? 'threads' : 'stackTrace', { threadId: 1 }).then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    );
    const answers = new Set(await Promise.all(flood));
    assert.deepEqual([...answers].sort(), ['The program is running: pause it first.', 'answered']);
    await client.request('pause', { threadId: 1 });
    assert.equal((await client.event('stopped')).body.reason, 'pause');
    await client.request('disconnect');
    assert.equal(await adapter.ended(), 0);
  });

  it('ends the program while its variables are being read', async () => {
    const adapter = startAdapter();
    const client = connectStreams(adapter.child.stdout, adapter.child.stdin);
    await client.request('launch', { program, stopOnEntry: true });
    await client.request('configurationDone');
    await client.event('stopped');
    const { stackFrames } = await client.request<{ stackFrames: Dap.StackFrame[] }>('stackTrace');
    const { scopes } = await client.request<{ scopes: Dap.Scope[] }>('scopes', {
      frameId: stackFrames[0].id,
    });
    const { variablesReference } = scopes.find(({ name }) => name === 'Locals') as Dap.Scope;
    const reading = client.request('variables', { variablesReference }).catch(() => {});
    // It has to be begun, and must not be done.
    await new Promise((resolve) => setTimeout(resolve, 3));
    await client.request('terminate');
    await within(PATIENCE, reading, 'it was not answered');
    await client.request('threads');
    await client.request('disconnect');
    assert.equal(await adapter.ended(), 0);
  });

  it('sends a request of 20 MB', async () => {
    const { adapter, client } = await launched();
    const expression = 'x'.repeat(20_000_000);
    await assert.rejects(client.request('evaluate', { expression, context: 'watch' }), /pause it/);
    await client.request('disconnect');
    assert.equal(await adapter.ended(), 0);
  });

  it('sends a message in single bytes', async () => {
    const adapter = startAdapter();
    const client = connectStreams(adapter.child.stdout, adapter.child.stdin);
    // Its answer has the number 7, for which nobody waits; the next one comes after it.
    for (const byte of Buffer.from(frame({ seq: 7000, type: 'request', command: 'threads' })))
      adapter.child.stdin.write(Buffer.of(byte));
    await client.request('disconnect');
    assert.deepEqual([await adapter.ended(), adapter.stderr()], [0, '']);
  });

  for (const [kind, bytes] of Object.entries(BROKEN))
    it(`is told what is wrong with ${kind}`, async () => {
      const adapter = startAdapter();
      const client = connectStreams(adapter.child.stdout, adapter.child.stdin);
      await client.request('initialize', { adapterID: 'stepformer' });
      adapter.child.stdin.write(bytes);
      assert.match((await client.event('output')).body.output, OUT_OF_STEP);
      await client.event('terminated');
      assert.equal(await adapter.ended(), 0);
      assert.ok(isSentence(adapter.stderr()), adapter.stderr());
    });

  it('goes in the middle of a message', async () => {
    const adapter = startAdapter();
    adapter.child.stdin.end('Content-Length: 100\r\n\r\n{"seq": 1');
    assert.equal(await adapter.ended(), 0);
    assert.ok(isSentence(adapter.stderr()), adapter.stderr());
  });
});
