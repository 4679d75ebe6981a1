/** The main stories of debugging in the packaged extension, in a real VS Code window, with nothing made up. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { lineOf, STORIES } from '../debugger/story';
import { eventually } from '../patience';
import { inWindow } from './steps';
import {
  choice,
  chooseFromMenu,
  consoleRow,
  ended,
  expandScope,
  focusConsole,
  goToLine,
  notifications,
  openFile,
  picture,
  runCommand,
  stopsAt,
  variable,
} from './window';

const LEDGER = path.join(STORIES, 'ledger.c');
const lineAt = (mark: string) => lineOf(LEDGER, mark);

describe('debugging in the workbench', () => {
  let page: Page;
  let timeline: FrameLocator;

  inWindow({
    name: 'debugging',
    files: { 'ledger.c': readFileSync(LEDGER, 'utf8') },
    opened: async (opened) => {
      ({ page, view: timeline } = opened);
      await openFile(page, 'ledger.c');
    },
  });

  /** What the Debug Console answers. */
  async function ask(expression: string, answer: string): Promise<void> {
    await focusConsole(page);
    await page.keyboard.type(expression);
    await page.keyboard.press('Enter');
    await consoleRow(page, new RegExp(`^${answer}$`))
      .last()
      .waitFor();
  }

  const readout = (text: string | RegExp) =>
    timeline.locator('#readout').filter({ hasText: text }).waitFor();

  it('stops where the condition of a breakpoint holds', async () => {
    await goToLine(page, lineAt('SHOW'));
    await runCommand(page, 'Debug: Add Conditional Breakpoint...');
    await page.locator('.breakpoint-widget .monaco-editor.focused').waitFor();
    await page.keyboard.type('i == 2 && total > 50');
    await page.keyboard.press('Enter');
    await page.locator('.codicon-debug-breakpoint-conditional').first().waitFor();
    await page.keyboard.press('F5');
    await stopsAt(page, lineAt('SHOW'));
    await expandScope(page, 'Locals');
    await variable(page, 'i').filter({ hasText: '2' }).waitFor();
  });

  it('evaluates and assigns in the Debug Console', async () => {
    await ask('total', '120');
    await ask('book[i].amount = 7', '7');
    await picture(page, 'debugging-conditional');
  });

  it('goes back by line, and to who wrote a value', async () => {
    await runCommand(page, 'Stepformer: Step Back Into');
    await stopsAt(page, lineAt('ADDS') + 1);
    await picture(page, 'debugging-back-into');
    await page.keyboard.press('F5');
    await stopsAt(page, lineAt('SHOW'));
  });

  it('watches a variable until it changes', async () => {
    await chooseFromMenu(page, variable(page, 'i'), 'Break on Value Change');
    // Once it is listed, the adapter has been told, and answers what is asked in order. Only rows in view are there.
    await page.locator('.debug-breakpoints').hover();
    await eventually(async () => {
      await page.mouse.wheel(0, 1_000);
      const sign = page.locator('.debug-breakpoints .codicon-debug-breakpoint-data');
      await sign.waitFor({ timeout: 1_000 });
    });
    await page.keyboard.press('F5');
    await variable(page, 'i').filter({ hasText: '3' }).waitFor();
    await picture(page, 'debugging-data-breakpoint');
    await chooseFromMenu(page, variable(page, 'i'), 'Who Wrote This Value');
    await notifications(page).filter({ hasText: 'i was written by the program' }).waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  it('shows the run as a timeline, and goes to where output was written', async () => {
    await runCommand(page, 'Stepformer: Show Timeline');
    await readout(/^Token [\d,]+ of [\d,]+/);
    await timeline.locator('#text').filter({ hasText: '120' }).waitFor();
    await picture(page, 'debugging-timeline');
    await timeline.locator('#text').click({ position: { x: 4, y: 8 } });
    await variable(page, 'i').filter({ hasText: '0' }).waitFor();
    await stopsAt(page, lineAt('SHOW'));
    await picture(page, 'debugging-output');
  });

  it('changes the past, and keeps the other future', async () => {
    await ask('total = 1000', '1000');
    await runCommand(page, 'Stepformer: Other Futures');
    await choice(page, 'total = 1000').waitFor();
    await picture(page, 'debugging-futures');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+F5');
    await ended(page);
  });
});
