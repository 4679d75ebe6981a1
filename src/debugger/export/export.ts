/** Something that is written bit by bit, so that the debugger answers in between. */
import type { ExportProgress } from '../../protocol/export-requests';

export interface Export {
  /**
   * Writes some more; to be called until it is done, and only while all is recorded that was when it was begun. Throws a
   * `UserError` where it cannot; nothing of it stays then.
   */
  more(): ExportProgress;
  /** Gives it up, and leaves nothing behind; what is complete stays. */
  stop(): void;
}
