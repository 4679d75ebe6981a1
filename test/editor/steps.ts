/** Suites whose tests are the steps of one story, each going on from the one before. */
import type { FrameLocator, Page } from 'playwright-core';
import { PATIENCE } from '../patience';
import { installEditor } from './install';
import { packageExtension } from './package';
import { type Profile, startWorkbench, type Workbench } from './server';
import { openFolder, picture } from './window';

export interface Opened {
  readonly workbench: Workbench;
  readonly page: Page;
  /** The page of the extension that is shown. */
  readonly view: FrameLocator;
}

interface Window extends Pick<Profile, 'files'> {
  /** The picture of a step that fails is `NAME-failed`. */
  readonly name: string;
  /** Called when the window is open, before the first step. */
  readonly opened: (window: Opened) => void | Promise<void>;
}

/**
 * To be called in a suite: its steps are taken in a real window with the packaged extension. When a step fails, the
 * rest of this suite is skipped. Mocha's own `bail` would skip it after a failure of any other suite as well.
 */
export function inWindow({ name, files, opened }: Window): void {
  let workbench: Workbench | undefined;
  let failed = false;

  before(async function () {
    this.timeout(3 * PATIENCE);
    workbench = await startWorkbench(installEditor(), { vsix: packageExtension(), files });
    const { page } = workbench;
    const view = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    try {
      await openFolder(workbench);
      await opened({ workbench, page, view });
    } catch (error) {
      await picture(page, `${name}-failed`);
      throw error;
    }
  });
  after(() => workbench?.close());

  beforeEach(function () {
    if (failed) this.skip();
    this.currentTest?.timeout(3 * PATIENCE);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    failed = true;
    if (workbench) await picture(workbench.page, `${name}-failed`);
  });
}
