/** What can be measured in a process of its own. */
import { measureMarks, measurePast, measurePause } from './debugging';
import { measureLongRun, measureStart } from './long';
import { measureProfile } from './profile';
import { measureSample } from './sample';

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
