/** The worker threads of this process, so that a test can end them as nothing else would. */
import { Worker } from 'node:worker_threads';

export interface Threads {
  /** Waits for the next message to a thread for which `holds`, and gives that thread. */
  next(holds: (message: Readonly<Record<string, unknown>>) => boolean): Promise<Worker>;
  /** Looks no longer. */
  release(): void;
}

export function watchThreads(): Threads {
  const post = Worker.prototype.postMessage;
  const waiting = new Set<(thread: Worker, message: Record<string, unknown>) => void>();
  Worker.prototype.postMessage = function (this: Worker, message, ...rest: never[]) {
    post.call(this, message, ...rest);
    for (const look of [...waiting]) look(this, message);
  };
  return {
    next: (holds) =>
      new Promise((resolve) => {
        waiting.add(function look(thread, message) {
          if (!holds(message)) return;
          waiting.delete(look);
          resolve(thread);
        });
      }),
    release() {
      Worker.prototype.postMessage = post;
    },
  };
}
