/** A person who has just installed the extension takes the tour, in a real VS Code window with nothing made up. */
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { LINES } from '../debugger/inside/tour-session';
import { PATIENCE } from '../patience';
import { installEditor } from './install';
import { packageExtension } from './package';
import { startWorkbench, type Workbench } from './server';
import { stepByStep } from './steps';
import { confirmFile, openFolder, picture, runCommand, stopsAt } from './window';

/** Steps of the tour at which pictures are taken, counted from 1. */
const PICTURED = new Set([1, 2, 5, 6]);

describe('the guided tour in the workbench', function () {
  this.timeout(3 * PATIENCE);
  stepByStep();
  let workbench: Workbench;
  let page: Page;
  let inside: FrameLocator;

  before(async () => {
    const vsix = packageExtension();
    workbench = await startWorkbench(installEditor(), { vsix, files: { 'notes.txt': '' } });
    page = workbench.page;
    inside = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await openFolder(workbench);
  });
  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(page, 'tour-failed');
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
    const pick = (text: string) =>
      page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
    await pick('CPU Profile');
    await pick('All That Is Recorded');
    await confirmFile(page, path.join(workbench.folder, 'trace.cpuprofile'));
    const written = page.locator('.notifications-toasts', { hasText: 'trace.cpuprofile' });
    await written.getByRole('button', { name: 'Open' }).click();
    await page.locator('.tab[data-resource-name="trace.cpuprofile"]').waitFor();
    const profile = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await profile.getByText('main', { exact: false }).first().waitFor();
    await picture(page, 'export-profile');
  });
});
