/** A file that appears under its name only when it is whole; until then it lies beside it under another. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { partialPath, tried, type Unfinished } from './unfinished';

export class PartialFile implements Unfinished {
  private readonly partial: string;
  private file: number | undefined;
  bytes = 0;

  /** Throws a `UserError` where the file cannot be written. */
  constructor(readonly path: string) {
    this.partial = partialPath(path);
    this.file = tried(this, () => openSync(this.partial, 'w'));
  }

  /** Throws a `UserError` where it cannot be written; nothing of it stays then. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; )
      at += tried(this, () => writeSync(this.file as number, bytes, at));
    this.bytes += bytes.length;
  }

  /** Gives it its name, in place of what was there. */
  finish(): void {
    tried(this, () => {
      this.close();
      renameSync(this.partial, this.path);
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
}
