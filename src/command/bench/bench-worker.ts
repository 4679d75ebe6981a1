/** A process of its own for one measurement: nothing is warm there, and its memory is its own. */
import { isMainThread, workerData } from 'node:worker_threads';
import { pauseRounds } from './debugging';
import { TASKS, type TaskName } from './tasks';

if (isMainThread)
  process.once('message', async ({ task, input }: { task: TaskName; input: never }) => {
    process.send?.(await TASKS[task](input));
    process.disconnect();
  });
else pauseRounds(workerData);
