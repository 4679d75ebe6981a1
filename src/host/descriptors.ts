/** The open files of a program, with their positions; everything that is done to them is done here. */
import fs from 'node:fs';
import path from 'node:path';
import type { Directory } from '../program/inputs';
import { ERRORS, FileError } from './file-errors';

/** The program's name for the directory. */
const PREOPENED = '/';
/** Descriptors below are the standard streams. */
const FIRST = 3;
const MOST_OPEN = 1024;
/** The most that one request reads, in bytes. */
const MOST_READ = 2 ** 16;

/** Bits of what `path_open` is given. */
const CREATE = 1;
const MUST_BE_DIRECTORY = 2;
const EXCLUSIVE = 4;
const TRUNCATE = 8;
const RIGHT_TO_READ = 2;
const RIGHT_TO_WRITE = 64;
const APPEND = 1;
const FOLLOW_LINKS = 1;

/** What WASI calls the types of files. */
const TYPES = { unknown: 0, directory: 3, regular: 4, link: 7 } as const;

interface OpenFile {
  /** Absolute. */
  readonly path: string;
  /** Of this process; directories have none. */
  readonly handle?: number;
  readonly appends: boolean;
  position: number;
}

export interface OpenFlags {
  readonly lookup: number;
  readonly open: number;
  readonly rights: number;
  readonly descriptor: number;
}

export class Descriptors {
  private readonly root: string;
  private readonly writable: boolean;
  private readonly files = new Map<number, OpenFile>();

  constructor({ path: directory, writable }: Directory) {
    this.root = fs.realpathSync(directory);
    this.writable = writable;
    this.files.set(FIRST, { path: this.root, appends: false, position: 0 });
  }

  preopened(fd: number): string {
    if (fd !== FIRST) throw new FileError(ERRORS.EBADF);
    return PREOPENED;
  }

