/** Requests beyond the Debug Adapter Protocol: looking inside the transformer. */
import type { InsideRequests } from '../../protocol/inside';
import { layerOf, partOf, recordedToken, slotOf, tokenOf } from '../inside/asked';
import { hullAt, hullKeyAt, hullKinds } from '../inside/hull';
import { lensOf } from '../inside/lens';
import { outlineOf } from '../inside/model';
import { residualOf } from '../inside/residual';
import { sameBefore } from '../inside/same-before';
import { upstreamOf } from '../inside/upstream';
import { contributionsOf } from '../inside/written';
import type { Answers, Desk, Handlers } from './desk';
import { exportRequests } from './export';
import { headsRequests } from './heads';
import { interveneRequests } from './intervene';
import { originRequests } from './origin';
import { selectionRequests } from './selection';
import { traceRequests } from './trace';

/** Tokens of a lens at each moment. */
const MOST_GUESSES = 20;
/** Nodes of an upstream graph. */
const MOST_NODES = 100;

export function insideRequests(desk: Desk): Handlers {
  const answers: Answers<InsideRequests> = {
    'stepformer.model': () => outlineOf(desk.stopped().context.model),
    'stepformer.residual'({ position, against }) {
      const stopped = desk.stopped();
      for (const asked of [position, against ?? position]) recordedToken(stopped.context, asked);
      return residualOf(stopped, position, against);
    },
    'stepformer.contributions'({ position, layer, part, slot }) {
      const stopped = desk.stopped();
      const { context } = stopped;
      const { model } = context;
      const when = { layer: layerOf(model, layer), part: partOf(part) };
      return contributionsOf(stopped, recordedToken(context, position), when, slotOf(model, slot));
    },
    'stepformer.lens'({ position, top }) {
      const { context } = desk.stopped();
      return lensOf(context, recordedToken(context, position), Math.min(top, MOST_GUESSES));
    },
    'stepformer.upstream'(asked) {
      const stopped = desk.stopped();
      const { context } = stopped;
      recordedToken(context, asked.position);
      if (asked.against !== undefined) tokenOf(context.model, asked.against);
      return upstreamOf(stopped, { ...asked, most: Math.min(asked.most, MOST_NODES) });
    },
    'stepformer.sameBefore'({ position }) {
      const stopped = desk.stopped();
      return sameBefore(stopped, recordedToken(stopped.context, position));
    },
    ...selectionRequests(desk),
    ...headsRequests(desk),
    ...interveneRequests(desk),
    ...traceRequests(desk),
    ...originRequests(desk),
    'stepformer.hullKinds': () => hullKinds(desk.stopped()),
    'stepformer.hull': (asked) => hullAt(desk.stopped(), asked),
    'stepformer.hullKey': (asked) => hullKeyAt(desk.stopped(), asked),
    ...exportRequests(desk),
  };
  return answers as Handlers;
}
