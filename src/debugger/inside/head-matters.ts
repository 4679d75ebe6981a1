/** In which stretches of the trace a head matters: for the token that comes next, or for what is left in the KV cache. */
import {
  type HeadInStretch,
  type HeadMatters,
  STRETCH_TOKENS,
  STRETCHES_MOST,
  type Stretch,
} from '../../protocol/trace-requests';
import type { Context } from '../transformer';
import { headOf, recordedToken } from './asked';
import { knownRelevance } from './known-relevance';

/** Milliseconds after which no other stretch is begun. */
const PATIENCE = 150;

/** Throws a `UserError` where there is no such head, or a stretch begins where nothing is recorded. */
export function headMatters(
  context: Context,
  layer: number,
  head: number,
  stretches: readonly Stretch[],
): HeadMatters {
  headOf(context.model, layer, head);
  const asked = stretches.slice(0, STRETCHES_MOST);
  for (const [position] of asked) recordedToken(context, position);
  const known = knownRelevance(context);
  const deadline = performance.now() + PATIENCE;
  const told: HeadInStretch[] = [];
  for (const [position, tokens] of asked) {
    if (told.length > 0 && performance.now() > deadline) break;
    const most = Math.min(Math.max(0, tokens), STRETCH_TOKENS);
    const end = Math.min(context.recorded, position + most);
    let at = position;
    while (at < end && known.at(at)[layer][head] === 0) at++;
    told.push(at < end ? { at, looked: at + 1 - position } : { looked: end - position });
  }
  return { stretches: told };
}
