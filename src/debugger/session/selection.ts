/** Requests about what is selected: where the program stands, a token, the token of a line. */
import type { SelectionRequests } from '../../protocol/selection-requests';
import { recordedToken } from '../inside/asked';
import { lastOfLine } from '../inside/locate';
import { placeOf } from '../inside/place';
import type { Answers, Desk } from './desk';

export function selectionRequests(desk: Desk): Answers<SelectionRequests> {
  return {
    'stepformer.present'() {
      const { length, recorded, version } = desk.stopped().context;
      return { now: length, recorded, version };
    },
    'stepformer.token'({ position }) {
      const stopped = desk.stopped();
      return placeOf(stopped, recordedToken(stopped.context, position));
    },
    'stepformer.locate'({ file, line }) {
      const position = lastOfLine(desk.stopped(), file, line);
      return { position: position < 0 ? undefined : position };
    },
  };
}
