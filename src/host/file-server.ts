/**
 * The files of one directory for a program in the transformer. The program sends a request byte by byte with
 * `output.files` and takes the reply byte by byte with `input.files`; on its side that is done by
 * `toolchain/runtime/wasi-files.ts`, which this file follows request for request.
 *
 *     request   length of what follows (4 bytes), operation (1 byte), operands
 *     reply     error number of WASI (1 byte); if it is 0, results
 *
 * Numbers have 4 bytes, positions in files 8, the least significant first. Descriptor 3 is the directory itself,
 * which the program knows as "/".
 */
import type { Directory } from '../program/inputs';
import { Descriptors } from './descriptors';
import { ERRORS, FileError, numberOf } from './file-errors';

/** The operations by their numbers, as wasi-files.ts sends them. */
export const OPERATIONS = [
  'prestat',
  'prestatName',
  'open',
  'close',
  'read',
  'write',
  'seek',
  'stat',
  'filestat',
  'pathFilestat',
  'setSize',
  'list',
  'createDirectory',
  'removeDirectory',
  'unlink',
  'rename',
] as const;
type Operation = (typeof OPERATIONS)[number];

const HEADER = 4;

export class FileServer {
  private readonly descriptors: Descriptors;
  private request: number[] = [];
  private reply: Uint8Array = new Uint8Array(0);
  private replied = 0;

  constructor(directory: Directory) {
    this.descriptors = new Descriptors(directory);
  }

  /** Takes the next byte of a request; the last one makes the reply. */
  write(byte: number): void {
    this.request.push(byte);
    if (this.request.length < HEADER) return;
    const bytes = Uint8Array.from(this.request);
    if (bytes.length < HEADER + new DataView(bytes.buffer).getUint32(0, true)) return;
    this.request = [];
    this.reply = this.answer(bytes.subarray(HEADER));
    this.replied = 0;
  }

  /** The next byte of the reply; `undefined` where nothing was asked. */
  read(): number | undefined {
    return this.reply[this.replied++];
  }

  private answer(request: Uint8Array): Uint8Array {
    const operation = OPERATIONS[request[0]];
    try {
      if (!operation) throw new FileError(ERRORS.ENOSYS);
      const results = this.perform(operation, createOperands(request.subarray(1)));
      return Uint8Array.of(0, ...results);
    } catch (error) {
      return Uint8Array.of(numberOf(error));
    }
  }

  private perform(operation: Operation, operands: Operands): Uint8Array {
    const { descriptors: d } = this;
    const { word, long, text, rest } = operands;
    switch (operation) {
      case 'prestat':
        return words(Buffer.byteLength(d.preopened(word())));
      case 'prestatName':
        return Buffer.from(d.preopened(word()));
      case 'open':
        return words(
          d.open(
            word(),
            { lookup: word(), open: word(), rights: word(), descriptor: word() },
            rest(),
          ),
        );
      case 'close':
        d.close(word());
        return NOTHING;
      case 'read': {
        const bytes = d.read(word(), word());
        return Buffer.concat([words(bytes.length), bytes]);
      }
      case 'write':
        return words(d.write(word(), operands.bytes()));
      case 'seek':
        return longs(d.seek(word(), long(), word()));
      case 'stat':
        return d.stat(word());
      case 'filestat':
        return d.filestat(word());
      case 'pathFilestat':
        return d.pathFilestat(word(), word(), rest());
      case 'setSize':
        d.setSize(word(), long());
        return NOTHING;
      case 'list': {
        const bytes = d.list(word(), word(), long());
        return Buffer.concat([words(bytes.length), bytes]);
      }
      case 'createDirectory':
        d.createDirectory(word(), rest());
        return NOTHING;
      case 'removeDirectory':
        d.removeDirectory(word(), rest());
        return NOTHING;
      case 'unlink':
        d.unlink(word(), rest());
        return NOTHING;
      case 'rename':
        d.rename(word(), word(), text(), rest());
        return NOTHING;
    }
  }
}

const NOTHING = new Uint8Array(0);

function words(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    bytes.writeUInt32LE(value >>> 0, i * 4);
  });
  return bytes;
}

function longs(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

interface Operands {
  word(): number;
  long(): bigint;
  /** A string behind its length. */
  text(): string;
  /** A string that is all that is left, and the bytes that are left. */
  rest(): string;
  bytes(): Uint8Array;
}

/** Takes a request apart; the arguments of a call are evaluated in their order. */
function createOperands(request: Uint8Array): Operands {
  const view = Buffer.from(request);
  let at = 0;
  const take = (length: number) => {
    if (at + length > view.length) throw new FileError(ERRORS.EINVAL);
    at += length;
    return view.subarray(at - length, at);
  };
  const bytes = () => take(view.length - at);
  return {
    word: () => take(4).readUInt32LE(),
    long: () => take(8).readBigInt64LE(),
    text: () => take(take(4).readUInt32LE()).toString('utf8'),
    rest: () => bytes().toString('utf8'),
    bytes,
  };
}
