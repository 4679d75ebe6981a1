/** Looking inside the transformer, in the packaged extension in a real VS Code window, with nothing made up. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../patience';
import { ROOT } from './install';
import type { Workbench } from './server';
import { inWindow } from './steps';
import {
  choice,
  confirmFile,
  notifications,
  openFile,
  picture,
  runCommand,
  selectedToken,
  setBreakpoint,
  stopsAt,
} from './window';

const SAMPLE = readFileSync(path.join(ROOT, 'samples/recursion.c'), 'utf8');
const LINE = SAMPLE.split('\n').findIndex((line) => line.includes('to->discs[')) + 1;

describe('looking inside in the workbench', () => {
  let workbench: Workbench;
  let page: Page;
  let inside: FrameLocator;

  inWindow({
    name: 'inside',
    files: { 'towers.c': SAMPLE, 'notes.txt': 'Discs are moved one by one.\n' },
    opened: async (opened) => {
      ({ workbench, page, view: inside } = opened);
      await openFile(page, 'towers.c');
    },
  });

  const crumbs = (text: string | RegExp) =>
    inside.locator('.path').filter({ hasText: text }).waitFor();
  const fileTab = (name: string) => page.locator(`.tab[data-resource-name="${name}"]`);
  const viewTab = (name: string) => page.locator('.tab', { hasText: name });
  const tokens = () => inside.getByRole('radio', { name: 'Tokens' });
  const raw = () => inside.getByRole('button', { name: 'Raw coordinates' });
  const position = () => selectedToken(inside);

  it('says how to begin while nothing is debugged', async () => {
    await runCommand(page, 'Stepformer: Look Inside the Transformer');
    await inside.locator('.empty', { hasText: 'Nothing is being debugged' }).waitFor();
    await picture(page, 'inside-empty');
  });

  it('says what to open where no program is open', async () => {
    await fileTab('towers.c').click();
    await openFile(page, 'notes.txt');
    await inside.getByText('Debug the Open File').click();
    await notifications(page).filter({ hasText: 'open a .c, .wat or .wasm file' }).waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  it('debugs the file beside it, and shows the heads at the token that decided where it stands', async () => {
    await fileTab('towers.c').click();
    await setBreakpoint(page, LINE);
    await inside.getByText('Debug the Open File').click();
    await stopsAt(page, LINE);
    await crumbs(/Token [\d,]+/);
    assert.equal(await inside.getByRole('gridcell').count(), 55);
    await inside.locator('.cell.now').first().waitFor();
    await picture(page, 'inside-heads-stop');
  });

  it('selects the token of a line, and marks the line', async () => {
    await page.locator('.editor-instance .view-line').first().click();
    await runCommand(page, 'Stepformer: Select the Token of This Line');
    await page.locator('.notifications-toasts', { hasText: 'No token belongs to line' }).waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
    await inside.locator('.cell.now').first().waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.editor-instance .view-line span')].some((span) =>
        getComputedStyle(span, '::after').content.includes('◂ token'),
      ),
    );
  });

  it('follows a head to the token that it read, and goes back', async () => {
    await inside.locator('[data-head="L1H2"]').click();
    await inside.locator('.head-card', { hasText: 'reads the instruction at the' }).waitFor();
    const before = await position();
    await inside.locator('.head-card .token').first().click();
    await crumbs('prompt');
    assert.ok((await position()) < before);
    await picture(page, 'inside-heads-winner');
    await inside.getByLabel('Back to what was selected before').click();
    await crumbs(before.toLocaleString('en-US'));
  });

  it('follows the program when it goes on', async () => {
    await inside.getByLabel('Back to the present moment of the debugger').click({ force: true });
    const before = await position();
    await runCommand(page, 'Debug: Step Over');
    await stopsAt(page, LINE + 1);
    await inside
      .locator('.path .position')
      .filter({ hasNotText: before.toLocaleString('en-US') })
      .waitFor();
    assert.ok((await position()) > before);
  });

  it('keeps what the trace shows while another view is in front of it', async () => {
    await runCommand(page, 'Stepformer: Show Trace');
    await tokens().click();
    const list = inside.locator('.scrolled');
    const first = () => inside.locator('.moved [role=row]').first().getAttribute('aria-rowindex');
    await inside.locator('.row[aria-selected=true]').waitFor();
    const unscrolled = await first();
    await list.hover();
    await page.mouse.wheel(0, -4_000);
    await inside.locator('.row[aria-selected=true]').waitFor({ state: 'detached' });
    const scrolled = await first();
    assert.notEqual(scrolled, unscrolled);
    await viewTab('Heads').click();
    await inside.locator('.cell.now').first().waitFor();
    await viewTab('Trace').click();
    await tokens().and(inside.locator('[aria-checked=true]')).waitFor();
    await eventually(async () => assert.equal(await first(), scrolled));
  });

  it('keeps the part of the hull, and how it is drawn', async () => {
    await runCommand(page, 'Stepformer: Show Hull');
    const part = () => inside.locator('.overview').getAttribute('aria-label');
    await inside.locator('.plot').focus();
    const decision = await part();
    for (const _ of [1, 2]) await page.keyboard.press('-');
    await eventually(async () => assert.notEqual(await part(), decision));
    const zoomed = await part();
    await raw().click();
    await inside.locator('.overview').waitFor({ state: 'detached' });
    await picture(page, 'inside-hull');
    await viewTab('Trace').click();
    await tokens().waitFor();
    await viewTab('Hull').click();
    await raw().and(inside.locator('[aria-pressed=true]')).click();
    assert.equal(await part(), zoomed);
    await raw().click();
    await viewTab('Trace').click();
    await tokens().waitFor();
  });

  /** Confirms the dialog in which a file is named, and waits for the file. */
  async function saveAs(name: string): Promise<string> {
    const file = path.join(workbench.folder, name);
    await confirmFile(page, file);
    await notifications(page).filter({ hasText: name }).waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
    assert.ok(existsSync(file), `${file} is not there`);
    return readFileSync(file, 'latin1');
  }

  it('saves pictures of a view', async () => {
    for (const [format, begins] of [
      ['svg', /^<svg/],
      ['png', /^.PNG/],
    ] as const) {
      await inside.getByText('Save picture').click();
      await inside.getByRole('button', { name: `As ${format.toUpperCase()}` }).click();
      assert.match(await saveAs(`trace-${await position()}.${format}`), begins);
    }
  });

  it('exports the trace', async () => {
    await runCommand(page, 'Stepformer: Export Trace');
    await choice(page, 'One token a line').click();
    await choice(page, 'Up to the Present Moment').click();
    const lines = (await saveAs('trace.jsonl')).trimEnd().split('\n');
    assert.ok(lines.length > 1000);
    assert.equal(typeof JSON.parse(lines[0]).token, 'string');
  });

  it('is there again when the window is loaded again, and says that nothing is debugged', async () => {
    await runCommand(page, 'Developer: Reload Window');
    await inside.locator('.empty', { hasText: 'Nothing is being debugged' }).waitFor();
    await picture(page, 'inside-reloaded');
    await inside.getByText('Debug the Open File').click();
    await stopsAt(page, LINE);
    await tokens().and(inside.locator('[aria-checked=true]')).waitFor();
    await viewTab('Hull').click();
    await raw().and(inside.locator('[aria-pressed=true]')).waitFor();
    await picture(page, 'inside-restored');
  });

  it('is a view below the editors as well', async () => {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, 'towers.c');
    await runCommand(page, 'Focus on Inside the Transformer View');
    await inside.locator('.cell.now').first().waitFor();
    await crumbs(/Token [\d,]+/);
    await picture(page, 'inside-below');
  });

  it('is a view in the side bar, where there is little room', async () => {
    await runCommand(page, 'View: Move View');
    await choice(page, 'Inside').click();
    await choice(page, 'New Side Bar Entry').click();
    await inside.locator('.cell.now').first().waitFor();
    await crumbs(/Token [\d,]+/);
    await picture(page, 'inside-side-bar');
    const wide = await inside
      .locator('body')
      .evaluate((body) => body.scrollWidth - body.clientWidth);
    assert.equal(wide, 0, 'nothing lies beyond the edge');
    await inside.getByRole('tab', { name: 'Trace' }).click();
    await inside.locator('[role=treegrid] [role=row][aria-selected=true]').waitFor();
    await picture(page, 'inside-side-bar-trace');
  });
});
