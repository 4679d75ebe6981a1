/** Requests about what would happen if something were changed. */
import type { InterveneRequests } from '../../protocol/intervene-requests';
import { recordedToken } from '../inside/asked';
import type { Answers, Desk } from './desk';

export function interveneRequests(desk: Desk): Answers<InterveneRequests> {
  return {
    'stepformer.intervene': (asked) => desk.stopped().interventions.run(asked),
    'stepformer.interveneStop': () => ({ tokens: desk.program().interventions.stop() }),
    'stepformer.intervention': ({ position, intervention }) =>
      desk.stopped().interventions.tell(position, intervention),
    async 'stepformer.experiments'({ position }) {
      const { context, interventions } = desk.stopped();
      return { experiments: await interventions.experiments(recordedToken(context, position)) };
    },
  };
}
