/** Which stretches of a run are exported. */
import assert from 'node:assert/strict';
import { windowsOf } from '../../../../src/debugger/export/headvis/windows';

describe('the stretches that are exported', () => {
  for (const [from, to] of [
    [100, 101],
    [100, 356],
    [100, 700],
    [0, 5120],
    [0, 5121],
    [20_000, 10_000_000],
  ])
    it(`of the tokens from ${from} to ${to}: in order, apart, and with both ends`, () => {
      const windows = windowsOf(from, to);
      assert.equal(windows[0].from, from);
      assert.equal(windows.at(-1)?.to, to);
      windows.forEach((window, i) => {
        assert.ok(window.from < window.to);
        if (i > 0) assert.ok(window.from >= windows[i - 1].to);
      });
      const tokens = windows.reduce((sum, window) => sum + window.to - window.from, 0);
      assert.equal(tokens, Math.min(to - from, 5120));
    });
});
