/**
 * The outer form of the Debug Adapter Protocol: a header that tells the length of a message, then its JSON. What
 * passes through here is whole messages only, so that a client out of step is told so instead of waited for.
 */
import { Transform, type TransformCallback } from 'node:stream';
import { broken } from './errors';

const SEPARATOR = '\r\n\r\n';
/** A header is one short line; more without its end is none. */
const LONGEST_HEADER = 4096;
/** No request comes near to it. */
const LONGEST_MESSAGE = 2 ** 26;

export class Framing extends Transform {
  /** What has come of the message that is not whole yet. */
  private chunks: Buffer[] = [];
  private size = 0;
  /** Bytes, header included, without which there is nothing to look at. */
  private wanted = 0;
  private failed = false;

  /** `fail` is called once, with a message for a person; after that the stream ends. */
  constructor(private readonly fail: (message: string) => void) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (!this.failed) {
      this.chunks.push(chunk);
      this.size += chunk.length;
      if (this.size >= this.wanted) this.passWhole();
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    if (!this.failed && this.size > 0) this.stop(broken.cutOff());
    done();
  }

  private passWhole(): void {
    let rest = Buffer.concat(this.chunks);
    for (;;) {
      const length = this.lengthOf(rest);
      if (this.failed) return;
      this.wanted = length ?? 0;
      if (length === undefined || rest.length < length) break;
      const message = rest.subarray(0, length);
      if (!isMessage(message)) {
        this.stop(broken.noMessage());
        return;
      }
      this.push(message);
      rest = rest.subarray(length);
    }
    this.chunks = [rest];
    this.size = rest.length;
  }

  /** Bytes of the first message and its header, as soon as the header is there. */
  private lengthOf(bytes: Buffer): number | undefined {
    const end = bytes.subarray(0, LONGEST_HEADER).indexOf(SEPARATOR);
    if (end < 0) {
      if (bytes.length >= LONGEST_HEADER) this.stop(broken.noHeader());
      return undefined;
    }
    const header = bytes.toString('latin1', 0, end);
    const length = /^Content-Length: *(\d+)$/im.exec(header.replaceAll('\r', ''))?.[1];
    if (length === undefined) this.stop(broken.noHeader());
    else if (Number(length) > LONGEST_MESSAGE) this.stop(broken.tooLong(LONGEST_MESSAGE));
    return end + SEPARATOR.length + Number(length);
  }

  private stop(message: string): void {
    this.failed = true;
    this.fail(message);
    // What came before is still passed on.
    this.once('end', () => this.destroy());
    this.push(null);
  }
}

/** Whether the bytes after the header are a message of the protocol, as far as it can be answered. */
function isMessage(bytes: Buffer): boolean {
  try {
    const { seq, type } = JSON.parse(
      bytes.toString('utf8', bytes.indexOf(SEPARATOR) + SEPARATOR.length),
    );
    return typeof type === 'string' && (type !== 'request' || Number.isSafeInteger(seq));
  } catch {
    return false;
  }
}
