/** The heads in a browser, with the numbers of a real run. */
import assert from 'node:assert/strict';
import { headUse } from '../../../../src/debugger/inside/head-use';
import { headsAt } from '../../../../src/debugger/inside/heads';
import { hullKeyAt } from '../../../../src/debugger/inside/hull';
import { outlineOf } from '../../../../src/debugger/inside/model';
import { placeOf } from '../../../../src/debugger/inside/place';
import { readersOf } from '../../../../src/debugger/inside/readers';
import { ROLES } from '../../../../src/views/inside/heads/roles';
import { type SmallRun, smallRun } from '../../../debugger/inside/small-run';
import { PATIENCE } from '../../../patience';
import { type InsideDriver, type Made, openInside } from '../inside-driver';

describe('the view of the heads', function () {
  this.timeout(3 * PATIENCE);
  let run: SmallRun;
  let inside: InsideDriver;
  /** The last addition. */
  let adds: number;

  before(async () => {
    run = await smallRun();
    adds = run.tokens.findLastIndex((token) => run.model.tokens[token].text === 'i32.add');
    inside = await openInside(answersOf(run), { width: 1000, height: 760 });
    await inside.show('heads');
    await inside.stand(adds + 1, run.tokens.length);
    await cell('L4H1').waitFor();
  });
  after(() => inside?.close());

  const cell = (name: string) => inside.page.locator(`[data-head="${name}"]`);
  const card = () => inside.page.locator('.head-card');
  const selected = () => inside.selections.selected.selection;
  const text = async () => (await card().innerText()).replaceAll(/\s+/g, ' ');

  it('has a cell for each head, in a look of its role, that says what it is', async () => {
    const { layers } = run.model;
    const count = layers.reduce((sum, { heads }) => sum + heads.length, 0);
    assert.equal(await inside.page.getByRole('gridcell').count(), count);
    for (const { role, name } of layers.flatMap(({ heads }) => heads))
      assert.ok(Object.hasOwn(ROLES, role), `${name} has the role "${role}"`);
    await inside.page.locator('[data-head="L4H1"].now').waitFor();
    const label = await cell('L4H1').getAttribute('aria-label');
    assert.match(label ?? '', /^L4H1 stack: top \(Stack\), finds the top operand.*matters now/);
    assert.match((await cell('L7H0').getAttribute('class')) ?? '', /\bidle\b/);
  });

  it('tells of one what the dense pass gives', async () => {
    await cell('L4H1').click();
    await card().waitFor();
    const { query, winner, key, score, runnerUp, value } = run.dense(adds).attend(4, 1);
    const shown = await text();
    const grouped = (n: number) => n.toLocaleString('en-US');
    const pair = ([a, b]: readonly number[]) => `(${grouped(a)}, ${grouped(b)})`;
    for (const part of [
      `Query ${pair(query)}`,
      `Winner ${grouped(winner)} ${run.model.tokens[run.tokens[winner]].text}`,
      `key ${pair(key)}, score ${grouped(score)}`,
      `pointer = ${grouped(value[0])}`,
      `margin ${grouped(score - (runnerUp?.score ?? Number.NaN))}`,
      'Here it matters for the next token',
    ])
      assert.ok(shown.includes(part), `${part}\n${shown}`);
    await inside.picture('inside-heads-wide');
  });

  it('leads to the token that a head read, and back to who read it', async () => {
    const { winner } = run.dense(adds).attend(4, 1);
    await card().locator('.token').first().click();
    await inside.page.locator('.path', { hasText: `Token ${winner}` }).waitFor();
    assert.deepEqual(selected(), { position: winner, layer: 4, head: 1 });
    const readers = inside.page.getByRole('region', { name: 'Who reads this token' });
    const row = readers.locator('li', { hasText: 'i32.add' }).first();
    await row.getByText('L4H1 stack: top').click();
    assert.equal(selected()?.head, 1);
    assert.equal(run.model.tokens[run.tokens[selected()?.position ?? 0]].text, 'i32.add');
    inside.selections.select({ position: adds, layer: 4, head: 1 });
  });

  it('is walked by arrows', async () => {
    await cell('L4H1').click();
    for (const [key, expected] of [
      ['ArrowRight', 'L4H2'],
      ['ArrowDown', 'L5H2'],
      ['End', 'L5H14'],
      ['ArrowUp', 'L4H3'],
      ['Home', 'L4H0'],
    ] as const) {
      await inside.page.keyboard.press(key);
      await inside.page.locator(`[data-head="${expected}"][aria-selected=true]`).waitFor();
    }
    assert.equal(await inside.page.locator('.cell[tabindex="0"]').count(), 1);
  });

  it('finds heads by name and by role', async () => {
    const { page } = inside;
    const others = (count: number) =>
      page.waitForFunction((n) => document.querySelectorAll('.cell.other').length === n, count);
    const all = await page.locator('.cell').count();
    await page.getByRole('searchbox').fill('bank');
    await others(all - 4);
    await page.getByText(`4 of ${all} heads`).waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Stack', exact: true }).click();
    await others(all - 3);
    await page.getByRole('button', { name: 'Stack', exact: true }).click();
    await others(0);
  });

  it('leads to the hull of the head', async () => {
    await cell('L4H1').click();
    await card().getByText('Show Its Hull').click();
    await inside.page.locator('#tab-hull[aria-selected=true]').waitFor();
    await inside.show('heads');
  });

  it('leads to the export of heads', async () => {
    await inside.page.getByRole('button', { name: 'Export heads…' }).click();
    assert.ok(await inside.heard('exportHeads'));
  });

  it('is saved as a drawing that stands alone', async () => {
    await cell('L4H1').click();
    inside.said.length = 0;
    await inside.page.locator('.menu summary').click();
    await inside.page.getByText('As SVG').click();
    const { picture } = await inside.heard('save');
    assert.match(picture.content, /^<svg [^>]*data-picture="heads"/);
    assert.match(picture.content, /stroke="rgb\(/);
    assert(!picture.content.includes('var(--'));
  });

  it('looks right in other themes and widths', async () => {
    const { page } = inside;
    for (const theme of ['dark', 'contrast'] as const) {
      await inside.theme(theme);
      await inside.picture(`inside-heads-${theme}`);
    }
    await inside.theme('light');
    await page.setViewportSize({ width: 300, height: 900 });
    await page.waitForFunction(() => {
      const drawing = document.querySelector('.heads-grid');
      return drawing !== null && drawing.getBoundingClientRect().right <= innerWidth;
    });
    await inside.picture('inside-heads-narrow');
    assert.deepEqual(inside.problems, []);
  });
});

function answersOf({ stopped, begin }: SmallRun): Made {
  const { context } = stopped;
  return {
    'stepformer.model': () => outlineOf(context.model),
    'stepformer.token': ({ position }) => placeOf(stopped, position),
    'stepformer.heads': ({ position }) => headsAt(stopped, position),
    'stepformer.headUse': ({ until, last }) => headUse(context, begin - 1, until, last),
    'stepformer.readers': ({ position, from, to }) => readersOf(stopped, position, from, to),
    'stepformer.hullKey': (asks) => hullKeyAt(stopped, asks),
  };
}
