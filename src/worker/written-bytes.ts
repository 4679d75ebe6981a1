/** What a program has written to its standard streams: the bytes, and the position of the token of each. */
import type { OutputRecord } from '../debugger/transformer';
import { countBelow } from './ascending';

export interface OutputPart {
  readonly bytes: Uint8Array;
  readonly positions: Int32Array;
  readonly errors: Uint8Array;
}

export class WrittenBytes {
  length = 0;
  private bytes = new Uint8Array(1024);
  private positions = new Int32Array(1024);
  private errors = new Uint8Array(1024);

  push(stream: 'stdout' | 'stderr', byte: number, position: number): void {
    if (this.length === this.bytes.length) this.grow(2 * this.length);
    this.bytes[this.length] = byte;
    this.positions[this.length] = position;
    this.errors[this.length] = stream === 'stderr' ? 1 : 0;
    this.length++;
  }

  private grow(capacity: number): void {
    const { bytes, positions, errors } = this;
    this.bytes = new Uint8Array(capacity);
    this.positions = new Int32Array(capacity);
    this.errors = new Uint8Array(capacity);
    this.bytes.set(bytes);
    this.positions.set(positions);
    this.errors.set(errors);
  }

  /** The number of bytes whose tokens lie before a position. */
  before(position: number): number {
    return countBelow(this.positions, this.length, position);
  }

  private slice(begin: number, end: number): OutputPart {
    return {
      bytes: this.bytes.slice(begin, end),
      positions: this.positions.slice(begin, end),
      errors: this.errors.slice(begin, end),
    };
  }

  read(start: number, count: number): OutputRecord {
    return { total: this.length, ...this.slice(start, Math.min(this.length, start + count)) };
  }

  from(start: number): OutputPart {
    return this.slice(start, this.length);
  }

  /** Takes away what was written from a position on. */
  cut(position: number): void {
    this.length = this.before(position);
  }

  append({ bytes, positions, errors }: OutputPart): void {
    for (let i = 0; i < bytes.length; i++)
      this.push(errors[i] ? 'stderr' : 'stdout', bytes[i], positions[i]);
  }
}
