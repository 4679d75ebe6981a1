/** What the tokens of a program attended to, against the dense pass. */
import assert from 'node:assert/strict';
import { arcsOf } from '../../../src/debugger/inside/arcs';
import { relevanceAt } from '../../../src/debugger/inside/relevance';
import { ARCS_MOST, type Arc } from '../../../src/protocol/trace-requests';
import { type SmallRun, smallRun } from './small-run';

describe('arcs', () => {
  let run: SmallRun;
  /** By token: the winner of each head. */
  let winners: number[][][];

  before(async () => {
    run = await smallRun();
    winners = run.tokens.map((_, at) =>
      run.model.layers.map(({ heads }, l) =>
        heads.map((_, h) => run.dense(at).attend(l, h).winner),
      ),
    );
  });

  it('are what the heads that mattered to each token attended to', () => {
    const expected = (from: number): Map<number, number[][]> => {
      const byWinner = new Map<number, number[][]>();
      const relevance = relevanceAt(run.stopped.context, from);
      winners[from].forEach((heads, layer) => {
        heads.forEach((winner, head) => {
          if (winner !== from && relevance[layer][head] !== 0)
            byWinner.set(winner, [...(byWinner.get(winner) ?? []), [layer, head]]);
        });
      });
      return byWinner;
    };
    const of = (arcs: readonly Arc[], from: number) =>
      new Map(arcs.filter((arc) => arc.from === from).map(({ to, heads }) => [to, heads]));
    for (let first = 0; first < winners.length; first += ARCS_MOST) {
      const arcs = arcsOf(run.stopped.context, first, first + ARCS_MOST - 1);
      for (let from = first; from < Math.min(first + ARCS_MOST, winners.length); from++)
        assert.deepEqual(of(arcs, from), expected(from), `token ${from}`);
    }
    assert.ok(winners.length > ARCS_MOST);
    const few = arcsOf(run.stopped.context, 90, 99, [[3, 2]]);
    assert.deepEqual(
      few.map(({ from, to }) => [from, to]),
      winners.flatMap((layers, at) =>
        at >= 90 && at < 100 && layers[3][2] !== at ? [[at, layers[3][2]]] : [],
      ),
    );
  });
});
