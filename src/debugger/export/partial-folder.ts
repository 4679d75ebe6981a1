/** A folder of files that appears under its name only when all of them are written. */
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../errors';
import { partialPath, tried, type Unfinished } from './unfinished';

export class PartialFolder implements Unfinished {
  private readonly partial: string;
  bytes = 0;
  /** Whether it has its name. */
  finished = false;

  /** Throws a `UserError` where it cannot be made, or where something has its name that is no empty folder. */
  constructor(readonly path: string) {
    this.partial = partialPath(path);
    if (isTaken(path)) throw problem.exportTaken(path);
    tried(this, () => {
      rmSync(this.partial, { recursive: true, force: true });
      mkdirSync(this.partial);
    });
  }

  /** `name`: with slashes. Throws a `UserError` where it cannot be written; nothing of the folder stays then. */
  write(name: string, text: string): void {
    const bytes = Buffer.from(text);
    tried(this, () => {
      const file = join(this.partial, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    });
    this.bytes += bytes.length;
  }

  finish(): void {
    tried(this, () => {
      if (isEmpty(this.path)) rmdirSync(this.path);
      renameSync(this.partial, this.path);
      this.finished = true;
    });
  }

  /** Leaves no trace of it, unless it is finished. */
  discard(): void {
    if (!this.finished) rmSync(this.partial, { recursive: true, force: true });
  }
}

function isTaken(path: string): boolean {
  try {
    return readdirSync(path).length > 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}

function isEmpty(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}
