/** What can be measured in a process of its own. */
import { measureMarks, measurePast, measurePause } from './bench-debugging';
import { measureLongRun, measureStart } from './bench-long';
import { measureProfile } from './bench-profile';
import { measureSample } from './bench-sample';

export const TASKS = {
  sample: measureSample,
  long: measureLongRun,
  start: measureStart,
  marks: measureMarks,
  past: measurePast,
  pause: measurePause,
  profile: measureProfile,
};

export type Tasks = typeof TASKS;
export type TaskName = keyof Tasks;
