/** The view of interventions in a browser, over a real debug session. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Timeline } from '../../../src/protocol/travel';
import type { Client } from '../../debugger/client';
import { type Ask, atEnd, end } from '../../debugger/inside/at-end';
import { STORIES } from '../../debugger/story';
import type { Theme } from '../themes';
import { type InsideDriver, type Made, openInside } from './inside-driver';

const REQUESTS = [
  'stepformer.model',
  'stepformer.token',
  'stepformer.intervene',
  'stepformer.intervention',
  'stepformer.experiments',
] as const;

describe('the view of interventions', () => {
  let client: Client;
  let ask: Ask;
  let recorded: number;
  let made: Made;
  let inside: InsideDriver;
  let position: number;

  const $ = (selector: string) => inside.page.locator(selector);
  const button = (name: string | RegExp) => inside.page.getByRole('button', { name, exact: true });
  const verdict = (text: string | RegExp) => $('.verdict').filter({ hasText: text }).waitFor();
  const removeAll = async () => {
    for (let left = await $('.planned li').count(); left > 0; left--)
      await button(/^Remove/)
        .first()
        .click();
  };
  const open = async (theme: Theme, width: number, height = 900) => {
    inside = await openInside(made, { width, height, theme });
    inside.page.setDefaultTimeout(8000);
    await inside.show('intervene');
    await inside.stand(recorded);
    inside.selections.select({ position, layer: 3, head: 1 });
  };

  before(async () => {
    ({ client, ask, recorded } = await atEnd(path.join(STORIES, 'hello.c')));
    made = Object.fromEntries(
      REQUESTS.map((request) => [request, (asks: never) => ask(request, asks)]),
    ) as Made;
    position = recorded - 2000;
    await open('light', 1000);
  });
  after(async () => {
    await inside?.close();
    await end(client);
  });

  it('invites to three experiments, and runs the one that is chosen', async () => {
    const { experiments } = await ask('stepformer.experiments', { position });
    await $('.experiments li').getByText(experiments[1].title).waitFor();
    assert.deepEqual(
      await $('.experiments h3').allTextContents(),
      experiments.map(({ title }) => title),
    );
    await inside.picture('intervene-experiments');
    await $('.experiments li').first().getByRole('button').click();
    const { first, differing } = await ask('stepformer.intervene', {
      ...{ position: experiments[0].position, interventions: experiments[0].interventions },
      tokens: 2000,
    });
    assert.ok(first);
    await verdict(`first differs at token ${first.position.toLocaleString('en-US')}`);
    await verdict(`${differing.toLocaleString('en-US')} of 2,000 tokens differ`);
    await verdict('The real run is untouched');
  });

  it('shows both runs side by side, with the first difference marked', async () => {
    await $('tr.first').waitFor();
    assert.match(await $('tr.first').innerText(), /≠/);
    const marks = await $('.sides .mark').allTextContents();
    assert.equal(marks.length, 40);
    const before = marks.indexOf('≠');
    assert.equal(await $('.sides tbody tr').nth(before).getAttribute('class'), 'differs first');
    await inside.picture('intervene-light');
    await button('End').click();
    await inside.page.waitForTimeout(300);
    assert.equal(await $('.sides tbody tr').count(), 40);
    await button('First difference').click();
    await $('tr.first').waitFor();
  });

  it('leads to a token of the real run', async () => {
    inside.said.length = 0;
    await $('tr.first th button').click();
    const { selection } = await inside.heard('select');
    const { position } = selection;
    const text = new RegExp(`^${position.toLocaleString('en-US')}$`);
    await $('tr[aria-current] th').filter({ hasText: text }).waitFor();
  });

  it('removes, undoes and does again', async () => {
    await button(/^Remove: ablate/).click();
    await $('.planned li').waitFor({ state: 'detached' });
    await button('Undo').click();
    await $('.planned li').waitFor();
    await button('Redo').click();
    await $('.planned li').waitFor({ state: 'detached' });
    await button('Undo').click();
    await button(/^Remove: ablate/).click();
  });

  it('tells what is to be changed before it is added, and says plainly when it changes nothing', async () => {
    const what = inside.page.getByLabel('What', { exact: true });
    await what.selectOption('slot');
    await inside.page.getByLabel('Where').selectOption({ label: 'at the end' });
    await inside.page.getByLabel('Slot').selectOption('0');
    await inside.page.getByLabel('Value').fill('2');
    await $('.told').filter({ hasText: 'slot 0' }).filter({ hasText: 'it is 1' }).waitFor();
    await inside.page.getByLabel('Value').fill('1');
    await $('.told').filter({ hasText: 'so that this changes nothing' }).waitFor();
    await button('Add').click();
    await $('.planned li').filter({ hasText: 'slot 0' }).waitFor();
    await button('Run').click();
    await verdict(/The next [\d,]+ tokens are the same.*makes no difference/);
    await inside.picture('intervene-same');
  });

  it('says what is wrong with what is filled in', async () => {
    await inside.page.getByLabel('What', { exact: true }).selectOption('token');
    await inside.page.getByLabel('Token', { exact: true }).fill('i32.ad');
    await $('.told .wrong').filter({ hasText: 'choose one such as "i32.add"' }).waitFor();
    assert.ok(await button('Add').isDisabled());
  });

  it('has fields for each matrix', async () => {
    await inside.page.getByLabel('What', { exact: true }).selectOption('weight');
    for (const matrix of ['query', 'output', 'gate', 'neuron output']) {
      await inside.page.getByLabel('Matrix').selectOption(matrix);
      await $('.told strong').waitFor();
      assert.ok(await button('Add').isEnabled(), matrix);
    }
    await inside.picture('intervene-weight');
  });

  it('stops a long run, and goes on with what there is of it', async () => {
    const whole = made['stepformer.intervene'];
    let stop = (_tokens: number): void => assert.fail('nothing is under way');
    made['stepformer.intervene'] = async (asked) => {
      if (asked.tokens < 10_000) return whole?.(asked) as never;
      const tokens = await new Promise<number>((resolve) => {
        stop = resolve;
      });
      return whole?.({ ...asked, tokens }) as never;
    };
    made['stepformer.interveneStop'] = () => {
      stop(1234);
      return { tokens: 1234 };
    };
    await removeAll();
    await $('.experiments li').first().getByRole('button').click();
    await button('run it for 10,000 tokens').click();
    await $('.under-way').filter({ hasText: '10,000 tokens' }).waitFor();
    await inside.picture('intervene-running');
    await button('Stop').click();
    await $('.under-way').waitFor({ state: 'detached' });
    await verdict(/1,234 tokens/);
    made['stepformer.intervene'] = whole;
  });

  it('marks where the outputs part', async () => {
    const { begin } = (await client.request('stepformer.timeline', { buckets: 1 })) as Timeline;
    const { positions } = await ask('stepformer.find', {
      what: { kind: 'text', text: 'stdout ' },
      ...{ from: begin, direction: 'forward', limit: 1 },
    });
    inside.selections.select({ position: positions[0] - 1 });
    for (let left = await $('.planned li').count(); left > 0; left--)
      await button(/^Remove/)
        .first()
        .click();
    await inside.page.getByLabel('What', { exact: true }).selectOption('token');
    await inside.page.getByLabel('Token', { exact: true }).fill('stdout 58');
    await button('Add').click();
    await button('Run').click();
    await $('.outputs mark').nth(1).waitFor();
    assert.deepEqual(await $('.outputs mark').allTextContents(), ['h', 'X']);
    assert.match(await $('.outputs figcaption').first().innerText(), /byte 1 differs/);
    await inside.picture('intervene-outputs');
  });

  it('breaks neither its content policy nor anything else', () => {
    assert.deepEqual(inside.problems, []);
  });

  for (const [theme, width] of [
    ['dark', 1400],
    ['contrast', 1000],
    ['light', 300],
  ] as const)
    it(`is seen in ${theme} at ${width} pixels`, async () => {
      await inside.close();
      await open(theme, width, 1100);
      await $('.experiments li').nth(1).getByRole('button').click();
      await $('tr.first').waitFor();
      await inside.picture(`intervene-${theme}-${width}`);
      const { scrollWidth, clientWidth } = await $('#view').evaluate(
        ({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }),
      );
      assert.ok(scrollWidth <= clientWidth, 'it is wider than the page');
    });
});
