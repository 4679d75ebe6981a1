/** The hull view in a browser, over the real forward passes of a small program. */
import assert from 'node:assert/strict';
import { hullAt } from '../../../src/debugger/inside/hull';
import type { KeyKind } from '../../../src/protocol/hull-requests';
import type { Selection } from '../../../src/protocol/inside';
import { type SmallRun, smallRun } from '../../debugger/inside/small-run';
import { eventually, PATIENCE } from '../../patience';
import { type InsideDriver, openInside } from './inside-driver';
import { answersOf } from './small-answers';

describe('the hull view', function () {
  this.timeout(3 * PATIENCE);
  let run: SmallRun;
  let inside: InsideDriver;
  let position: number;

  const picture = async (name: string) => {
    await inside.page.waitForTimeout(200);
    await inside.picture(`hull-${name}`);
  };
  const plot = () => inside.page.locator('.plot');
  const asked = () => inside.questions.filter(({ request }) => request === 'stepformer.hull');
  /** What is selected next by `act`. */
  const selects = async (act: () => Promise<void>): Promise<Selection> => {
    inside.said.length = 0;
    await act();
    return (await inside.heard('select')).selection;
  };
  const headOf = (name: string) => {
    const { layers } = run.model;
    const layer = layers.findIndex(({ heads }) => heads.some((head) => head.name === name));
    return { layer, head: layers[layer].heads.findIndex((head) => head.name === name) };
  };
  const show = async (name: string) => {
    inside.selections.select({ position, ...headOf(name) });
    await inside.page.locator(`.picker input[placeholder*="${name}"]`).waitFor();
    await inside.page.waitForTimeout(100);
  };

  before(async () => {
    run = await smallRun();
    position = run.tokens.findIndex(
      (token, at) => at > run.begin + 30 && run.model.tokens[token].text.startsWith('local.get'),
    );
    inside = await openInside(answersOf(run), { width: 1000, height: 800 });
    await inside.show('hull');
    await inside.stand(run.tokens.length);
  });
  after(() => inside?.close());
  afterEach(() => assert.deepEqual(inside.problems, []));

  it('begins with a head that finds writes, and says what it decides', async () => {
    const { layers } = run.model;
    const kinds = layers.map(({ heads }, l) =>
      heads.map((_, h): KeyKind => run.stopped.context.keys.kind(l, h)),
    );
    const layer = kinds.findIndex((row) => row.includes('addresses'));
    const name = layers[layer].heads[kinds[layer].indexOf('addresses')].name;
    await inside.page.locator(`.picker input[placeholder*="${name}"]`).waitFor();
    await inside.page.getByText('It asks for address').waitFor();
  });

  it('draws the winner where its score touches the tangent, and the margin to the runner-up', async () => {
    await show('local or global');
    const hull = hullAt(run.stopped, { ...headOf('local or global'), position });
    const { runnerUp } = hull;
    assert.ok(runnerUp);
    await plot().getByText(`winner: token ${hull.winner.place.position}`).waitFor();
    await plot().getByText(`runner-up: token ${runnerUp.place.position}`).waitFor();
    await plot().getByText(`margin ${runnerUp.below}`).waitFor();
    const y = (of: string, attribute: string) =>
      plot().locator(of).first().getAttribute(attribute).then(Number);
    const tangent = await y('.tangent', 'y1');
    assert.equal(await y('.tangent', 'y2'), tangent);
    const placed = await plot().locator('.winner > path').getAttribute('transform');
    assert.match(placed ?? '', new RegExp(`,${tangent}\\)`));
    assert.ok((await y('.parallel', 'y1')) > tangent);
    assert.equal(
      await plot().locator('path.corner, path.several').count(),
      hull.points.across.length,
    );
    await picture('address');
  });

  it('zooms and pans with keys and the wheel, asks for what is shown, and finds back', async () => {
    await show('next operation');
    await plot().focus();
    const before = asked().length;
    for (const key of ['-', '-', '-', 'ArrowRight']) await inside.page.keyboard.press(key);
    await inside.page.waitForTimeout(200);
    const [first, last] = [asked()[before], asked().at(-1)];
    assert.ok(first && last?.request === 'stepformer.hull' && last.asks.from !== undefined);
    const box = await plot().boundingBox();
    assert.ok(box);
    await inside.page.mouse.move(box.x + box.width / 2, box.y + 100);
    await inside.page.mouse.wheel(0, 600);
    await inside.page.waitForTimeout(200);
    const wider = asked().at(-1);
    assert.ok(wider?.request === 'stepformer.hull');
    const span = ({ from = 0, to = 0 }: { from?: number; to?: number }) => to - from;
    assert.ok(span(wider.asks) > span(last.asks));
    await plot().focus();
    await inside.page.keyboard.press('0');
    await inside.page.waitForTimeout(200);
    const back = asked().at(-1);
    assert.ok(back?.request === 'stepformer.hull' && back.asks.from === undefined);
  });

  it('shows the same part of the keys when it is shown again', async () => {
    await show('next operation');
    await plot().focus();
    for (const key of ['-', '-', '-']) await inside.page.keyboard.press(key);
    await inside.page.waitForTimeout(200);
    const last = asked().at(-1)?.asks;
    await inside.show('heads');
    await plot().waitFor({ state: 'detached' });
    await inside.show('hull');
    await plot().waitFor();
    await eventually(() => assert.deepEqual(asked().at(-1)?.asks, last));
    await plot().focus();
    await inside.page.keyboard.press('0');
  });

  it('tells of the key under the pointer, goes from key to key, and selects a token', async () => {
    await show('local or global');
    await plot().focus();
    await inside.page.keyboard.press('Shift+ArrowRight');
    const here = inside.page.locator('.told tr', { hasText: 'here' });
    await here.waitFor();
    const token = Number((await here.getByRole('button').first().textContent())?.replace(',', ''));
    const selected = await selects(() => inside.page.keyboard.press('Enter'));
    assert.deepEqual(selected, { position: token, ...headOf('local or global') });
  });

  it('finds a head by its name', async () => {
    await inside.page.locator('.picker input').click();
    await inside.page.keyboard.type('memory 2');
    await inside.page.getByRole('option', { name: 'memory bank 2' }).waitFor();
    const selected = await selects(() => inside.page.keyboard.press('Enter'));
    assert.deepEqual({ layer: selected.layer, head: selected.head }, headOf('memory bank 2'));
  });

  it('plays through the tokens no faster than ten a second, and stops', async () => {
    inside.selections.select({ position: run.begin + 2, ...headOf('stack: top') });
    await inside.page.waitForTimeout(200);
    inside.said.length = 0;
    await inside.page.getByRole('button', { name: 'Play' }).click();
    await inside.page.waitForTimeout(1000);
    await inside.page.getByRole('button', { name: 'Stop' }).click();
    const moves = inside.said.filter(({ type }) => type === 'select').length;
    assert.ok(moves >= 2 && moves <= 11, `${moves}`);
  });

  it('says of an averaging head that all keys tie, and what the mean is of', async () => {
    await show('mean of pc, stack depth');
    const { averages } = hullAt(run.stopped, { ...headOf('mean of pc, stack depth'), position });
    assert.equal(await inside.page.locator('svg.mean').count(), averages.length);
    await inside.page.getByText(`= ${averages[0].sum} / ${position + 1}`).waitFor();
    await picture('mean');
  });

  it('draws a head whose first coordinate decides over time, and the plane of keys as it is', async () => {
    await show('controls: p1, p2');
    await inside.page.getByText('first coordinate').first().waitFor();
    await picture('flat');
    await inside.page.getByRole('button', { name: 'Raw coordinates' }).click();
    await plot().getByText('second').waitFor();
    await show('local or global');
    await plot().getByText('second coordinate').waitFor();
    await picture('raw');
    await inside.page.getByRole('button', { name: 'Raw coordinates' }).click();
  });

  it('is drawn in dark, in high contrast and where there is little room', async () => {
    await show('local or global');
    for (const theme of ['dark', 'contrast'] as const) {
      await inside.theme(theme);
      await picture(theme);
    }
    await inside.theme('light');
    await inside.page.setViewportSize({ width: 300, height: 900 });
    await picture('narrow');
    const overflow = await inside.page.evaluate(
      'document.querySelector("#view").scrollWidth - document.querySelector("#view").clientWidth',
    );
    assert.equal(overflow, 0);
  });
});
