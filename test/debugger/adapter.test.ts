/** The adapter as a process, over stdio and over TCP. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

const ADAPTER = path.join(__dirname, '../../src/adapter.ts');
const TSX = path.join(path.dirname(require.resolve('tsx/package.json')), 'dist/cli.mjs');

function startAdapter(...args: string[]): ChildProcess {
  return spawn(process.execPath, [TSX, ADAPTER, ...args], { stdio: 'pipe' });
}

/** Sends a request and waits for what contains `expected`. */
async function ask(input: Readable, output: Writable, request: object, expected: RegExp) {
  let text = '';
  const answered = new Promise<void>((resolve, reject) => {
    input.on('data', (chunk) => {
      text += chunk;
      if (expected.test(text)) resolve();
    });
    input.on('end', () => reject(new Error(`the adapter said only: ${text}`)));
  });
  const json = JSON.stringify({ seq: 1, type: 'request', ...request });
  output.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
  await answered;
}

const INITIALIZE = { command: 'initialize', arguments: { adapterID: 'stepformer' } };

describe('the adapter as a process', () => {
  it('speaks on stdin and stdout, and ends with its client', async () => {
    const adapter = startAdapter();
    const exited = once(adapter, 'exit');
    const { stdin, stdout } = adapter as ChildProcess & { stdin: Writable; stdout: Readable };
    await ask(stdout, stdin, INITIALIZE, /"supportsDisassembleRequest":true/);
    stdin.end();
    assert.deepEqual(await exited, [0, null]);
  });

  it('speaks on a loopback port, with one client after the other', async () => {
    const adapter = startAdapter('--port', '0');
    try {
      const [greeting] = await once(adapter.stderr as Readable, 'data');
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(String(greeting)) ?? assert.fail(String(greeting));
      for (let client = 0; client < 2; client++) {
        const socket = connectSocket(Number(port), '127.0.0.1');
        await ask(socket, socket, INITIALIZE, /"supportsDisassembleRequest":true/);
        socket.destroy();
      }
    } finally {
      adapter.kill();
    }
  });

  it('says how it is called', async () => {
    const adapter = startAdapter('--prot', '1');
    assert.deepEqual(await once(adapter, 'exit'), [2, null]);
  });
});
