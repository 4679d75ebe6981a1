/** The packaged extension in a real VS Code window, as a person uses it. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { CACHE, installEditor, ROOT } from './install';
import { packageExtension } from './package';
import { startWorkbench, type Workbench } from './server';
import {
  clickGutter,
  consoleRow,
  dragLeftEdge,
  ended,
  expandScope,
  notifications,
  openFile,
  openFolder,
  pointAt,
  runCommand,
  stoppedLine,
  toggleSection,
  variable,
} from './window';

const SAMPLE = readFileSync(path.join(ROOT, 'samples/list.c'), 'utf8').split('\n');
const PICTURES = process.env.STEPFORMER_PICTURES ?? path.join(CACHE, 'pictures');

const FILES = {
  'notes.txt': 'No program.\n',
  'greet.c': `#include <stdio.h>
int main(void)
{
    char name[20];
    printf("Your name: ");
    fgets(name, sizeof name, stdin);
    printf("Hello, %s", name);
    printf("An empty line has %d byte.\\n", getchar() == 10 ? 1 : 0);
    while (getchar() != EOF) {}
    puts("The input has ended.");
    return 0;
}
`,
  'broken.c': 'int main(void)\n{\n    return missing;\n}\n',
};

/** Line of the sample, counted from 1, that contains a text. */
const lineOf = (text: string) => SAMPLE.findIndex((line) => line.includes(text)) + 1;

describe('the workbench', function () {
  this.timeout(60_000);
  // Each step of the story goes on from the one before.
  this.bail(true);
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    const vsix = packageExtension();
    workbench = await startWorkbench(installEditor(), { vsix, files: FILES });
    page = workbench.page;
    await openFolder(workbench);
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture('failed');
  });

  async function picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }

  it('says what to do when no program is open', async () => {
    await openFile(page, 'notes.txt');
    await runCommand(page, 'Stepformer: Debug in the Transformer');
    await notifications(page).filter({ hasText: 'no program to debug' }).waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  it('opens a sample', async () => {
    await runCommand(page, 'Stepformer: Open a Sample');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'list.c' }).click();
    await page.locator('.tab.active[data-resource-name="list.c"]').waitFor();
  });

  it('stops at a breakpoint that was clicked into the gutter', async () => {
    const line = lineOf('node->value = value;');
    await clickGutter(page, line);
    await page.locator('.editor-instance .codicon-debug-breakpoint').waitFor();
    await page.keyboard.press('F5');
    assert.equal(await stoppedLine(page), line);
  });

  it('shows a variable, and its change after steps', async () => {
    await expandScope(page, 'Locals');
    await variable(page, 'value').waitFor();
    assert.match(await variable(page, 'value').innerText(), /^value =\s*1$/);
    await variable(page, 'node').click();
    await variable(page, 'next', 3).waitFor();
    await page.keyboard.press('F10');
    await variable(page, 'value', 3).filter({ hasText: '1' }).waitFor();
    assert.equal(await stoppedLine(page), lineOf('node->next = list;'));
  });

  it('shows the value of the C expression under the pointer', async () => {
    await pointAt(page, 'node->value = value;', 'value');
    await page.locator('.debug-hover-widget', { hasText: '1' }).waitFor();
  });

  it('shows the disassembly and the registers', async () => {
    await runCommand(page, 'Open Disassembly View');
    const rows = page.locator('.disassembly-view .monaco-list-row');
    await rows.filter({ hasText: 'local.get' }).first().waitFor();
    await runCommand(page, 'View: Move Editor into Right Group');
    await dragLeftEdge(page, page.locator('.disassembly-view'), -110);
    for (const section of ['Watch', 'Breakpoints']) await toggleSection(page, section);
    await expandScope(page, 'Registers');
    assert.match(await variable(page, 'pc').innerText(), /local\.get/);
    await picture('debugging');
  });

  it('runs to the end', async () => {
    await runCommand(page, 'Remove All Breakpoints');
    await page.keyboard.press('F5');
    await ended(page);
    await runCommand(page, 'Debug Console: Focus on Debug Console View');
    await consoleRow(page, 'without multiples of 3: 1 4 16').waitFor();
    await runCommand(page, 'View: Close All Editors');
  });

  it('waits for input, which a person types into the console', async () => {
    const type = async (line: string) => {
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
    };
    await openFile(page, 'greet.c');
    await page.keyboard.press('F5');
    await consoleRow(page, 'The program waits for input').waitFor();
    await consoleRow(page, 'Your name: ').waitFor();
    await runCommand(page, 'Debug Console: Focus on Debug Console View');
    await type('Ada');
    await consoleRow(page, 'Hello, Ada').waitFor();
    await type('');
    await consoleRow(page, 'An empty line has 1 byte.').waitFor();
    await picture('typed');
    await type('.eof');
    await consoleRow(page, 'The input has ended.').waitFor();
    await ended(page);
    await runCommand(page, 'View: Close All Editors');
  });

  it('tells a compiler error in a notification and in the source', async () => {
    await openFile(page, 'broken.c');
    await page.keyboard.press('F5');
    await notifications(page).filter({ hasText: "undeclared identifier 'missing'" }).waitFor();
    await page.locator('.editor-instance .squiggly-error').waitFor();
    await picture('broken');
    await ended(page);
  });

  it('starts again after a failure, and stops when told', async () => {
    await openFile(page, 'list.c');
    const line = lineOf('return node;');
    await clickGutter(page, line);
    await page.keyboard.press('F5');
    assert.equal(await stoppedLine(page), line);
    await page.keyboard.press('Shift+F5');
    await ended(page);
  });
});
