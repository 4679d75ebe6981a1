/**
 * A stretch of the run as a sequence of HeadVis's. Heads of this model mostly attend to tokens far away, so a sequence is
 * not the stretch alone: before it come the earlier tokens that are attended to, in their order, and in front of all
 * one that stands for those left out, since HeadVis passes over the first token of a sequence.
 */
import { DECISION, LATER } from '../../inside/relevance';
import type { HeadRow, Weights } from './attention';
import type { HeadRows, HeadSequence } from './format';

const LEFT_OUT = '⋯';

/** `rows` and their weights are those of a stretch of tokens that follow each other. */
export function sequenceOf(
  rows: readonly HeadRow[],
  weights: readonly Weights[],
  textOf: (position: number) => string,
): Omit<HeadSequence, 'interval'> {
  const first = rows[0].position;
  const earlier = [...new Set(weights.flatMap(({ keys }) => keys.filter((key) => key < first)))];
  earlier.sort((a, b) => a - b);
  const positions = [...earlier, ...rows.map(({ position }) => position)];
  const indexOf = new Map(positions.map((position, i) => [position, i + 1]));
  const length = positions.length + 1;
  const indices: number[] = [];
  const values: number[] = [];
  rows.forEach(({ position }, i) => {
    const query = indexOf.get(position) as number;
    const { weight, keys } = weights[i];
    const found = keys.map((key) => indexOf.get(key) as number).sort((a, b) => a - b);
    for (const key of found) {
      indices.push(query * length + key);
      values.push(weight);
    }
  });
  return {
    sequence_id: first,
    tokens: [LEFT_OUT, ...positions.map(textOf)],
    attention_indices: indices,
    attention_values: values,
    seq_len: length,
    max_activation: values.reduce((a, b) => Math.max(a, b), 0),
    positions: [null, ...positions],
    rows: columns(rows),
  };
}

const columns = (rows: readonly HeadRow[]): HeadRows => ({
  position: rows.map(({ position }) => position),
  query: rows.map(({ query }) => query),
  winner: rows.map(({ winner }) => winner),
  score: rows.map(({ score }) => score),
  runner_up: rows.map(({ runnerUp }) => runnerUp?.position ?? null),
  margin: rows.map(({ score, runnerUp }) => (runnerUp ? score - runnerUp.score : null)),
  value: rows.map(({ value }) => value),
  matters_now: rows.map(({ matters }) => (matters & DECISION) !== 0),
  matters_later: rows.map(({ matters }) => (matters & LATER) !== 0),
});
