/** What an executor says about its last token, kept for when more tokens have followed. */
import assert from 'node:assert/strict';
import type { Attention, Executor } from '../../src/executor/executor';
import { assertSame, assertSameAttention, assertSameStreams, type Seen } from '../executor/same';

export interface Recorded extends Seen {
  /** Answers to queries that the heads did not ask themselves. */
  readonly asked: readonly Asked[];
}

interface Asked {
  readonly layer: number;
  readonly head: number;
  readonly seen: Attention;
}

/** Queries for a head besides its own. */
export type Queries = (layer: number, head: number) => readonly (readonly [number, number])[];

/** Records the last token. */
export function record(executor: Executor, queries: Queries): Recorded {
  const { model, length } = executor;
  const stages = model.layers.length * 2 + 1;
  const streams = Array.from({ length: stages }, (_, stage) =>
    executor.residual(stage >> 1, stage % 2 === 1).slice(),
  );
  const heads = model.layers.map((layer, l) => layer.heads.map((_, h) => executor.attend(l, h)));
  const asked = heads.flatMap((row, layer) =>
    row.flatMap((_, head) =>
      queries(layer, head).map((query) => ({
        layer,
        head,
        seen: executor.attend(layer, head, query),
      })),
    ),
  );
  return {
    model,
    length,
    residual: (layer, attended = false) => streams[2 * layer + (attended ? 1 : 0)],
    attend: (layer, head) => heads[layer][head],
    asked,
  };
}

/**
 * Fails unless a pass over the same token is what was recorded. `exact` tells the heads that must also name the
 * same runner-up, if they name one; a convex hull names the best of its corners.
 */
export function assertRecorded(
  pass: Seen,
  recorded: Recorded,
  exact: (layer: number, head: number) => boolean,
): void {
  assertSameStreams(pass, recorded);
  assertSameAttention(pass, recorded);
  for (const { layer, head, seen } of recorded.asked) {
    const { name } = pass.model.layers[layer].heads[head];
    const where = `${name} at token ${recorded.length - 1}, asked ${seen.query}`;
    const found = pass.attend(layer, head, seen.query);
    assertSame(found, seen, where);
    if (exact(layer, head) && found.runnerUp && seen.runnerUp)
      assert.equal(found.runnerUp.score + 0, seen.runnerUp.score + 0, `runner-up of ${where}`);
  }
}
