/** What the program asks of its host, and the record of it: what was read and written at which token. */
import { inputTokens } from '../executor/host';
import { FileServer } from '../host/file-server';
import type { HostRole, InputStream, Model } from '../model/model';
import {
  createInputs,
  createTypedInput,
  type ProgramInputs,
  type TypedInput,
} from '../program/inputs';
import type { Written } from './messages';
import { type OutputPart, WrittenBytes } from './written-bytes';

/** An input token that was given. */
interface Given {
  readonly position: number;
  readonly stream: InputStream;
  readonly token: number;
}

/** What was read and written, to be restored with its tokens. */
export interface HostRecord {
  readonly given: readonly Given[];
  readonly output: OutputPart;
}

export class Host {
  private readonly inputs: ReturnType<typeof createInputs>;
  private readonly files: FileServer | undefined;
  /** What a person types, where the input is not given. */
  private readonly typed: TypedInput | undefined;
  private readonly inputTokens: ReturnType<typeof inputTokens>;
  /** In the order of their positions. */
  private given: Given[] = [];
  /** By stream, the latest first: tokens given in a future that is no longer the present one are given again. */
  private readonly again = new Map<InputStream, number[]>();
  /** Position of the latest exchange with the file server. */
  private lastFile = -1;
  readonly record = new WrittenBytes();
  private pending: { stream: Written['stream']; bytes: number[] }[] = [];

  constructor(model: Model, inputs: ProgramInputs) {
    this.files = inputs.directory && new FileServer(inputs.directory);
    this.inputs = createInputs(inputs, () => this.files?.read());
    this.typed = inputs.stdin ? undefined : createTypedInput();
    this.inputTokens = inputTokens(model);
  }

  /** Bytes written to the standard streams. */
  get written(): number {
    return this.record.length;
  }

  /** Adds to what the program reads where it waits for it; `undefined` ends it. */
  type(bytes: Uint8Array | undefined): void {
    this.typed?.add(bytes);
  }

  /** The token that answers a question, to be appended at `position`; `undefined` where it has to be waited for. */
  answer(stream: InputStream, position: number): number | undefined {
    const token = this.again.get(stream)?.pop() ?? this.next(stream);
    if (token === undefined) return undefined;
    this.given.push({ position, stream, token });
    if (stream === 'files') this.lastFile = position;
    return token;
  }

  private next(stream: InputStream): number | undefined {
    const byte = stream === 'stdin' && this.typed ? this.typed.next() : this.inputs(stream);
    return byte === 'wait' ? undefined : (this.inputTokens.get(byte) as number);
  }

  write({ stream, byte }: Extract<HostRole, { kind: 'output' }>, position: number): void {
    if (stream === 'files') {
      this.files?.write(byte);
      this.lastFile = position;
      return;
    }
    this.record.push(stream, byte, position);
    const last = this.pending.at(-1);
    if (last?.stream === stream) last.bytes.push(byte);
    else this.pending.push({ stream, bytes: [byte] });
  }

  /** What was written since this was called last. */
  take(): Written[] {
    const taken = this.pending.map(({ stream, bytes }) => ({
      stream,
      bytes: Uint8Array.from(bytes),
    }));
    this.pending = [];
    return taken;
  }

  /** Whether files were read or written from a position on: that cannot be undone. */
  hasFilesFrom(position: number): boolean {
    return this.lastFile >= position;
  }

  /** All that was read and written. */
  recorded(): HostRecord {
    return { given: [...this.given], output: this.record.from(0) };
  }

  /** Forgets what was read and written from a position on; what was read will be read again. */
  cut(position: number): void {
    const kept = this.given.filter((given) => given.position < position);
    for (const { stream, token } of this.given.slice(kept.length).toReversed()) {
      const tokens = this.again.get(stream);
      if (tokens) tokens.push(token);
      else this.again.set(stream, [token]);
    }
    this.given = kept;
    this.record.cut(position);
  }

  /** Restores what was recorded, where nothing is. */
  restore({ given, output }: HostRecord): void {
    for (const one of given) {
      this.again.get(one.stream)?.pop();
      this.given.push(one);
    }
    this.record.append(output);
  }
}
