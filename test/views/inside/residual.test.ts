/** The residual view in a browser, over the real forward passes of a small program. */
import assert from 'node:assert/strict';
import { lensOf } from '../../../src/debugger/inside/lens';
import { residualOf } from '../../../src/debugger/inside/residual';
import { sameBefore } from '../../../src/debugger/inside/same-before';
import { contributionsOf } from '../../../src/debugger/inside/written';
import type { Selection } from '../../../src/protocol/inside';
import { type SmallRun, smallRun } from '../../debugger/inside/small-run';
import { PATIENCE } from '../../patience';
import { type InsideDriver, openInside } from './inside-driver';
import { answersOf } from './small-answers';

describe('the residual view', function () {
  this.timeout(3 * PATIENCE);
  let run: SmallRun;
  let inside: InsideDriver;
  let position: number;

  const picture = async (name: string) => {
    await inside.page.waitForTimeout(200);
    await inside.picture(`residual-${name}`);
  };
  /** What is selected next by `act`. */
  const selects = async (act: () => Promise<void>): Promise<Selection> => {
    inside.said.length = 0;
    await act();
    return (await inside.heard('select')).selection;
  };
  const told = () => inside.page.locator('.told');
  const slot = (moment: number, name: string) =>
    residualOf(run.stopped, position).moments[moment].names.indexOf(name);

  before(async () => {
    run = await smallRun();
    position = run.tokens.findIndex(
      (token, at) => at > run.begin + 30 && run.model.tokens[token].text === 'i32.add',
    );
    inside = await openInside(answersOf(run), { width: 1200, height: 900 });
    await inside.show('residual');
    await inside.stand(run.tokens.length);
    inside.selections.select({ position, layer: 5, slot: slot(12, 'whole result') });
    await inside.page.locator('.heat-map').waitFor();
  });
  after(() => inside?.close());

  it('tells the cell of what is selected: name, number and meaning', async () => {
    await told().getByText('whole result').waitFor();
    const { values, meanings } = residualOf(run.stopped, position).moments[12];
    const selected = slot(12, 'whole result');
    const text = await told().innerText();
    assert.ok(text.includes(`= ${values[selected]} ${meanings[selected]}`), text);
    assert.match(text, /L5 feed-forward/);
    await picture('light');
  });

  it('tells who wrote it, and selects the neuron or head by its name', async () => {
    const terms = inside.page.locator('.terms li');
    await terms.first().waitFor();
    const { terms: expected } = contributionsOf(
      run.stopped,
      position,
      { layer: 5, part: 'feed-forward' },
      slot(12, 'whole result'),
    );
    assert.equal(await terms.count(), expected.length);
    const [term] = expected;
    assert.ok(term.by === 'neuron');
    const { layer, neuron } = await selects(() =>
      terms.first().getByRole('button').first().click(),
    );
    assert.deepEqual([layer, neuron], [5, term.neuron]);
  });

  it('moves among its cells with the arrows, and selects a slot with Enter', async () => {
    await inside.page.locator('.heat-map').focus();
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowLeft', 'ArrowLeft'])
      await inside.page.keyboard.press(key);
    await told()
      .getByText(`slot ${slot(12, 'whole result') - 1}`)
      .waitFor();
    await told().getByText('L5 attention').waitFor();
    const selected = await selects(() => inside.page.keyboard.press('Enter'));
    assert.equal(selected.slot, slot(12, 'whole result') - 1);
  });

  it('selects the slot that is clicked', async () => {
    const box = await inside.page.locator('.heat-map').boundingBox();
    assert.ok(box);
    const selected = await selects(() => inside.page.mouse.click(box.x + 300, box.y + 60));
    assert.ok(selected.slot !== undefined);
    await told().getByText(`slot ${selected.slot}`).waitFor();
  });

  it('has the logit lens beside it, which ends in the token that is chosen', async () => {
    const { chosen, moments } = lensOf(run.stopped.context, position, 1);
    const texts = await inside.page.locator('.heat-map .lens text').allTextContents();
    assert.deepEqual(
      texts,
      moments.map(({ top: [{ token, text }] }) => `${token === chosen.token ? '●' : '○'} ${text}`),
    );
    assert.equal(texts.at(-1), `● ${chosen.text}`);
  });

  it('compares with the last run of the same instruction', async () => {
    await inside.page.getByLabel('compare with').selectOption('same');
    await told().getByText('other:').waitFor();
    const other = sameBefore(run.stopped, position).position;
    assert.ok(other !== undefined);
    await inside.page.getByText(`token ${other}`, { exact: true }).waitFor();
    await picture('difference');
    await inside.page.getByLabel('compare with').selectOption('nothing');
    await told().getByText('other:').waitFor({ state: 'detached' });
  });

  it('has a list of the slots that can be searched', async () => {
    await inside.page.getByRole('button', { name: 'List' }).click();
    const rows = inside.page.locator('.list tbody tr');
    await inside.page.locator('.list select').selectOption({ label: 'L5 attention' });
    await inside.page.getByRole('searchbox').fill('value of y');
    await inside.page.getByText('No slot in use here').waitFor();
    await inside.page.getByRole('searchbox').fill('pointer of');
    await rows.nth(2).waitFor();
    await picture('list');
    const selected = await selects(() => rows.first().getByRole('button').click());
    assert.equal(selected.slot, slot(11, 'pointer of x'));
    await inside.page.getByRole('button', { name: 'List' }).click();
  });

  it('is drawn in dark, in high contrast and where there is little room', async () => {
    inside.selections.select({ position, layer: 6, slot: slot(12, 'whole result') });
    for (const theme of ['dark', 'contrast'] as const) {
      await inside.theme(theme);
      await picture(theme);
    }
    await inside.theme('light');
    await inside.page.setViewportSize({ width: 300, height: 900 });
    await inside.page.locator('.heat-map').waitFor();
    await picture('narrow');
    const width = await inside.page.evaluate(
      'document.documentElement.scrollWidth - document.querySelector("#view").clientWidth',
    );
    assert.ok(Number(width) <= 0, 'it is wider than its place');
    await inside.page.setViewportSize({ width: 1800, height: 1000 });
    await picture('wide');
  });

  it('breaks neither its content policy nor anything else', () => {
    assert.deepEqual(inside.problems, []);
  });
});
