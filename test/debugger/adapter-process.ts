/** The built debug adapter as a process. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectSocket, type Socket } from 'node:net';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { PATIENCE } from '../patience';

export const ADAPTER = path.join(__dirname, '../../dist/adapter.js');

export interface AdapterProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** What it has said to a person so far. */
  stderr(): string;
  /** Its exit status, or the signal that ended it; rejects if it stays. */
  ended(): Promise<number | string>;
}

const started = new Set<ChildProcess>();

/** Ends those that a failed test has left, which would keep this process alive. */
export function killAdapters(): void {
  for (const child of started) child.kill('SIGKILL');
}

export function startAdapter(...args: string[]): AdapterProcess {
  const child = spawn(process.execPath, [ADAPTER, ...args], { stdio: 'pipe' });
  started.add(child);
  child.once('exit', () => started.delete(child));
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  // What is written to one that is gone already is lost, and no failure of the test.
  child.stdin.on('error', () => {});
  const exit = once(child, 'exit').then(([code, signal]) => code ?? signal);
  return {
    child,
    stderr: () => said,
    ended: () => within(PATIENCE, exit, 'the adapter has not ended'),
  };
}

export interface Server extends AdapterProcess {
  readonly port: number;
  connect(): Promise<Socket>;
}

/** Starts it on a free port. */
export async function startServer(): Promise<Server> {
  const adapter = startAdapter('--port', '0');
  const [greeting] = await once(adapter.child.stderr, 'data');
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(String(greeting))?.[1]);
  return {
    ...adapter,
    port,
    async connect() {
      const socket = connectSocket(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.on('error', () => {});
      return socket;
    },
  };
}

export async function within<T>(limit: number, work: Promise<T>, failure: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${failure} within ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ids of the processes that `id` has started and that are still there, zombies aside. */
export function childrenOf(id: number): number[] {
  try {
    return readFileSync(`/proc/${id}/task/${id}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** Whether there is a process that has not ended. */
export function isAlive(id: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${id}/status`, 'utf8'));
  } catch {
    return false;
  }
}
