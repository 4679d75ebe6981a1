/** The views after two million tokens of a real run, in the packaged extension in a real VS Code window. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../patience';
import { ROOT } from './install';
import { inWindow } from './steps';
import {
  chooseTheme,
  goToLine,
  openFile,
  picture,
  runCommand,
  selectedToken,
  setBreakpoint,
  stopsAt,
} from './window';

const SAMPLE = readFileSync(path.join(ROOT, 'samples/sudoku.c'), 'utf8');
/** Where the solution is printed, after all of the search. */
const LINE = SAMPLE.split('\n').findIndex((line) => line.includes("putchar('1'")) + 1;
const LAUNCH = {
  version: '0.2.0',
  configurations: [
    {
      type: 'stepformer',
      request: 'launch',
      name: 'Solve',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of VS Code's.
      program: '${workspaceFolder}/sudoku.c',
      cflags: ['-O2'],
    },
  ],
};

describe('the views after two million tokens', () => {
  let page: Page;
  let inside: FrameLocator;

  inWindow({
    name: 'views',
    files: { 'sudoku.c': SAMPLE, '.vscode/launch.json': JSON.stringify(LAUNCH) },
    opened: async (opened) => {
      ({ page, view: inside } = opened);
      await openFile(page, 'sudoku.c');
      await goToLine(page, LINE);
      await setBreakpoint(page, LINE);
      await runCommand(page, 'Debug: Start Debugging');
      await stopsAt(page, LINE);
    },
  });

  const grouped = (n: number) => n.toLocaleString('en-US');
  const position = () => selectedToken(inside);

  it('the trace has a row for each of them, and selects one', async () => {
    await runCommand(page, 'Stepformer: Show Trace');
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await inside.locator('[role=treegrid] [role=row][aria-selected=true]').waitFor();
    const before = await position();
    assert(before > 2_000_000, `it stands at ${before}`);
    await inside.locator('.arcs path').first().waitFor();
    await picture(page, 'views-trace');
    await inside.getByRole('radio', { name: 'Tokens' }).click();
    await eventually(async () => {
      const rows = await inside.locator('[role=treegrid]').getAttribute('aria-rowcount');
      assert(Number(rows) > before, `${rows} rows`);
    });
    const row = inside.locator('[role=treegrid] .scrolled [role=row]', {
      hasText: grouped(before - 2),
    });
    await row.click();
    await eventually(async () => assert.equal(await position(), before - 2));
  });

  it('the trace as text is of the same token, and selects another', async () => {
    const selected = await position();
    await runCommand(page, 'Stepformer: Open Trace as Text');
    const token = page.locator('.editor-instance .view-line', { hasText: 'br_if' });
    await token.filter({ hasText: grouped(selected) }).waitFor();
    await picture(page, 'views-trace-text');
    const before = token.filter({ hasNotText: grouped(selected) }).last();
    const text = await before.innerText();
    await before.click({ position: { x: 10, y: 5 } });
    await eventually(async () => {
      const now = await position();
      assert(text.includes(grouped(now)) && now < selected, `${now} in ${text}`);
    });
    await inside.getByRole('button', { name: 'Back to what was' }).click();
    await eventually(async () => assert.equal(await position(), selected));
    await page.locator('.tab[data-resource-name="sudoku.c"]').click();
    // No tooltip is to lie over the pictures.
    await page.locator('.statusbar').hover({ position: { x: 600, y: 10 } });
  });

  it('the heads are told for it, and one is chosen', async () => {
    await runCommand(page, 'Stepformer: Show Heads');
    await inside.locator('.cell.now').first().waitFor();
    await inside.locator('[data-head="L1H2"]').click();
    await inside.locator('.head-card', { hasText: 'reads the instruction at the' }).waitFor();
    await picture(page, 'views-heads');
  });

  it('the keys of the head stand below its query', async () => {
    await runCommand(page, 'Stepformer: Show Hull');
    await inside.locator('.plot', { hasText: 'winner: token' }).waitFor();
    await inside.locator('.plot', { hasText: 'margin' }).waitFor();
    await picture(page, 'views-hull');
  });

  it('the residual stream is there slot by slot', async () => {
    await runCommand(page, 'Stepformer: Show Residual Stream');
    const map = inside.locator('.heat-map');
    await map.waitFor();
    await map.focus();
    // What the head has fetched lies in a slot, written by the attention of its layer.
    const told = inside.locator('.told');
    const isFetched = (text: string) => /L1 attention/.test(text) && /next operation/.test(text);
    for (let text = await told.innerText(); !isFetched(text); text = await told.innerText()) {
      await page.keyboard.press('ArrowRight');
      await eventually(async () => assert.notEqual(await told.innerText(), text));
    }
    await picture(page, 'views-residual');
  });

  it('the decision is taken apart', async () => {
    await runCommand(page, 'Stepformer: Show Upstream');
    await inside.locator('.graph .fold, .tree [role=treeitem]').first().waitFor();
    await picture(page, 'views-upstream');
  });

  it('an experiment is run beside the real run, which stays as it is', async () => {
    await runCommand(page, 'Stepformer: Intervene');
    await inside.locator('.experiments li').first().getByRole('button').click();
    await inside.locator('.intervene').getByRole('table').first().waitFor();
    await picture(page, 'views-intervene');
    await stopsAt(page, LINE);
  });

  it('all of them are there in high contrast', async () => {
    await chooseTheme(page, 'Dark High Contrast');
    for (const [view, drawn] of [
      ['Trace', '.arcs path'],
      ['Heads', '.cell.now'],
      ['Hull', '.plot'],
      ['Residual Stream', '.heat-map'],
      ['Upstream', '.graph .fold, .tree [role=treeitem]'],
      ['Intervene', '.intervene'],
    ]) {
      await inside.getByRole('tab', { name: view }).click();
      await inside.locator('body.vscode-high-contrast').locator(drawn).first().waitFor();
      await picture(page, `views-contrast-${view.split(' ')[0].toLowerCase()}`);
    }
  });
});
