/** Where a head matters, against passes in which it returns other numbers. */
import assert from 'node:assert/strict';
import type { Debuggee } from '../../../src/debugger/debuggee';
import { headMatters } from '../../../src/debugger/inside/head-matters';
import { find } from '../../../src/debugger/inside/trace-search';
import {
  type HeadInStretch,
  STRETCH_TOKENS,
  STRETCHES_MOST,
  type Stretch,
} from '../../../src/protocol/trace-requests';
import { type ChangedPass, changedPass } from './changed-pass';
import { type SmallRun, smallRun } from './small-run';

/** Some of them come at once, and all in the end. */
function askAll(
  run: SmallRun,
  layer: number,
  head: number,
  stretches: readonly Stretch[],
): HeadInStretch[] {
  const told: HeadInStretch[] = [];
  while (told.length < stretches.length) {
    const rest = stretches.slice(told.length);
    const { stretches: more } = headMatters(run.stopped.context, layer, head, rest);
    assert.ok(more.length > 0 && more.length <= STRETCHES_MOST);
    told.push(...more);
  }
  return told;
}

/** So small a change of what a head returns opens no gate that is not on its edge. */
const LITTLE = 2 ** -12;

describe('where a head matters', () => {
  let run: SmallRun;
  /** By layer, head and token. */
  let matters: boolean[][][];

  before(async () => {
    run = await smallRun();
    const tokens = run.tokens.map((_, at): Stretch => [at, 1]);
    matters = run.model.layers.map(({ heads }, l) =>
      heads.map((_, h) =>
        askAll(run, l, h, tokens).map(({ at, looked }, i) => {
          assert.equal(looked, 1);
          assert.ok(at === undefined || at === i);
          return at === i;
        }),
      ),
    );
  });

  /** What a pass decides and leaves where it can be found, and what the heads that matter ask. */
  const does = ({ decision, queries, left }: ChangedPass, at: number) =>
    JSON.stringify([
      decision,
      queries.map((heads, l) => heads.filter((_, h) => matters[l][h][at])),
      left.map((heads, l) => heads.filter((_, h) => isFound(run, l, h, at))),
    ]);

  it('nothing depends on what it returns where it does not, and nearly everywhere else something does', () => {
    const seen = { idle: 0, moved: 0, unmoved: 0 };
    for (let at = run.begin; at < run.tokens.length; at += 7) {
      const before = does(changedPass(run, at), at);
      run.model.layers.forEach(({ heads }, layer) => {
        heads.forEach((_, head) => {
          const moves = (by: number) =>
            ([0, 1] as const).some(
              (dimension) =>
                does(changedPass(run, at, { layer, head, dimension, by }), at) !== before,
            );
          const little = moves(LITTLE);
          if (!matters[layer][head][at]) {
            assert.ok(!little, `L${layer}H${head} at ${at}`);
            seen.idle++;
          } else seen[little || moves(1) ? 'moved' : 'unmoved']++;
        });
      });
    }
    // Where a head moves nothing although it matters, the effects of two paths cancel.
    assert.ok(
      seen.idle > 500 && seen.moved > 50 && seen.unmoved * 20 < seen.moved,
      JSON.stringify(seen),
    );
  });

  it('of a stretch the first token is told that it matters for, of those that are looked at', () => {
    const { length } = run.tokens;
    const stretches = Array.from({ length: 150 }, (_, i): Stretch => {
      const position = (i * 17) % length;
      return [position, [1, 3, 10, 500][i % 4]];
    });
    for (const [layer, head] of [
      [0, 0],
      [3, 2],
      [5, 1],
    ])
      assert.deepEqual(
        askAll(run, layer, head, stretches),
        stretches.map(([position, tokens]) => {
          const end = Math.min(length, position + Math.min(tokens, STRETCH_TOKENS));
          const at = matters[layer][head].slice(0, end).indexOf(true, position);
          return at < 0 ? { looked: end - position } : { at, looked: at + 1 - position };
        }),
      );
  });

  it('is found both ways', async () => {
    const layer = run.model.layers.findIndex(({ heads }) => heads.some(isStackTop));
    const head = run.model.layers[layer].heads.findIndex(isStackTop);
    const expected = matters[layer][head].flatMap((does, at) => (does ? [at] : []));
    assert.ok(expected.length > 5 && expected.length < run.tokens.length / 2);
    for (const direction of ['forward', 'backward'] as const) {
      const forward = direction === 'forward';
      const positions: number[] = [];
      for (let from = forward ? 0 : run.tokens.length, complete = false; !complete; ) {
        const what = { kind: 'head', layer, head } as const;
        const found = await find(run.stopped as Debuggee, { what, from, direction, limit: 3 });
        positions.push(...found.positions);
        ({ complete } = found);
        from = forward ? found.to : found.from - 1;
      }
      assert.deepEqual(positions, forward ? expected : expected.reverse());
    }
  });

  it('refuses what there is not', () => {
    const { context } = run.stopped;
    const ask = (layer: number, head: number, position: number) => () =>
      headMatters(context, layer, head, [[position, 1]]);
    assert.throws(ask(99, 0, 0), /no layer 99/);
    assert.throws(ask(0, 99, 0), /no head in layer 0 99/);
    assert.throws(ask(0, 0, context.recorded), /token/);
  });
});

const isStackTop = ({ name }: { readonly name: string }) => name === 'stack: top';

/** Whether some query finds what a head leaves at a token. */
function isFound({ stopped: { context } }: SmallRun, layer: number, head: number, at: number) {
  const [x, y] = context.keys.keyOf(layer, head, at);
  switch (context.keys.kind(layer, head)) {
    case 'addresses':
      return y >= -((x / 2) ** 2);
    case 'flat':
      return context.at(at).attend(layer, head, [1, 0]).winner === at;
    default:
      return true;
  }
}
