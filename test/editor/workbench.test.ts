/** The packaged extension in a real VS Code window, as a person uses it. */
import { installEditor } from './install';
import { packageExtension } from './package';
import { startWorkbench, type Workbench } from './server';
import { notifications, openFile, openFolder, runCommand } from './window';

describe('the workbench', function () {
  this.timeout(180_000);
  let workbench: Workbench;

  before(async () => {
    const vsix = packageExtension();
    workbench = await startWorkbench(installEditor(), { vsix, files: { 'notes.txt': 'No program.\n' } });
    await openFolder(workbench);
  });
  after(() => workbench?.close());

  it('with no program open, debugging says what to do', async () => {
    const { page } = workbench;
    await openFile(page, 'notes.txt');
    await runCommand(page, 'Stepformer: Debug in the Transformer');
    await notifications(page).filter({ hasText: 'no program to debug' }).waitFor();
  });

  it('opens a sample', async () => {
    const { page } = workbench;
    await runCommand(page, 'Stepformer: Open a Sample');
    await page.screenshot({ path: '/tmp/shot1.png' });
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'list.c' }).click();
    await page.locator('.tab.active[data-resource-name="list.c"]').waitFor();
    await page.screenshot({ path: '/tmp/shot.png' });
  });
});
