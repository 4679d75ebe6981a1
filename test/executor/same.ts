/** Comparing two executors number for number. */
import assert from 'node:assert/strict';
import type { Attention, Executor } from '../../src/executor/executor';

/** What can be compared of the last token that was run. */
export type Seen = Pick<Executor, 'model' | 'length' | 'residual' | 'attend'>;

/** Fails unless the residual streams of the last token are the same, bit for bit, at every stage. */
export function assertSameStreams(actual: Seen, expected: Seen): void {
  const { layers } = expected.model;
  for (let layer = 0; layer <= layers.length; layer++)
    for (const attended of layer < layers.length ? [false, true] : [false]) {
      const [ours, theirs] = [actual, expected].map((e) => e.residual(layer, attended).slice());
      if (bytesOf(ours).equals(bytesOf(theirs))) continue;
      const where = `token ${expected.length - 1}, layer ${layer}${attended ? ' after attention' : ''}`;
      assert.deepEqual(ours, theirs, where);
      assert.fail(`the streams differ in the sign of a zero at ${where}`);
    }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Fails unless every head of the last token saw the same winner, score, key and value. */
export function assertSameAttention(actual: Seen, expected: Seen): void {
  expected.model.layers.forEach(({ heads }, layer) => {
    heads.forEach(({ name }, head) => {
      assertSame(
        actual.attend(layer, head),
        expected.attend(layer, head),
        `${name} at token ${expected.length - 1}`,
      );
    });
  });
}

/** Fails unless two answers to a query are the same, but for the runner-up. */
export function assertSame(actual: Attention, expected: Attention, where: string): void {
  assert.deepEqual(normal(actual), normal(expected), where);
}

function normal({ winner, score, key, value }: Attention) {
  // Adding zero makes a negative zero positive: executors may add up different zeros.
  return { winner, score: score + 0, key: key.map((k) => k + 0), value: value.map((v) => v + 0) };
}
