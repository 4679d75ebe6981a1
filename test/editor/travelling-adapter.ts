/**
 * The real debug adapter behind a port, with made answers to what is asked about time: so that views can be tested
 * on runs of any size and shape.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import type { RanLine } from '../../src/protocol/line-history';
import { BEGIN, END, madeOutput, madeTimeline } from '../views/timeline/made-run';
import { ROOT } from './install';

export interface TravellingAdapter {
  readonly port: number;
  /** What was asked about time, in order. */
  readonly asked: { command: string; arguments: Record<string, unknown> }[];
  close(): void;
}

interface Message {
  readonly seq: number;
  readonly type: string;
  readonly command: string;
  readonly arguments: Record<string, unknown>;
}

/** `source` is the file of which it tells the history. */
export async function startTravellingAdapter(source: () => string): Promise<TravellingAdapter> {
  const asked: TravellingAdapter['asked'] = [];
  const server = createServer((socket) => serve(socket, source, asked));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, asked, close: () => server.close() };
}

function serve(socket: Socket, source: () => string, asked: TravellingAdapter['asked']): void {
  const adapter = spawn(process.execPath, [path.join(ROOT, 'dist/adapter.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  adapter.stdout.on('data', (bytes) => socket.write(bytes));
  socket.on('error', () => adapter.kill());
  socket.on('close', () => adapter.kill());

  let now = 405_000;
  let heard = Buffer.alloc(0);
  const send = (message: object) => {
    const body = JSON.stringify({ seq: 0, ...message });
    socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const go = (position: number) => {
    now = Math.min(Math.max(position, BEGIN), END);
    const body = { reason: 'goto', threadId: 1, allThreadsStopped: true };
    setTimeout(() => send({ type: 'event', event: 'stopped', body }), 20);
  };
  const answers: Record<string, (asks: Record<string, never>) => unknown> = {
    timeline: ({ from = 0, to = 2 ** 26, buckets }) => madeTimeline(now, { from, to, buckets }),
    output: ({ start = 0, count = 65_536 }) => madeOutput({ start, count }),
    goTo: ({ position }) => go(position),
    stepBack: () => go(now - 10),
    here: () => ({ position: now, function: 'solve', file: source(), line: 12 }),
    goToWriter: () => {
      go(now - 1_234);
      const moment = { position: now, function: 'move_disc', file: source(), line: 20 };
      return { position: now, token: 'store', by: 'program', moment };
    },
    lines: () => ({
      tokens: now,
      files: [{ file: source(), lines: linesOf(readFileSync(source(), 'utf8')) }],
    }),
    branches: () => ({ branches: [{ id: 1, fork: 395_000, length: 400, change: 'moves = 4' }] }),
    compareBranch: () => ({ same: 7, here: { position: 402_000, token: '5', moment: undefined } }),
    switchBranch: () => go(395_000),
  };
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n\r\n/.exec(heard.toString('latin1', 0, 64));
      const end = head ? head[0].length + Number(head[1]) : Number.POSITIVE_INFINITY;
      if (!head || heard.length < end) return;
      const whole = heard.subarray(0, end);
      const message: Message = JSON.parse(whole.toString('utf8', head[0].length));
      heard = heard.subarray(end);
      const name = /^stepformer\.(.*)/.exec(message.command ?? '')?.[1];
      // What has no made answer, of what lies inside as well, the real adapter answers.
      if (!name || !(name in answers)) {
        adapter.stdin.write(whole);
        continue;
      }
      const { seq, command, arguments: args = {} } = message;
      asked.push({ command, arguments: args });
      const body = answers[name](args as Record<string, never>);
      send({ type: 'response', request_seq: seq, command, success: true, body });
    }
  });
}

/** Indented lines have code; those of deeper blocks ran more often, and every seventh never. */
function linesOf(text: string): RanLine[] {
  return text.split('\n').flatMap((code, i) => {
    const depth = /^ */.exec(code)?.[0].length ?? 0;
    if (!/^ .*;|^\{/.test(code)) return [];
    const count = i % 7 === 0 ? 0 : 10 ** (depth / 4);
    return [{ line: i + 1, count, tokens: count * (i + 3), values: count ? [`moves = ${i}`] : [] }];
  });
}
