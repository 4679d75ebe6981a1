/** Requests about the trace: its rows, what is found in it, and what its tokens attended to. */
import type { TraceRequests } from '../../protocol/trace-requests';
import { arcsOf } from '../inside/arcs';
import { headMatters } from '../inside/head-matters';
import { find } from '../inside/trace-search';
import type { Answers, Desk } from './desk';

export function traceRequests(desk: Desk): Answers<TraceRequests> {
  return {
    'stepformer.trace': ({ by, first, count }) => desk.stopped().trace.rows(by, first, count),
    'stepformer.traceRow': ({ by, position }) => desk.stopped().trace.rowOf(by, position),
    'stepformer.find': (asked) => find(desk.stopped(), asked),
    'stepformer.arcs': ({ first, last, heads }) => ({
      arcs: arcsOf(desk.stopped().context, first, last, heads),
    }),
    'stepformer.headMatters': ({ layer, head, stretches }) =>
      headMatters(desk.stopped().context, layer, head, stretches),
    // While the program runs, too.
    'stepformer.tail': ({ count }) => desk.program().trace.tail(count),
  };
}
