/** The residual view's data against the dense pass, number for number. */
import assert from 'node:assert/strict';
import { lensOf } from '../../../src/debugger/inside/lens';
import { momentsOf, residualOf } from '../../../src/debugger/inside/residual';
import { sameBefore } from '../../../src/debugger/inside/same-before';
import { contributionsOf } from '../../../src/debugger/inside/written';
import { createHullExecutor } from '../../../src/executor/hull';
import { MEANINGS } from '../../../src/machine/meanings';
import type { Residual } from '../../../src/protocol/residual-requests';
import { type SmallRun, smallRun } from './small-run';

describe('the residual stream at a token', () => {
  let run: SmallRun;
  before(async () => {
    run = await smallRun();
  });

  /** Positions of generated tokens, some distance apart. */
  const some = () =>
    Array.from({ length: run.tokens.length - run.begin }, (_, i) => run.begin + i).filter(
      (position) => position % 7 === 0,
    );
  const textAt = (position: number) => run.model.tokens[run.tokens[position]].text;
  /** The last token with a text. */
  const find = (text: string) =>
    run.tokens.findLastIndex((_, position) => textAt(position) === text);
  const slotAt = (residual: Residual, moment: number, name: string) => {
    const { names, values, meanings } = residual.moments[moment];
    const slot = names.indexOf(name);
    assert.ok(slot >= 0, `no slot is called ${name}`);
    return { slot, value: values[slot], meaning: meanings[slot] };
  };

  it('holds what the dense pass holds', () => {
    for (const position of [0, ...some()]) {
      const { moments } = residualOf(run.stopped, position);
      moments.forEach(({ values, written }, m) => {
        const dense = run.dense(position).residual(m >> 1, m % 2 === 1);
        assert.deepEqual(
          values,
          [...dense].map((x) => x + 0),
          `token ${position}, moment ${m}`,
        );
        const before = m > 0 ? run.dense(position).residual((m - 1) >> 1, (m - 1) % 2 === 1) : [];
        assert.deepEqual(
          written,
          [...dense].flatMap((x, slot) => (x === (before[slot] ?? 0) ? [] : [slot])),
        );
      });
    }
  });

  it('adds up to the last bit, slot by slot, from what the token, heads and neurons add', () => {
    const { model } = run;
    for (const position of some())
      for (const when of momentsOf(model))
        for (let slot = 0; slot < model.dModel; slot++) {
          const told = contributionsOf(run.stopped, position, when, slot);
          let added = 0;
          for (const { number } of told.terms) {
            assert.notEqual(number, 0);
            added += number;
          }
          assert.equal(told.added, added);
          assert.equal(told.before + added, told.after, `${position} ${when.layer} ${when.part}`);
          const l = when.part === 'feed-forward' ? when.layer + 1 : when.layer;
          const dense = run.dense(position).residual(l, when.part === 'attention');
          assert.equal(told.after, dense[slot] + 0);
        }
  });

  it('tells what a head read, and what makes up a neuron', () => {
    const position = find('i32.mul');
    const { terms } = contributionsOf(
      run.stopped,
      position,
      { layer: 5, part: 'attention' },
      slotAt(residualOf(run.stopped, position), 11, 'x').slot,
    );
    const [term] = terms;
    assert.ok(term, 'nothing has written x');
    assert.ok(terms.length === 1 && term.by === 'head');
    const head = run.model.layers[5].heads[term.head];
    assert.equal(term.name, head.name);
    assert.equal(term.from.position, run.dense(position).attend(5, term.head).winner);
    assert.equal(term.value, run.dense(position).attend(5, term.head).value[term.dimension]);
  });

  it('has neurons that return gate × value', () => {
    const { model } = run;
    let neurons = 0;
    for (const position of some())
      for (let slot = 0; slot < model.dModel; slot++) {
        const when = { layer: 5, part: 'feed-forward' } as const;
        for (const term of contributionsOf(run.stopped, position, when, slot).terms) {
          assert.ok(term.by === 'neuron' && term.gate > 0);
          assert.equal(term.number, term.weight * (term.gate * term.value));
          neurons++;
        }
      }
    assert.ok(neurons > 100);
  });

  it('says what numbers mean, by the names of their slots', () => {
    const position = find('i32.mul');
    const residual = residualOf(run.stopped, position, position - 1);
    const last = residual.moments.length - 1;
    assert.match(slotAt(residual, 4, 'pc').meaning, /^\S+ in \$?square$/);
    assert.equal(slotAt(residual, 2, 'kind of operation').meaning, 'mul');
    assert.equal(slotAt(residual, 6, 'stack depth').meaning, '2 operands');
    assert.equal(slotAt(residual, 0, 'is operation').meaning, 'yes');
    assert.equal(slotAt(residual, last, 'next token: operation').meaning, 'none');
    assert.equal(residual.against?.position, position - 1);
    assert.deepEqual(
      residual.moments[last].against?.values,
      residualOf(run.stopped, position - 1).moments[last].values,
    );
  });

  it('gives meanings to slots that there are', () => {
    const names = new Set(run.model.layers.flatMap(({ slots }) => slots.flat()));
    assert.deepEqual(
      Object.keys(MEANINGS).filter((name) => !names.has(name)),
      [],
    );
  });

  it('the lens gives the logits of every moment, and in the end what the model says next', () => {
    const hull = createHullExecutor(run.model);
    run.tokens.forEach((token, position) => {
      hull.append(token);
      if (position < run.begin - 1 || position % 7 !== 0) return;
      const { chosen, came, moments, margin } = lensOf(run.stopped.context, position, 3);
      assert.equal(chosen.token, hull.predict());
      assert.equal(came, position + 1 < run.tokens.length ? textAt(position + 1) : undefined);
      moments.forEach(({ top, logit, before }, m) => {
        const x = run.dense(position).residual(m >> 1, m % 2 === 1);
        const logits = run.model.tokens.map((_, id) => logitOf(run, id, x));
        const order = logits.map((_, id) => id).sort((a, b) => logits[b] - logits[a] || a - b);
        assert.deepEqual(
          top.map(({ token, logit }) => [token, logit]),
          order.slice(0, 3).map((id) => [id, logits[id]]),
        );
        assert.equal(logit, logits[chosen.token]);
        assert.equal(before, order.indexOf(chosen.token));
      });
      const { top } = moments[moments.length - 1];
      assert.equal(margin, top[0].logit - top[1].logit);
    });
  });

  it('finds the same instruction when it ran before', () => {
    const last = find('i32.mul');
    const earlier = run.tokens.lastIndexOf(run.tokens[last], last - 1);
    assert.equal(sameBefore(run.stopped, last).position, earlier);
    assert.equal(sameBefore(run.stopped, last + 2).position, earlier + 2);
    assert.equal(sameBefore(run.stopped, run.tokens.indexOf(run.tokens[last])).position, undefined);
    assert.equal(sameBefore(run.stopped, 5).position, undefined);
  });
});

function logitOf({ model }: SmallRun, id: number, x: Float64Array): number {
  let sum = 0;
  for (let slot = 0; slot < model.dModel; slot++)
    sum += model.unembedding[id * model.dModel + slot] * x[slot];
  return sum;
}
