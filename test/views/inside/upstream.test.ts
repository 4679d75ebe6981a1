/** The upstream view in a browser, over the real forward passes of a small program. */
import assert from 'node:assert/strict';
import { upstreamOf } from '../../../src/debugger/inside/upstream';
import type { Selection } from '../../../src/protocol/inside';
import type { Upstream } from '../../../src/protocol/upstream-requests';
import { type SmallRun, smallRun } from '../../debugger/inside/small-run';
import { eventually, PATIENCE } from '../../patience';
import { type InsideDriver, openInside } from './inside-driver';
import { answersOf } from './small-answers';

const FIRST = 25;

describe('the upstream view', function () {
  this.timeout(3 * PATIENCE);
  let run: SmallRun;
  let inside: InsideDriver;
  let position: number;
  let graph: Upstream;

  const $ = (selector: string) => inside.page.locator(selector);
  const picture = async (name: string) => {
    await inside.page.waitForTimeout(200);
    await inside.picture(`upstream-${name}`);
  };
  const selects = async (act: () => Promise<void>): Promise<Selection> => {
    inside.said.length = 0;
    await act();
    return (await inside.heard('select')).selection;
  };
  const titled = (text: string) => $('.node').filter({ hasText: text }).first();

  before(async () => {
    run = await smallRun();
    position = run.tokens.findLastIndex((token) => run.model.tokens[token].text === 'i32.div_u');
    graph = upstreamOf(run.stopped, { position, most: FIRST });
    inside = await openInside(answersOf(run), { width: 1200, height: 1000 });
    await inside.show('upstream');
    await inside.stand(run.tokens.length);
    inside.selections.select({ position });
    await $('.graph .node').first().waitFor();
    await titled('first numerator = 900').waitFor();
  });
  after(() => inside?.close());

  it('tells the decision in sentences, and draws what matters most', async () => {
    assert.deepEqual(await $('.words li').allInnerTexts(), graph.words);
    assert.equal(await $('.graph .node').count(), graph.nodes.length);
    await picture('light');
  });

  it('has the number of every edge, with its sign', async () => {
    const numbers = graph.nodes.flatMap(({ parts }) =>
      parts.flatMap(({ role, edges }) =>
        role === 'sum'
          ? edges.map(({ number }) => (number < 0 ? `−${-number}` : `+${number}`))
          : [],
      ),
    );
    const drawn = await $('.edge.more text, .edge.less text').allTextContents();
    assert.deepEqual(drawn.sort(), numbers.sort());
  });

  it('selects the head of a node, and stays at the decision', async () => {
    const node = graph.nodes.find(({ is, name }) => is === 'head' && name === 'y');
    assert.ok(node);
    const selected = await selects(() => titled('y = 900').click());
    assert.deepEqual([selected.layer, selected.head], [node.layer, node.head]);
    await $('.details').getByText('value of y').first().waitFor();
    const [far] = graph.nodes.filter(({ token }) => token.position < position);
    const before = await selects(() =>
      titled(`${far.name} = ${far.value}`)
        .filter({ hasText: `@${far.token.position}` })
        .click(),
    );
    assert.equal(before.position, far.token.position);
    assert.equal(await $('.graph .node').count(), graph.nodes.length);
  });

  it('shows more of a node, and folds it', async () => {
    const count = await $('.graph .node').count();
    const fold = titled('dividend = 900').locator('.fold');
    await fold.click();
    await eventually(async () => assert.ok((await $('.graph .node').count()) > count));
    await fold.click();
    await eventually(async () => assert.ok((await $('.graph .node').count()) < count));
    await fold.click();
  });

  it('tells the same as a tree, which is moved in by the arrows', async () => {
    await inside.page.getByRole('button', { name: 'Tree' }).click();
    const items = $('[role=treeitem]');
    await items.first().focus();
    await inside.page.keyboard.press('ArrowDown');
    assert.equal(await $('[role=treeitem]:focus').getAttribute('aria-level'), '2');
    const selected = await selects(() => inside.page.keyboard.press('Enter'));
    assert.equal(selected.layer, 10);
    await inside.page.keyboard.press('Home');
    const open = await items.count();
    await inside.page.keyboard.press('ArrowLeft');
    await eventually(async () => assert.equal(await items.count(), 1));
    await inside.page.keyboard.press('ArrowRight');
    await eventually(async () => assert.equal(await items.count(), open));
    await picture('tree');
    await inside.page.getByRole('button', { name: 'Tree' }).click();
  });

  it('compares with another token', async () => {
    const select = $('.upstream select');
    const [, other] = await select.locator('option').allTextContents();
    await select.selectOption({ label: other });
    await titled(`over ${other}`).waitFor();
  });

  it('keeps a node where it is while more is drawn around it', async () => {
    await inside.page.setViewportSize({ width: 600, height: 700 });
    const node = titled('y = 900');
    const place = async () => {
      const box = await node.boundingBox();
      return [box?.x, box?.y].map((n) => Math.round(n ?? Number.NaN));
    };
    await node.scrollIntoViewIfNeeded();
    await node.click();
    const nodes = await $('.graph .node').count();
    const before = await place();
    await node.locator('.fold').click();
    await eventually(async () => assert((await $('.graph .node').count()) > nodes));
    const after = await place();
    for (const i of [0, 1]) assert(Math.abs(after[i] - before[i]) <= 1, `${before} → ${after}`);
    await inside.page.setViewportSize({ width: 1200, height: 1000 });
  });

  it('is saved as a whole, also what is scrolled out of sight', async () => {
    const nodes = await $('.graph .node').count();
    inside.said.length = 0;
    await $('.menu summary').click();
    await inside.page.getByText('As SVG').click();
    const { picture } = await inside.heard('save');
    assert.match(picture.content, /^<svg [^>]*data-picture="upstream"/);
    assert(!picture.content.includes('var(--'));
    const saved = await inside.page.evaluate((content) => {
      const { documentElement } = new DOMParser().parseFromString(content, 'image/svg+xml');
      return documentElement.querySelectorAll('rect').length;
    }, picture.content);
    assert.equal(saved, nodes + 1, 'one for each node, and the ground');
  });

  it('is drawn in dark, in high contrast and where there is little room', async () => {
    for (const theme of ['dark', 'contrast'] as const) {
      await inside.theme(theme);
      await picture(theme);
    }
    await inside.theme('light');
    await inside.page.setViewportSize({ width: 300, height: 900 });
    await $('[role=treeitem]').first().waitFor();
    await picture('narrow');
    await inside.page.setViewportSize({ width: 1800, height: 1000 });
    await picture('wide');
  });

  it('breaks neither its content policy nor anything else', () => {
    assert.deepEqual(inside.problems, []);
  });
});
