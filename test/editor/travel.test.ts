/** Time in the packaged extension, in a real VS Code window: the timeline, the commands, the history of lines. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../patience';
import { ROOT } from './install';
import type { Workbench } from './server';
import { inWindow } from './steps';
import { startTravellingAdapter, type TravellingAdapter } from './travelling-adapter';
import {
  choice,
  chooseFromMenu,
  chooseTheme,
  ended,
  notifications,
  openFile,
  picture,
  runCommand,
  setBreakpoint,
  stopsAt,
} from './window';

const SAMPLE = readFileSync(path.join(ROOT, 'samples/recursion.c'), 'utf8');
const LINE = SAMPLE.split('\n').findIndex((line) => line.includes('to->discs[')) + 1;

describe('time in the workbench', () => {
  let adapter: TravellingAdapter;
  let workbench: Workbench;
  let page: Page;
  let timeline: FrameLocator;

  before(async () => {
    adapter = await startTravellingAdapter(() => path.join(workbench.folder, 'towers.c'));
    process.env.STEPFORMER_ADAPTER_PORT = `${adapter.port}`;
  });
  inWindow({
    name: 'travel',
    files: { 'towers.c': SAMPLE },
    opened: (opened) => {
      ({ workbench, page, view: timeline } = opened);
      delete process.env.STEPFORMER_ADAPTER_PORT;
    },
  });
  after(() => adapter?.close());

  const last = (name: string) =>
    adapter.asked.findLast(({ command }) => command === `stepformer.${name}`)?.arguments;

  async function asked(name: string, expected: Record<string, unknown>): Promise<void> {
    await eventually(() => {
      const args = last(name) ?? {};
      assert.deepEqual({ ...args, ...expected }, args);
    });
  }

  const readout = (text: string) =>
    timeline.locator('#readout').filter({ hasText: text }).waitFor();

  it('tells what the timeline is while nothing is debugged', async () => {
    await openFile(page, 'towers.c');
    await runCommand(page, 'Stepformer: Show Timeline');
    await timeline.locator('#open-sample').waitFor();
    await picture(page, 'timeline-empty');
  });

  it('shows the run where the program stands', async () => {
    await setBreakpoint(page, LINE);
    await timeline.locator('#debug-file').click();
    await stopsAt(page, LINE);
    await runCommand(page, 'Stepformer: Show Timeline');
    await readout('Token 405,000 of 1,005,000');
    await timeline.locator('#text .later').waitFor();
    await picture(page, 'timeline-light');
  });

  it('goes to where it is clicked, and to where a character was written', async () => {
    const track = timeline.locator('#track');
    const { width, height } = (await track.boundingBox()) as { width: number; height: number };
    await track.click({ position: { x: width / 4, y: height / 2 } });
    await readout('Token 25');
    const text = timeline.locator('#text');
    const position = { x: 20, y: 30 };
    await text.hover({ position });
    await timeline.locator('#pointed').filter({ hasText: 'written by token' }).waitFor();
    await picture(page, 'timeline-output');
    const before = last('goTo');
    await text.click({ position });
    await eventually(() => assert.notDeepEqual(last('goTo'), before));
  });

  it('goes to a token by its number, and refuses what is none', async () => {
    await runCommand(page, 'Stepformer: Go to Token');
    const input = page.locator('.quick-input-widget input');
    await input.fill('12');
    await page.locator('.quick-input-message', { hasText: 'begins at token 5,000' }).waitFor();
    await picture(page, 'go-to-token');
    await input.fill('395,000');
    await page.keyboard.press('Enter');
    await asked('goTo', { position: 395_000 });
    await readout('Token 395,000');
  });

  it('steps back by keys', async () => {
    await page.keyboard.press('Alt+F11');
    await asked('stepBack', { kind: 'in' });
    await readout('Token 394,990');
  });

  it('keeps a bookmark and shows it', async () => {
    await runCommand(page, 'Stepformer: Add Bookmark');
    await page.locator('.quick-input-widget input').fill('the third disc');
    await page.keyboard.press('Enter');
    await runCommand(page, 'Stepformer: Go to Start');
    await readout('Token 5,000');
    await runCommand(page, 'Stepformer: Go to Bookmark');
    await choice(page, 'the third disc').click();
    await readout('Token 394,990');
  });

  it('tells who wrote a value', async () => {
    const row = page.locator('.debug-variables .monaco-list-row[aria-label^="disc"]');
    await chooseFromMenu(page, row, 'Who Wrote This Value');
    await notifications(page).filter({ hasText: 'disc was written by the program' }).waitFor();
    await picture(page, 'who-wrote');
    assert.equal(last('goToWriter')?.name, 'disc');
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  it('lists other futures', async () => {
    await runCommand(page, 'Stepformer: Other Futures');
    await choice(page, 'moves = 4').click();
    await choice(page, 'Compare').click();
    await notifications(page).filter({ hasText: 'agree for 7 tokens' }).waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  it('shows the history of the lines', async () => {
    await runCommand(page, 'Stepformer: Toggle Line History');
    await page.locator('.codelens-decoration', { hasText: 'of the tokens' }).first().waitFor();
    await picture(page, 'history-light');
  });

  for (const [theme, name, kind] of [
    ['Dark Modern', 'dark', 'vscode-dark'],
    ['Dark High Contrast', 'contrast', 'vscode-high-contrast'],
  ])
    it(`takes the colours of ${theme}`, async () => {
      await chooseTheme(page, theme);
      await timeline.locator(`body.${kind}`).waitFor();
      await picture(page, `timeline-${name}`);
    });

  it('is empty again when the program has ended', async () => {
    await page.keyboard.press('Shift+F5');
    await ended(page);
    await timeline.locator('#open-sample').waitFor();
    await picture(page, 'timeline-ended');
  });
});
