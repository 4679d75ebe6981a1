/** What heads do at a token, who reads one, how often heads matter: against the dense pass. */
import assert from 'node:assert/strict';
import { headUse } from '../../../src/debugger/inside/head-use';
import { headsAt } from '../../../src/debugger/inside/heads';
import { readersOf } from '../../../src/debugger/inside/readers';
import type { HeadAt, Heads } from '../../../src/protocol/heads-requests';
import { type Change, changedPass } from './changed-pass';
import { type SmallRun, smallRun } from './small-run';

describe('the heads at a token', () => {
  let run: SmallRun;
  /** Of every token that the program goes by. */
  let all: Map<number, Heads>;

  before(async () => {
    run = await smallRun();
    all = new Map();
    for (let at = run.begin - 1; at < run.tokens.length; at++)
      all.set(at, headsAt(run.stopped, at));
  });

  const each = (act: (seen: HeadAt, layer: number, head: number, at: number) => void) => {
    for (const [at, { layers }] of all)
      layers.forEach((heads, l) => {
        heads.forEach((seen, h) => {
          act(seen, l, h, at);
        });
      });
  };
  const named = (at: number, which: 'now' | 'later') =>
    run.model.layers.flatMap(({ heads }, l) =>
      heads.flatMap(({ name }, h) => (all.get(at)?.layers[l][h][which] ? [name] : [])),
    );
  const last = (text: string) =>
    run.tokens.findLastIndex((token) => run.model.tokens[token].text === text);

  it('have the numbers of the dense pass, every one of them', () => {
    const { keys } = run.stopped.context;
    /** The cache keeps no keys of flat heads that lose, and none that lie so far below that no query finds them. */
    const isKept = (l: number, h: number, at: number) => {
      const [x, y] = keys.keyOf(l, h, at);
      const kind = keys.kind(l, h);
      return kind !== 'flat' && !(kind === 'addresses' && y < -((x / 2) ** 2));
    };
    let runnersUp = 0;
    each((seen, l, h, at) => {
      const { query, winner, key, score, runnerUp, value } = run.dense(at).attend(l, h);
      const told = { query: plain(seen.query), winner: seen.winner.position, key: plain(seen.key) };
      assert.deepEqual(
        told,
        { query: plain(query), winner, key: plain(key) },
        `L${l}H${h} at ${at}`,
      );
      assert.deepEqual(plain([seen.score, ...seen.value]), plain([score, ...value]));
      if (!runnerUp || !isKept(l, h, runnerUp.position)) return;
      assert.equal(seen.runnerUp?.position, runnerUp?.position, `L${l}H${h} at ${at}`);
      assert.equal(seen.margin, runnerUp && score - runnerUp.score);
      runnersUp++;
    });
    assert.ok(runnersUp > 3000);
  });

  it('matter only where another number of theirs would change something', () => {
    let idle = 0;
    for (let at = run.begin; at < run.tokens.length; at += 7) {
      const before = decided(run, all, at);
      each((seen, layer, head, position) => {
        if (position !== at || seen.now) return;
        for (const dimension of [0, 1] as const) {
          const change = { layer, head, dimension, by: 2 ** -12 };
          assert.deepEqual(decided(run, all, at, change), before, `L${layer}H${head} at ${at}`);
        }
        idle++;
      });
    }
    assert.ok(idle > 500);
  });

  it('matter for what an instruction does', () => {
    const fetching = ['mean of pc, stack depth', 'next operation'];
    const adding = ['stack: top', 'stack: second', 'value of x', 'value of y'];
    const controls = ['controls: kind, kindSquared', 'controls: effect, pushesDigits'];
    assert.deepEqual(named(last('local.get/1'), 'now'), fetching);
    assert.ok(named(last('local.get/1'), 'later').includes('local or global'));
    assert.deepEqual(named(last('i32.add'), 'now'), [...controls, fetching[0], ...adding]);
    assert.ok(named(last('return'), 'now').includes('return address'));
    const load = named(last('i32.load/0'), 'now');
    for (let bank = 0; bank < 4; bank++) assert.ok(load.includes(`memory bank ${bank}`), `${load}`);
    const store = named(last('i32.store8/0'), 'later');
    for (const name of ['address', 'byte 0 of x', 'stack: top', 'stack: second'])
      assert.ok(store.includes(name), `${store}`);
  });

  it('are told by those who read a token', () => {
    let found = 0;
    for (let token = 0; token < run.tokens.length; token += 5) {
      const told: string[] = [];
      for (let from = token + 1, complete = false; !complete; ) {
        const part = readersOf(run.stopped, token, from, run.tokens.length);
        for (const { token: reader, heads } of part.readers)
          for (const { layer, head } of heads) told.push(`${reader.position} L${layer}H${head}`);
        ({ to: from, complete } = part);
      }
      const expected: string[] = [];
      each(({ winner, now, later }, l, h, at) => {
        const reads = winner.position === token && at > token && (now || later);
        if (reads && run.model.layers[l].heads[h].tie === 'latest')
          expected.push(`${at} L${l}H${h}`);
      });
      const decided = told.filter((each) => Number.parseInt(each, 10) >= run.begin - 1);
      assert.deepEqual(decided.sort(), expected.sort());
      found += expected.length;
    }
    assert.ok(found > 50);
  });

  it('are counted over the last tokens, the same when they are remembered', () => {
    const { context } = run.stopped;
    const until = run.tokens.length - 1;
    const ask = () => headUse(context, run.begin - 1, until, 50);
    let use = ask();
    for (let n = 0; n < 100 && !use.complete; n++) use = ask();
    assert.deepEqual([use.from, use.to], [until - 49, until + 1]);
    const count = (which: 'now' | 'later') => {
      const counts = run.model.layers.map(({ heads }) => heads.map(() => 0));
      each((seen, l, h, at) => {
        if (at >= use.from && seen[which]) counts[l][h]++;
      });
      return counts;
    };
    assert.deepEqual(use.now, count('now'));
    assert.deepEqual(use.later, count('later'));
    const whole = headUse(context, run.begin - 1, run.begin + 3, 1000);
    assert.equal(whole.from, run.begin - 1);
  });
});

/** The sign of a 0 is of no account. */
const plain = (numbers: readonly number[]) => numbers.map((number) => number + 0);

/** What is decided at a token where a head returns another number, and the queries of the heads that matter for that. */
function decided(run: SmallRun, all: Map<number, Heads>, at: number, change?: Change): number[] {
  const { decision, queries } = changedPass(run, at, change);
  const matters = (l: number, h: number) => all.get(at)?.layers[l][h].now;
  return [
    ...decision,
    ...queries.flatMap((heads, l) => heads.filter((_, h) => matters(l, h)).flat()),
  ];
}
