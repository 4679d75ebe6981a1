/** Requests about heads: what they do at a token, who reads one, how often they matter. */
import type { HeadsRequests } from '../../protocol/heads-requests';
import { recordedToken } from '../inside/asked';
import { headUse } from '../inside/head-use';
import { headsAt } from '../inside/heads';
import { readersOf } from '../inside/readers';
import type { Answers, Desk } from './desk';

/** Tokens of a question. */
const MOST = 10_000;

export function headsRequests(desk: Desk): Answers<HeadsRequests> {
  return {
    'stepformer.heads'({ position }) {
      const stopped = desk.stopped();
      return headsAt(stopped, recordedToken(stopped.context, position));
    },
    'stepformer.readers'({ position, from, to }) {
      const stopped = desk.stopped();
      return readersOf(stopped, recordedToken(stopped.context, position), from, to);
    },
    'stepformer.headUse'({ until, last }) {
      const { context, map } = desk.stopped();
      const begin = map.prompt.tokens.length - 1;
      return headUse(context, begin, recordedToken(context, until), Math.min(last, MOST));
    },
  };
}
