/** Runs the extension-host suite in a desktop VS Code, which is downloaded where it is not there. */
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from './bundle';
import { ROOT } from './install';

runTests({
  extensionDevelopmentPath: ROOT,
  extensionTestsPath: bundleSuite(),
  // An editor of one's own, in place of a download.
  vscodeExecutablePath: process.env.VSCODE_EXECUTABLE,
  launchArgs: ['--disable-extensions', '--disable-workspace-trust'],
}).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
