/** A program in a terminal: what is typed there reaches it, and what it writes is seen there. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { dependencies } from '../../src/adapter';
import { openTerminal } from '../../src/debugger/terminal';
import { type Client, connect } from './client';
import { STORIES } from './story';

describe('a program in a terminal', () => {
  let client: Client;
  let child: ChildProcess | undefined;
  let shown = '';

  beforeEach(() => {
    // The protocol's library keeps a timer for as long.
    const terminal = { ...dependencies.terminal, patience: 10_000 };
    client = connect({ ...dependencies, terminal });
    child = undefined;
    shown = '';
  });
  afterEach(() => {
    client.close();
    child?.kill();
  });

  /** As an editor that opens a terminal when asked. */
  async function launch(more: object = {}): Promise<void> {
    client.serve('runInTerminal', ({ args, env }: Dap.RunInTerminalRequestArguments) => {
      const [command, ...rest] = args;
      child = spawn(command, rest, { env: { ...process.env, ...env } as NodeJS.ProcessEnv });
      child.stdout?.on('data', (bytes) => {
        shown += bytes;
      });
      return { processId: child.pid };
    });
    await client.request('initialize', { adapterID: 'x', supportsRunInTerminalRequest: true });
    const program = path.join(STORIES, 'typed.c');
    await client.request('launch', { program, console: 'integratedTerminal', ...more });
    await client.request('configurationDone');
  }

  /** Waits until the terminal shows a text. */
  async function sees(text: string): Promise<void> {
    for (let i = 0; i < 3000 && !shown.endsWith(text); i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(shown.endsWith(text), `"${shown}" does not end with "${text}"`);
  }

  it('reads and writes there, to the end of the input', async () => {
    await launch();
    await sees('Your name: ');
    child?.stdin?.write('Ada\n36\n');
    await sees('Ada is 36\n');
    child?.stdin?.end('more\n');
    const { body } = await client.event('exited');
    assert.equal(body.exitCode, 0);
    await sees('2 more lines\n');
    const said = client.takeAll('output').map((event) => event.body.output);
    assert.deepEqual(said, [], 'nothing in the console');
    if (child?.exitCode === null) await new Promise((resolve) => child?.on('exit', resolve));
    assert.equal(child?.exitCode, 0);
  });

  it('ends with its terminal', async () => {
    await launch();
    await sees('Your name: ');
    child?.kill('SIGINT');
    await client.event('terminated');
  });

  it('says so where no terminal opens', async () => {
    client.serve('runInTerminal', () => {
      throw new Error('no screen');
    });
    await client.request('initialize', { adapterID: 'x', supportsRunInTerminalRequest: true });
    const program = path.join(STORIES, 'typed.c');
    const refusal = client.request('launch', { program, console: 'externalTerminal' });
    await assert.rejects(
      refusal,
      /terminal .* cannot be opened \(no screen\): leave out "console"/,
    );
    await client.request('initialize', { adapterID: 'x' });
    const again = client.request('launch', { program, console: 'integratedTerminal' });
    await assert.rejects(again, /the editor opens none/);
  });

  it('lets nobody in without the key', async () => {
    const { connect: open } = await import('node:net');
    const opening = openTerminal(
      async (value) => {
        const socket = open(Number(value.split(':')[0]), '127.0.0.1');
        socket.on('error', () => {});
        socket.write('x'.repeat(32));
      },
      { input: () => assert.fail('something was heard'), gone: () => {} },
      300,
    );
    await assert.rejects(opening, /nothing in it connects/);
  });
});