  /** Returns the lowest descriptor that is free. */
  open(directory: number, flags: OpenFlags, name: string): number {
    if (this.files.size >= MOST_OPEN) throw new FileError(ERRORS.EMFILE);
    const file = this.resolve(directory, name, (flags.lookup & FOLLOW_LINKS) !== 0);
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (flags.open & MUST_BE_DIRECTORY && found && !found.isDirectory())
      throw new FileError(ERRORS.ENOTDIR);
    let fd = FIRST + 1;
    while (this.files.has(fd)) fd++;
    const appends = (flags.descriptor & APPEND) !== 0;
    if (found?.isDirectory()) {
      if (flags.rights & RIGHT_TO_WRITE) throw new FileError(ERRORS.EISDIR);
      this.files.set(fd, { path: file, appends, position: 0 });
      return fd;
    }
    const writes = (flags.rights & RIGHT_TO_WRITE) !== 0;
    if (writes || flags.open & (CREATE | TRUNCATE)) this.mayWrite();
    const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC } = fs.constants;
    const reads = (flags.rights & RIGHT_TO_READ) !== 0;
    const handle = fs.openSync(
      file,
      (writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY) |
        (flags.open & CREATE ? O_CREAT : 0) |
        (flags.open & EXCLUSIVE ? O_EXCL : 0) |
        (flags.open & TRUNCATE ? O_TRUNC : 0),
    );
    this.files.set(fd, { path: file, handle, appends, position: 0 });
    return fd;
  }

  close(fd: number): void {
    const { handle } = this.file(fd);
    if (fd === FIRST) return;
    if (handle !== undefined) fs.closeSync(handle);
    this.files.delete(fd);
  }

  read(fd: number, length: number): Uint8Array {
    const { file, handle } = this.regular(fd);
    const bytes = Buffer.alloc(Math.min(length, MOST_READ));
    const count = fs.readSync(handle, bytes, 0, bytes.length, file.position);
    file.position += count;
    return bytes.subarray(0, count);
  }

  write(fd: number, bytes: Uint8Array): number {
    const { file, handle } = this.regular(fd);
    this.mayWrite();
    if (file.appends) file.position = fs.fstatSync(handle).size;
    const count = fs.writeSync(handle, bytes, 0, bytes.length, file.position);
    file.position += count;
    return count;
  }

  /** `whence`: 0 from the beginning, 1 from where it stands, 2 from the end. Returns the new position. */
  seek(fd: number, offset: bigint, whence: number): bigint {
    const { file, handle } = this.regular(fd);
    const base = [0, file.position, fs.fstatSync(handle).size][whence];
    const position = (base ?? Number.NaN) + Number(offset);
    if (!(position >= 0 && position <= Number.MAX_SAFE_INTEGER)) throw new FileError(ERRORS.EINVAL);
    file.position = position;
    return BigInt(position);
  }

  /** `fdstat` of WASI: type and flags; every right is given, and what may not be done is refused when it is tried. */
  stat(fd: number): Uint8Array {
    const { handle, appends } = this.file(fd);
    const bytes = Buffer.alloc(24, 0xff);
    bytes.fill(0, 0, 8);
    bytes[0] = handle === undefined ? TYPES.directory : TYPES.regular;
    bytes[2] = appends ? APPEND : 0;
    return bytes;
  }

  filestat(fd: number): Uint8Array {
    const { path: file, handle } = this.file(fd);
    return filestat(handle === undefined ? fs.statSync(file) : fs.fstatSync(handle));
  }

  pathFilestat(directory: number, lookup: number, name: string): Uint8Array {
    const follows = (lookup & FOLLOW_LINKS) !== 0;
    const file = this.resolve(directory, name, follows);
    return filestat(follows ? fs.statSync(file) : fs.lstatSync(file));
  }

  setSize(fd: number, size: bigint): void {
    const { handle } = this.regular(fd);
    this.mayWrite();
    fs.ftruncateSync(handle, Number(size));
  }

  /** Entries of a directory from the one with the number `cookie` on, as many bytes as fit. */
  list(fd: number, length: number, cookie: bigint): Uint8Array {
    const { path: directory, handle } = this.file(fd);
    if (handle !== undefined) throw new FileError(ERRORS.ENOTDIR);
    const entries = ['.', '..', ...fs.readdirSync(directory).sort()];
    const listed: Buffer[] = [];
    let size = 0;
    for (let i = Number(cookie); i < entries.length && size < length; i++) {
      const name = Buffer.from(entries[i]);
      const head = Buffer.alloc(24);
      head.writeBigUInt64LE(BigInt(i + 1), 0);
      head.writeUInt32LE(name.length, 16);
      head[20] = i < 2 ? TYPES.directory : typeOf(fs.lstatSync(path.join(directory, entries[i])));
      listed.push(head, name);
      size += head.length + name.length;
    }
    return Buffer.concat(listed).subarray(0, length);
  }

  createDirectory(directory: number, name: string): void {
    const file = this.resolve(directory, name, true);
    this.mayWrite();
    fs.mkdirSync(file);
  }

  removeDirectory(directory: number, name: string): void {
    const file = this.resolve(directory, name, false);
    this.mayWrite();
    fs.rmdirSync(file);
  }

  unlink(directory: number, name: string): void {
    const file = this.resolve(directory, name, false);
    this.mayWrite();
    if (fs.lstatSync(file).isDirectory()) throw new FileError(ERRORS.EISDIR);
    fs.unlinkSync(file);
  }

  rename(from: number, to: number, oldName: string, newName: string): void {
    const [oldFile, newFile] = [
      this.resolve(from, oldName, false),
      this.resolve(to, newName, false),
    ];
    this.mayWrite();
    fs.renameSync(oldFile, newFile);
  }

  private mayWrite(): void {
    if (!this.writable) throw new FileError(ERRORS.EROFS);
  }

  private file(fd: number): OpenFile {
    const file = this.files.get(fd);
    if (!file) throw new FileError(ERRORS.EBADF);
    return file;
  }

  private regular(fd: number): { file: OpenFile; handle: number } {
    const file = this.file(fd);
    if (file.handle === undefined) throw new FileError(ERRORS.EISDIR);
    return { file, handle: file.handle };
  }

  /**
   * The absolute path that `name` means in an open directory; above the program's directory there is nothing for it.
   * Throws where a link leads out of that directory. What does not exist yet is where its parent is.
   */
  private resolve(directory: number, name: string, followsLast: boolean): string {
    const { path: base, handle } = this.file(directory);
    if (handle !== undefined) throw new FileError(ERRORS.ENOTDIR);
    if (name === '' || name.includes('\0')) throw new FileError(ERRORS.ENOENT);
    const seen = path.resolve('/', path.relative(this.root, base), name);
    const wanted = path.join(this.root, seen);
    if (seen === '/') return this.root;
    const parent = fs.realpathSync(path.dirname(wanted));
    this.mustBeInside(parent);
    const file = path.join(parent, path.basename(wanted));
    const isLink = fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
    if (!isLink || !followsLast) return file;
    const target = fs.realpathSync(file);
    this.mustBeInside(target);
    return target;
  }

  private mustBeInside(file: string): void {
    const relative = path.relative(this.root, file);
    if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
      throw new FileError(ERRORS.ENOTCAPABLE);
  }
}

function typeOf(stats: fs.Stats): number {
  if (stats.isDirectory()) return TYPES.directory;
  if (stats.isFile()) return TYPES.regular;
  return stats.isSymbolicLink() ? TYPES.link : TYPES.unknown;
}

/** Device, inode, type, links, size and three times in nanoseconds: 64 bytes. */
function filestat(stats: fs.Stats): Uint8Array {
  const bytes = Buffer.alloc(64);
  const nanoseconds = (milliseconds: number) => BigInt(Math.round(milliseconds * 1000)) * 1000n;
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(stats.dev)), 0);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(stats.ino)), 8);
  bytes[16] = typeOf(stats);
  bytes.writeBigUInt64LE(BigInt(stats.nlink), 24);
  bytes.writeBigUInt64LE(BigInt(stats.size), 32);
  bytes.writeBigInt64LE(nanoseconds(stats.atimeMs), 40);
  bytes.writeBigInt64LE(nanoseconds(stats.mtimeMs), 48);
  bytes.writeBigInt64LE(nanoseconds(stats.ctimeMs), 56);
  return bytes;
}
