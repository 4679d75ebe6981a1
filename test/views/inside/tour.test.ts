/** The guided tour in a browser, over the real debug adapter: walked from its first step to its last. */
import assert from 'node:assert/strict';
import { STEPS } from '../../../src/views/inside/tour/steps';
import type { Client } from '../../debugger/client';
import { TOUR, tourSession } from '../../debugger/inside/tour-session';
import { eventually, PATIENCE } from '../../patience';
import { type InsideDriver, type Made, openInside } from './inside-driver';

describe('the guided tour in the page', function () {
  this.timeout(3 * PATIENCE);
  let client: Client;
  let inside: InsideDriver;
  let now: number;

  before(async () => {
    client = await tourSession();
    const made = new Proxy<Made>(
      {},
      { get: (_, request: string) => (asks: object) => client.request(request, asks) },
    );
    inside = await openInside(made, { width: 1100, height: 800 });
    ({ position: now } = await client.request<{ position: number }>('stepformer.here'));
    await inside.stand(now);
  });
  after(async () => {
    await inside?.close();
    await client?.request('disconnect');
    client?.close();
  });

  const strip = () => inside.page.locator('.tour');
  /** The extension's part: another step, or none. */
  const follow = async (press: string) => {
    inside.said.length = 0;
    await strip().getByRole('button', { name: press }).click();
    const { step } = await inside.heard('tour');
    await inside.post({ type: 'tour', tour: step === undefined ? undefined : { ...TOUR, step } });
    return step;
  };

  it('is not there before it is taken', async () => {
    assert.equal(await strip().count(), 0);
    await inside.post({ type: 'tour', tour: TOUR });
    await strip().waitFor();
  });

  for (const [i, step] of STEPS.entries())
    it(`step ${i + 1} selects and shows what it tells of: ${step.title}`, async () => {
      if (i > 0) assert.equal(await follow('Next'), i);
      await strip()
        .getByText(`Step ${i + 1} of ${STEPS.length}`)
        .waitFor();
      await eventually(async () => {
        const text = await strip().locator('p').innerText();
        assert.ok(text.length > 100, text);
        const tab = inside.page.locator('[role=tab][aria-selected=true]');
        assert.equal(await tab.getAttribute('id'), `tab-${step.view}`);
        assert.notEqual(inside.selections.selected.selection?.position, now - 1);
      });
      await inside.page.waitForTimeout(300);
      await inside.picture(`tour-${i + 1}`);
    });

  it('shows the slot in which the sum lies', async () => {
    await inside.post({ type: 'tour', tour: { ...TOUR, step: 4 } });
    await inside.page.locator('.told', { hasText: /whole result = 342/ }).waitFor();
    await inside.post({ type: 'tour', tour: { ...TOUR, step: STEPS.length - 1 } });
  });

  it('goes back, and ends', async () => {
    assert.equal(await follow('Back'), STEPS.length - 2);
    assert.equal(await follow('Next'), STEPS.length - 1);
    assert.equal(await follow('Finish'), undefined);
    await strip().waitFor({ state: 'detached' });
  });

  for (const theme of ['dark', 'contrast'] as const)
    it(`is drawn in ${theme}, and in a narrow page`, async () => {
      await inside.theme(theme);
      await inside.post({ type: 'tour', tour: { ...TOUR, step: 1 } });
      await strip().waitFor();
      await inside.picture(`tour-${theme}`);
      await inside.page.setViewportSize({ width: 300, height: 700 });
      await inside.picture(`tour-narrow-${theme}`);
      await inside.page.setViewportSize({ width: 1100, height: 800 });
    });

  it('breaks no rule of the page', () => assert.deepEqual(inside.problems, []));
});
