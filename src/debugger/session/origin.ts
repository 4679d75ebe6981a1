/** Requests beyond the Debug Adapter Protocol: where values come from. */
import type { OriginRequests } from '../../protocol/origin-requests';
import { problem } from '../errors';
import { lastExecution } from '../inside/execution';
import { originOf, partsLeftOut } from '../inside/origin';
import type { Answers, Desk } from './desk';
import { addressesOf } from './instruction';
import { namedValue } from './value';

export function originRequests(desk: Desk): Answers<OriginRequests> {
  return {
    async 'stepformer.origin'(asked) {
      const { name, value, place } = await namedValue(desk, asked);
      if (!place) throw problem.noPlace(name);
      return { name, value, parts: originOf(desk.stopped(), place), more: partsLeftOut(place) };
    },
    'stepformer.execution'(asked) {
      const debuggee = desk.stopped();
      return lastExecution(debuggee, addressesOf(debuggee.map, asked));
    },
  };
}
