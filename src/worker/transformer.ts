/** A transformer whose engine runs in a thread of its own; its memory is shared, and read from here. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type Moment,
  type Operations,
  Refusal,
  type Transformer,
  type WhatIf,
} from '../debugger/transformer';
import { connect, type Reader } from '../engine/reader';
import type { Change } from '../model/intervention';
import type { Model } from '../model/model';
import type { Asked, Call, Known, Reply, Request, Start, Written } from './messages';
import { createWhatIf } from './what-if';

type Output = (stream: Written['stream'], bytes: Uint8Array) => void;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Starts the thread. `output` is called with what the program writes, in order, before a run ends. */
export function startTransformer(model: Model, known: Known, output: Output): Transformer {
  return new WorkerTransformer({ model, known }, output);
}

class WorkerTransformer implements Transformer {
  private readonly worker: Worker;
  private connected: Reader | undefined;
  private walk: Operations | undefined;
  private waiting: Waiting | undefined;
  /** What the thread died of; also where nothing was asked of it yet. */
  private failure: Error | undefined;
  private cursor = 0;
  version = 0;

  constructor(
    private readonly start: Start,
    private readonly output: Output,
  ) {
    this.worker = startWorker(start);
    this.worker.on('message', (reply: Reply) => this.hear(reply));
    this.worker.on('error', (error) => this.die(error));
    this.worker.on('exit', () => this.die(new Error('the thread of the transformer has ended')));
  }

  private die(cause: Error): void {
    this.failure ??= cause;
    this.settle()?.reject(this.failure);
  }

  get model(): Model {
    return this.start.model;
  }

  private hear(reply: Reply): void {
    switch (reply.kind) {
      case 'connected':
        this.connected = connect(this.model, reply.connection, this.start.known.precompiled);
        this.walk = undefined;
        break;
      case 'output':
        for (const { stream, bytes } of reply.written) this.output(stream, bytes);
        break;
      case 'answer':
        // Positions that were read may be other tokens by the time they are read again.
        if (reply.dropped) {
          this.reader.forget();
          this.version++;
        }
        this.cursor = reply.cursor;
        this.settle()?.resolve(reply.value);
        break;
      case 'refusal':
        this.settle()?.reject(new Refusal(reply.reason));
    }
  }

  private settle(): Waiting | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    return waiting;
  }

  /** A method that the thread does. */
  private asked<A extends Asked>(kind: A): Transformer[A] {
    const ask = (...args: unknown[]) =>
      new Promise((resolve, reject) => {
        if (this.failure) {
          reject(this.failure);
          return;
        }
        this.waiting = { resolve, reject };
        this.post({ kind: 'call', call: { kind, args } as Call });
      });
    return ask as Transformer[A];
  }

  readonly read = this.asked('read');
  readonly forward = this.asked('forward');
  readonly backward = this.asked('backward');
  readonly goTo = this.asked('goTo');
  readonly edit = this.asked('edit');
  readonly edits = this.asked('edits');
  readonly futures = this.asked('futures');
  readonly switchTo = this.asked('switchTo');
  readonly compare = this.asked('compare');
  readonly survey = this.asked('survey');
  readonly search = this.asked('search');
  readonly written = this.asked('written');

  private post(request: Request): void {
    this.worker.postMessage(request);
  }

  type(bytes: Uint8Array | undefined): void {
    this.post({ kind: 'input', bytes });
  }

  pause(): void {
    this.post({ kind: 'pause' });
  }

  dispose(): void {
    this.waiting = undefined;
    this.worker.terminate();
  }

  private get reader(): Reader {
    if (!this.connected) throw new Error('the transformer has read nothing yet');
    return this.connected;
  }

  get length(): number {
    return this.cursor;
  }

  get recorded(): number {
    return this.reader.length;
  }

  token(position: number): number {
    return this.reader.token(position);
  }

  predict(): number {
    return this.cursor < this.recorded ? this.reader.token(this.cursor) : this.reader.predict();
  }

  at(position: number): Moment {
    return this.reader.at(position);
  }

  get operations(): Operations {
    this.walk ??= this.reader.walk(['pc', 'call depth']);
    return this.walk;
  }

  get keys() {
    return this.reader.keys;
  }

  whatIf(position: number, changes: readonly Change[], prompt: number): WhatIf {
    return createWhatIf(this.reader, position, changes, prompt);
  }

  residual(layer: number, attended?: boolean): Float64Array {
    return this.at(this.cursor - 1).residual(layer, attended);
  }

  attend(layer: number, head: number, query?: readonly [number, number]) {
    return this.at(this.cursor - 1).attend(layer, head, query);
  }
}

function startWorker(start: Start): Worker {
  const script = path.join(__dirname, 'engine-worker');
  // Beside the bundle lies a bundled worker; in the source tree tsx has to be brought along.
  const loader = existsSync(`${script}.js`) ? '' : "require('tsx/cjs');";
  return new Worker(`${loader}require(${JSON.stringify(script)});`, {
    eval: true,
    workerData: start,
  });
}
