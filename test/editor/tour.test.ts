/** A person who has just installed the extension takes the tour, in a real VS Code window with nothing made up. */
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { LINES } from '../debugger/inside/tour-session';
import type { Workbench } from './server';
import { inWindow } from './steps';
import { choice, confirmFile, picture, runCommand, stopsAt } from './window';

/** Steps of the tour at which pictures are taken, counted from 1. */
const PICTURED = new Set([1, 2, 5, 6]);

describe('the guided tour in the workbench', () => {
  let workbench: Workbench;
  let page: Page;
  let inside: FrameLocator;

  inWindow({
    name: 'tour',
    files: { 'notes.txt': '' },
    opened: (opened) => {
      ({ workbench, page, view: inside } = opened);
    },
  });

  it('one command opens the sample, runs it to the line, and begins', async () => {
    await runCommand(page, 'Stepformer: Take the Tour');
    await stopsAt(page, LINES.get('stop') as number);
    await inside.locator('.tour', { hasText: 'Step 1 of 9' }).waitFor();
    await inside.locator('.tour', { hasText: 'i32.add' }).waitFor();
  });

  it('is walked to its end, and the line that a step tells of is marked in the sample', async () => {
    for (let step = 1; step <= 9; step++) {
      await inside.locator('.tour', { hasText: `Step ${step} of 9` }).waitFor();
      await inside.locator('.tour p', { hasText: /\w{3}/ }).waitFor();
      if (PICTURED.has(step)) {
        await page.waitForTimeout(1_000);
        await picture(page, `tour-step-${step}`);
      }
      const strip = inside.locator('.tour');
      await strip.getByRole('button', { name: step < 9 ? 'Next' : 'Finish' }).click();
    }
    await inside.locator('.tour').waitFor({ state: 'detached' });
  });

  it('the trace is exported as a profile, which VS Code shows', async () => {
    await runCommand(page, 'Stepformer: Export Trace…');
    await choice(page, 'CPU Profile').click();
    await choice(page, 'All That Is Recorded').click();
    await confirmFile(page, path.join(workbench.folder, 'trace.cpuprofile'));
    const written = page.locator('.notifications-toasts', { hasText: 'trace.cpuprofile' });
    await written.getByRole('button', { name: 'Open' }).click();
    await page.locator('.tab[data-resource-name="trace.cpuprofile"]').waitFor();
    const profile = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await profile.getByText('main', { exact: false }).first().waitFor();
    await picture(page, 'export-profile');
  });
});
