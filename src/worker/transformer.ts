/** A transformer whose engine runs in a thread of its own; its memory is shared, and read from here. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Arrival, Backward, Forward, Transformer } from '../debugger/transformer';
import { connect, type Reader } from '../engine/reader';
import type { Model } from '../model/model';
import type { ProgramInputs } from '../program/inputs';
import type { Known, Reply, Request, Start, Written } from './messages';

type Output = (stream: Written['stream'], bytes: Uint8Array) => void;

interface Waiting {
  resolve(arrival: Arrival | undefined): void;
  reject(error: Error): void;
}

/** Starts the thread. `output` is called with what the program writes, in order, before a run ends. */
export function startTransformer(model: Model, known: Known, output: Output): Transformer {
  return new WorkerTransformer({ model, known }, output);
}

class WorkerTransformer implements Transformer {
  private readonly worker: Worker;
  private connected: Reader | undefined;
  private waiting: Waiting | undefined;
  /** What the thread died of; also where nothing was asked of it yet. */
  private failure: Error | undefined;

  constructor(
    private readonly start: Start,
    private readonly output: Output,
  ) {
    this.worker = startWorker(start);
    this.worker.on('message', (reply: Reply) => this.hear(reply));
    this.worker.on('error', (error) => {
      this.failure = error;
      this.settle()?.reject(error);
    });
  }

  get model(): Model {
    return this.start.model;
  }

  private hear(reply: Reply): void {
    switch (reply.kind) {
      case 'connected':
        this.connected = connect(this.model, reply.connection, this.start.known.precompiled);
        break;
      case 'output':
        for (const { stream, bytes } of reply.written) this.output(stream, bytes);
        break;
      case 'standing':
        this.settle()?.resolve(reply.arrival);
    }
  }

  private settle(): Waiting | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    return waiting;
  }

  private ask(request: Request): Promise<Arrival | undefined> {
    return new Promise((resolve, reject) => {
      if (this.failure) {
        reject(this.failure);
        return;
      }
      this.waiting = { resolve, reject };
      this.worker.postMessage(request);
    });
  }

  async read(prompt: Int32Array, inputs: ProgramInputs): Promise<void> {
    await this.ask({ kind: 'read', prompt, inputs });
  }

  forward(request: Forward): Promise<Arrival> {
    return this.ask({ kind: 'forward', request }) as Promise<Arrival>;
  }

  type(bytes: Uint8Array | undefined): void {
    this.worker.postMessage({ kind: 'input', bytes } satisfies Request);
  }

  async backward(request: Backward): Promise<Arrival> {
    const arrival = await this.ask({ kind: 'backward', request });
    // Positions that were read may be other tokens by the time they are read again.
    this.reader.forget();
    return arrival as Arrival;
  }

  pause(): void {
    this.worker.postMessage({ kind: 'pause' } satisfies Request);
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
    return this.reader.length;
  }

  token(position: number): number {
    return this.reader.token(position);
  }

  predict(): number {
    return this.reader.predict();
  }

  at(position: number) {
    return this.reader.at(position);
  }

  residual(layer: number, attended?: boolean): Float64Array {
    return this.reader.residual(layer, attended);
  }

  attend(layer: number, head: number, query?: readonly [number, number]) {
    return this.reader.attend(layer, head, query);
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
