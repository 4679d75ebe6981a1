/** Where one comes to on the way back, among boundaries that were met on the way forward. */
import assert from 'node:assert/strict';
import { MARK } from '../../src/executor/marks';
import { Trail } from '../../src/worker/trail';

/** Values of pc: lines 1 and 2 by two instructions each, and a breakpoint. */
const [A, A2, B, B2, STOP] = [0, 1, 2, 3, 4];
const OVER = MARK.below | MARK.at;
const marks = Uint8Array.from([OVER, OVER, OVER, OVER, MARK.stop]);
const lines = Int32Array.from([1, 1, 2, 2, 0]);

/** Boundaries (pc, depth) one token apart from 10 on. */
function target(
  boundaries: readonly (readonly [number, number])[],
  { byLine = true, all = false } = {},
) {
  const trail = new Trail({ marks, level: 1 }, byLine ? lines : undefined);
  boundaries.forEach(([pc, depth], i) => {
    trail.meet(10 + i, pc, depth);
  });
  const [stop] = trail.lastStops();
  const place = Math.max(trail.step(all), stop?.position ?? -1);
  return place < 0 ? undefined : place;
}

describe('the way back', () => {
  it('leads to where the last line began', () => {
    const met = [
      [A, 1],
      [A2, 1],
      [B, 1],
      [B2, 1],
    ] as const;
    assert.equal(target(met), 12);
    assert.equal(target(met, { byLine: false }), 13, 'by instruction, to the last');
  });

  it('is not known where the line may have begun earlier', () => {
    const met = [
      [A, 1],
      [A2, 1],
    ] as const;
    assert.equal(target(met), undefined);
    assert.equal(target(met, { all: true }), 10);
    assert.equal(target([]), undefined);
    assert.equal(target([], { all: true }), undefined);
  });

  it('passes over calls, and out of a function to the line of the call', () => {
    assert.equal(
      target([
        [B, 1],
        [A, 1],
        [B, 2],
        [A, 2],
        [A2, 1],
      ]),
      11,
      'a deeper call that is over',
    );
    const inner = [
      [B, 0],
      [A, 0],
      [B, 1],
      [A2, 0],
    ] as const;
    assert.equal(target(inner), 11, 'a sister of the function that was entered last');
  });

  it('ends a line where its function was left', () => {
    assert.equal(
      target([
        [A, 1],
        [B, 0],
        [A, 1],
      ]),
      12,
    );
  });

  it('ends at a breakpoint that comes later, however deep', () => {
    const met = [
      [B, 1],
      [A, 1],
      [STOP, 3],
      [A2, 1],
    ] as const;
    assert.equal(target(met), 12);
    assert.equal(target([...met, [B, 1]]), 14);
  });
});
