/** The schedule against the least number of slots that any could do with, and what compiling promises. */
import assert from 'node:assert/strict';
import { compile } from '../../src/compiler/compile';
import { erasedAt, schedule } from '../../src/compiler/schedule';
import { assignSlots } from '../../src/compiler/slots';
import type { Graph } from '../../src/graph/graph';
import { machine } from '../../src/machine/machine';
import { modelTokens } from '../../src/machine/tokens';
import { writeModel } from '../../src/model/file';
import { randomGraph } from '../graph/randomGraph';
import { createRandom } from '../toolchain/random';
import { leastSlots } from './optimum';

/**
 * Measured over these seeds: local search finds the optimum for 36 of 40 small graphs and for 7 of 12
 * larger ones; where it misses it, by one or two slots.
 */
const BATCHES = [
  { title: 'small', seeds: 40, size: (seed: number) => 4 + (seed % 7), found: 36, gap: 2 },
  { title: 'larger', seeds: 12, size: () => 18, found: 7, gap: 2 },
];

/** The integer program leaves out taps, which would move with what they read. */
const graphOf = (seed: number, size: number): Graph => ({
  ...randomGraph(createRandom(seed), size),
  taps: [],
});

/** Slots in use at once at most, counted stage by stage from the lives. */
function peak(plan: ReturnType<typeof schedule>): number {
  const { lives, layers } = plan;
  const chains = [...lives.keys()]
    .filter((v) => !v.extends)
    .map((base) => {
      let end = 0;
      for (const [v, { lastRead }] of lives) {
        let root = v;
        while (root.extends) root = root.extends;
        if (root === base) end = Math.max(end, erasedAt(lastRead));
      }
      return { birth: lives.get(base)?.birth as number, end };
    });
  const counts = Array.from(
    { length: 2 * layers + 2 },
    (_, t) => chains.filter(({ birth, end }) => birth <= t && t <= end).length,
  );
  return Math.max(...counts);
}

describe('the schedule', () => {
  for (const { title, seeds, size, found, gap } of BATCHES)
    it(`needs the least slots, or few more, for ${title} graphs`, async () => {
      const gaps: number[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const graph = graphOf(seed, size(seed));
        const plan = schedule(graph);
        gaps.push(assignSlots(plan).count - (await leastSlots(graph, plan.layers)));
      }
      const beyond = gaps.filter((n) => n < 0).length;
      assert.equal(beyond, 0, 'no schedule can need less than the optimum');
      const optimal = gaps.filter((n) => n === 0).length;
      assert.ok(optimal >= found, `${optimal} of ${seeds} are optimal: ${gaps}`);
      assert.ok(Math.max(...gaps) <= gap, `slots beyond the optimum: ${gaps}`);
    });

  it('assigns as many slots as are in use at once', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const plan = schedule(graphOf(seed, 4 + (seed % 20)));
      assert.equal(assignSlots(plan).count, peak(plan), `seed ${seed}`);
    }
  });

  it('lets nothing read what is not complete, or no longer there', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { lives } = schedule(graphOf(seed, 4 + (seed % 20)));
      for (const [{ name }, { birth, ready, lastRead }] of lives)
        assert.ok(birth <= ready && ready < lastRead, `${name} of seed ${seed}`);
    }
  });
});

describe('compiling the machine', () => {
  it('takes less than 30 s of the processor, and gives the same bytes each time', () => {
    const start = process.cpuUsage();
    const first = compile(machine(), modelTokens());
    assert.ok(process.cpuUsage(start).user < 30e6);
    const second = compile(machine(), modelTokens());
    assert.ok(Buffer.from(writeModel(first)).equals(Buffer.from(writeModel(second))));
  });

  it('needs at most 12 layers and 96 slots, as many as are in use at once', () => {
    const { layers, dModel } = compile(machine(), modelTokens());
    assert.ok(layers.length <= 12, `${layers.length} layers`);
    assert.ok(dModel <= 96, `${dModel} slots`);
    assert.equal(dModel, peak(schedule(machine())));
  });
});
