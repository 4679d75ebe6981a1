/** The extension-host suite, in the served editor. */
import { PATIENCE } from '../patience';
import { bundleSuite } from './bundle';
import { installEditor, ROOT } from './install';
import { startWorkbench, type Workbench } from './server';

describe('the extension host', function () {
  this.timeout(3 * PATIENCE);
  let workbench: Workbench;

  before(async () => {
    workbench = await startWorkbench(installEditor(), { files: {}, suite: true });
  });
  after(() => workbench?.close());

  it('passes the suite that runs inside it', async () => {
    const { page, url, folder } = workbench;
    const lines: string[] = [];
    await page.exposeFunction('codeAutomationLog', (_kind: string, args: unknown[]) => {
      lines.push(args.join(' '));
    });
    const exit = new Promise<number>((resolve) => {
      page.exposeFunction('codeAutomationExit', resolve);
    });
    const remote = (file: string) => `vscode-remote://${new URL(url).host}${file}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(ROOT)],
      ['extensionTestsPath', remote(bundleSuite())],
    ]);
    await page.goto(`${url}/?folder=${folder}&payload=${encodeURIComponent(payload)}`);
    if ((await exit) !== 0) throw new Error(`The suite failed:\n${lines.join('\n')}`);
  });
});
