/** A file that appears under its name only when it is whole; until then it lies beside it under another. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { problem } from '../errors';

/** Where a file or folder lies that is not finished: of this process, so that two sessions do not meet. */
export const partialPath = (path: string) => `${path}.${process.pid}.part`;

export class PartialFile {
  private readonly partial: string;
  private file: number | undefined;
  bytes = 0;
  /** Whether it has its name. */
  finished = false;

  /** Throws a `UserError` where the file cannot be written. */
  constructor(private readonly path: string) {
    this.partial = partialPath(path);
    this.file = this.tried(() => openSync(this.partial, 'w'));
  }

  /** Throws a `UserError` where it cannot be written; nothing of it stays then. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; )
      at += this.tried(() => writeSync(this.file as number, bytes, at));
    this.bytes += bytes.length;
  }

  /** Gives it its name, in place of what was there. */
  finish(): void {
    this.tried(() => {
      this.close();
      renameSync(this.partial, this.path);
      this.finished = true;
    });
  }

  /** Leaves no trace of it, unless it is finished. */
  discard(): void {
    this.close();
    rmSync(this.partial, { force: true });
  }

  private close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  private tried<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      this.discard();
      throw problem.exportFailed(this.path, (error as Error).message);
    }
  }
}
