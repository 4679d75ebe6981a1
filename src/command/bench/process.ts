/** Starts the processes in which `bench` measures. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { TaskName, Tasks } from './tasks';

/** Runs a task in a fresh process. Rejects if the process ends without a result. */
export function inFreshProcess<T extends TaskName>(
  task: T,
  input: Parameters<Tasks[T]>[0],
): Promise<Awaited<ReturnType<Tasks[T]>>> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'bench-worker.js'), {
      serialization: 'advanced',
      execArgv: ['--no-warnings'],
    });
    child.once('message', (result) => resolve(result as Awaited<ReturnType<Tasks[T]>>));
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`measuring "${task}" ended with ${status}`)));
    child.send({ task, input });
  });
}
