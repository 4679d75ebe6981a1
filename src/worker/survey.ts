/** What a stretch of the past adds up to: by C line, by function, and by parts of equal length. */
import { STORES, type Survey, type SurveyRequest } from '../debugger/transformer';
import type { Walk } from '../engine/walk';
import type { WrittenBytes } from './written-bytes';

export function survey(request: SurveyRequest, walk: Walk, output: WrittenBytes): Survey {
  const { from, to, parts, groups, groupCount, functions, functionCount, stores } = request;
  const size = Math.max(1, (to - from) / parts);
  const partOf = (position: number) => Math.min(parts - 1, Math.floor((position - from) / size));
  const entered = new Float64Array(groupCount);
  const tokens = new Float64Array(groupCount);
  const stored = new Int32Array(groupCount * STORES).fill(-1);
  const depths = new Int32Array(parts);
  const busiest = new Int32Array(parts).fill(-1);
  /** By call depth: the group that was last there. */
  const last: number[] = [];
  let counts = new Float64Array(functionCount);
  let part = 0;
  let depthBefore = 0;
  let group = 0;
  let f = -1;
  let begin = from;

  /** Adds up the tokens of an operation, which end where the next one begins. */
  const finish = (end: number) => {
    tokens[group] += end - begin;
    if (f >= 0) counts[f] += end - begin;
  };
  const close = (until: number) => {
    for (; part < until; part++) {
      let best = -1;
      for (let i = 0; i < functionCount; i++)
        if (counts[i] > 0 && (best < 0 || counts[i] > counts[best])) best = i;
      // A part within one long operation is that of the operation.
      busiest[part] = best < 0 ? f : best;
      depths[part] = Math.max(depths[part], depthBefore);
      counts = new Float64Array(functionCount);
    }
  };
  walk.forward(from, to, (position, pc, depth) => {
    finish(position);
    const now = partOf(position);
    if (now > part) close(now);
    if (depth > depths[now]) depths[now] = depth;
    group = groups[pc];
    f = functions[pc];
    begin = position;
    // What was at a greater depth has returned.
    if (depth < depthBefore) last.length = Math.min(last.length, depth + 1);
    if (group !== 0 && last[depth] !== group) {
      entered[group]++;
      last[depth] = group;
    }
    if (stores[pc] === 1 && group !== 0) {
      const at = group * STORES;
      stored[at + 2] = stored[at + 1];
      stored[at + 1] = stored[at];
      stored[at] = position;
    }
    depthBefore = depth;
    return false;
  });
  finish(to);
  close(parts);
  return { entered, tokens, stored, depth: depths, busiest, written: written() };

  function written(): Int32Array {
    const bytes = new Int32Array(parts);
    for (let i = 0, before = output.before(from); i < parts; i++) {
      const after = output.before(i === parts - 1 ? to : Math.ceil(from + (i + 1) * size));
      bytes[i] = after - before;
      before = after;
    }
    return bytes;
  }
}
