/** Comparing two executors number for number. */
import assert from 'node:assert/strict';
import type { Attention, Executor } from '../../src/executor/executor';

/** What can be compared of the last token that was run. */
export type Seen = Pick<Executor, 'model' | 'length' | 'residual' | 'attend'>;

/** Tells heads of the last token whose answer is not compared, and not what they write before it is read. */
export type Ignored = (layer: number, head: number) => boolean;

const NONE: Ignored = () => false;

/** Fails unless the residual streams of the last token are the same, bit for bit, at every stage. */
export function assertSameStreams(actual: Seen, expected: Seen, ignored = NONE): void {
  const { layers, dModel } = expected.model;
  for (let layer = 0; layer <= layers.length; layer++)
    for (const attended of layer < layers.length ? [false, true] : [false]) {
      const [ours, theirs] = [actual, expected].map((e) => e.residual(layer, attended).slice());
      if (attended)
        layers[layer].heads.forEach(({ output }, head) => {
          if (!ignored(layer, head)) return;
          for (let slot = 0; slot < dModel; slot++)
            if (output[2 * slot] !== 0 || output[2 * slot + 1] !== 0) ours[slot] = theirs[slot];
        });
      if (bytesOf(ours).equals(bytesOf(theirs))) continue;
      const where = `token ${expected.length - 1}, layer ${layer}${attended ? ' after attention' : ''}`;
      assert.deepEqual(ours, theirs, where);
      assert.fail(`the streams differ in the sign of a zero at ${where}`);
    }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Fails unless every head of the last token saw the same winner, score, key and value. */
export function assertSameAttention(actual: Seen, expected: Seen, ignored = NONE): void {
  expected.model.layers.forEach(({ heads }, layer) => {
    heads.forEach(({ name }, head) => {
      if (ignored(layer, head)) return;
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
