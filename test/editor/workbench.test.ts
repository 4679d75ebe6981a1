/** The packaged extension in a real VS Code window, as a person uses it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from './install';
import { inWindow } from './steps';
import {
  choice,
  closeSection,
  consoleRow,
  dragLeftEdge,
  ended,
  expandScope,
  focusConsole,
  hover,
  notifications,
  openFile,
  picture,
  runCommand,
  setBreakpoint,
  stopsAt,
  variable,
} from './window';

const SAMPLE = readFileSync(path.join(ROOT, 'samples/list.c'), 'utf8').split('\n');

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

describe('the workbench', () => {
  let page: Page;

  inWindow({
    name: 'workbench',
    files: FILES,
    opened: (opened) => {
      ({ page } = opened);
    },
  });

  it('says what to do when no program is open', async () => {
    await openFile(page, 'notes.txt');
    await runCommand(page, 'Stepformer: Debug in the Transformer');
    await notifications(page).filter({ hasText: 'no program to debug' }).waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  it('opens a sample', async () => {
    await runCommand(page, 'Stepformer: Open a Sample');
    await choice(page, 'list.c').click();
    await page.locator('.tab.active[data-resource-name="list.c"]').waitFor();
  });

  it('stops at a breakpoint that was clicked into the gutter', async () => {
    const line = lineOf('node->value = value;');
    await setBreakpoint(page, line);
    await page.keyboard.press('F5');
    await stopsAt(page, line);
  });

  it('shows a variable, and its change after steps', async () => {
    await expandScope(page, 'Locals');
    await variable(page, 'value')
      .filter({ hasText: /^value =\s*1$/ })
      .waitFor();
    await variable(page, 'node').click();
    await variable(page, 'next', 3).waitFor();
    await page.keyboard.press('F10');
    await variable(page, 'value', 3).filter({ hasText: '1' }).waitFor();
    await stopsAt(page, lineOf('node->next = list;'));
  });

  it('shows the value of the C expression under the pointer', async () => {
    await hover(page, { lineText: 'node->value = value;', word: 'value' }, '1');
  });

  it('shows the disassembly and the registers', async () => {
    await runCommand(page, 'Open Disassembly View');
    const rows = page.locator('.disassembly-view .monaco-list-row');
    await rows.filter({ hasText: 'local.get' }).first().waitFor();
    await runCommand(page, 'View: Move Editor into Right Group');
    await dragLeftEdge(page, page.locator('.disassembly-view'), -110);
    // Only rows that are in view are there: the scopes take the room of the other sections.
    for (const section of ['Watch', 'Breakpoints', 'Call Stack']) await closeSection(page, section);
    await expandScope(page, 'Registers');
    await variable(page, 'pc').filter({ hasText: 'local.get' }).waitFor();
    await picture(page, 'debugging');
  });

  it('runs to the end', async () => {
    await runCommand(page, 'Remove All Breakpoints');
    await page.locator('.editor-instance .codicon-debug-breakpoint').waitFor({ state: 'detached' });
    await page.keyboard.press('F5');
    await ended(page);
    await focusConsole(page);
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
    await focusConsole(page);
    await type('Ada');
    await consoleRow(page, 'Hello, Ada').waitFor();
    await type('');
    await consoleRow(page, 'An empty line has 1 byte.').waitFor();
    await picture(page, 'typed');
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
    await picture(page, 'broken');
    await ended(page);
  });

  it('starts again after a failure, and stops when told', async () => {
    await openFile(page, 'list.c');
    const line = lineOf('return node;');
    await setBreakpoint(page, line);
    await page.keyboard.press('F5');
    await stopsAt(page, line);
    await page.keyboard.press('Shift+F5');
    await ended(page);
  });
});
