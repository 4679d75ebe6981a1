/** Who reads a token: later tokens whose heads find its key, and for which what they find matters. */
import type { Reader, Readers, ReadingHead } from '../../protocol/heads-requests';
import type { Stopped } from '../stopped';
import { mattersFor } from './heads';
import { placeOf } from './place';
import { relevanceAt } from './relevance';

/** Milliseconds that a search may take, and readers that it finds. */
const PATIENCE = 150;
const MOST = 50;

export function readersOf(stopped: Stopped, position: number, from: number, to: number): Readers {
  const { context } = stopped;
  const { model } = context;
  const heads = model.layers.flatMap((layer, l) =>
    layer.heads.flatMap(({ tie }, h) => (tie === 'average' ? [] : [[l, h] as const])),
  );
  const end = Math.min(context.recorded, to);
  const deadline = performance.now() + PATIENCE;
  const readers: Reader[] = [];
  let at = Math.max(from, position + 1);
  for (; at < end && readers.length < MOST && performance.now() < deadline; at++) {
    const pass = context.at(at);
    const found = heads.filter(([l, h]) => pass.attend(l, h).winner === position);
    if (found.length === 0) continue;
    const relevance = relevanceAt(context, at);
    const reading = found.flatMap(([layer, head]): ReadingHead[] =>
      relevance[layer][head] ? [{ layer, head, ...mattersFor(relevance[layer][head]) }] : [],
    );
    if (reading.length > 0) readers.push({ token: placeOf(stopped, at), heads: reading });
  }
  return { readers, to: at, complete: at >= end };
}
