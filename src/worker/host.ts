/**
 * What the program asks of its host. Going back and forward again is not to be seen from outside: what was
 * written is not written twice, and what was read is read again.
 */
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

export class Host {
  private readonly inputs: ReturnType<typeof createInputs>;
  private readonly files: FileServer | undefined;
  /** What a person types, where the input is not given. */
  private readonly typed: TypedInput | undefined;
  private readonly inputTokens: ReturnType<typeof inputTokens>;
  /** Input tokens that were given, by position. */
  private readonly given = new Map<number, number>();
  /** Output up to this position has been told. */
  private told = 0;
  /** Bytes written to the standard streams. */
  written = 0;
  private pending: { stream: Written['stream']; bytes: number[] }[] = [];

  constructor(model: Model, inputs: ProgramInputs) {
    this.files = inputs.directory && new FileServer(inputs.directory);
    this.inputs = createInputs(inputs, () => this.files?.read());
    this.typed = inputs.stdin ? undefined : createTypedInput();
    this.inputTokens = inputTokens(model);
  }

  /** Adds to what the program reads where it waits for it; `undefined` ends it. */
  type(bytes: Uint8Array | undefined): void {
    this.typed?.add(bytes);
  }

  /** The token that answers a question, to be appended at `position`; `undefined` where it has to be waited for. */
  answer(stream: InputStream, position: number): number | undefined {
    const before = this.given.get(position);
    if (before !== undefined) return before;
    const byte = stream === 'stdin' && this.typed ? this.typed.next() : this.inputs(stream);
    if (byte === 'wait') return undefined;
    const token = this.inputTokens.get(byte) as number;
    this.given.set(position, token);
    return token;
  }

  write({ stream, byte }: Extract<HostRole, { kind: 'output' }>, position: number): void {
    if (position <= this.told) return;
    this.told = position;
    if (stream === 'files') {
      this.files?.write(byte);
      return;
    }
    this.written++;
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
}
