/** What a person does in the VS Code window, by its visible parts. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { eventually } from '../patience';
import { CACHE } from './install';
import type { Workbench } from './server';

const PICTURES = process.env.STEPFORMER_PICTURES ?? path.join(CACHE, 'pictures');

/** Opens the server's folder and waits until the editor can be used. */
export async function openFolder({ page, url, folder }: Workbench): Promise<void> {
  await page.goto(`${url}/?folder=${folder}`);
  await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
}

export async function openFile(page: Page, name: string): Promise<void> {
  await runCommand(page, 'View: Show Explorer');
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick();
  await page.locator(`.tab[data-resource-name="${path.basename(name)}"].active`).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
}

/** Runs a command of the palette, by its title; an extension's commands come a while after the window. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = choice(page, title);
  await eventually(async () => {
    // A palette that is open already would keep the list that it has.
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input');
    await input.fill(`>${title}`, { timeout: 5_000 });
    await row.click({ timeout: 5_000 });
  });
}

/** Puts the cursor into a line of the editor. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').fill(`:${line}`);
  await page.locator('.quick-input-list', { hasText: `line ${line}` }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: `Ln ${line}, ` }).waitFor();
}

/** Sets a breakpoint by a click into the gutter left of a line's number. */
export async function setBreakpoint(page: Page, line: number): Promise<void> {
  const number = page.locator('.editor-instance .line-numbers', {
    hasText: new RegExp(`^${line}$`),
  });
  const isSet = async () =>
    assert((await linesOf(page, '.codicon-debug-breakpoint')).includes(line), 'no breakpoint');
  // The editor may scroll while it is clicked.
  await eventually(async () => {
    const box = await number.boundingBox({ timeout: 5_000 });
    assert(box, `line ${line} is not in view`);
    await page.mouse.click(box.x - 14, box.y + box.height / 2);
    // A second click would take it away again, so that it is not made in haste.
    await eventually(isSet, 20_000);
  });
}

/** Moves the left edge of what a locator finds; negative is to the left. */
export async function dragLeftEdge(page: Page, target: Locator, distance: number): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is not in view');
  await page.mouse.move(box.x, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + distance, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
}

/** Closes a section of the side bar. */
export async function closeSection(page: Page, title: string): Promise<void> {
  const header = page.locator('.pane-header', { hasText: title });
  await header.click();
  await header.and(page.locator('[aria-expanded="false"]')).waitFor();
}

/** A row of the Variables view; its level is 1 for a scope. */
export function variable(page: Page, name: string, level = 2): Locator {
  return page.locator(
    `.debug-variables .monaco-list-row[aria-level="${level}"][aria-label^="${name}"]`,
  );
}

/** Chooses from the menu that the right mouse button opens. */
export async function chooseFromMenu(page: Page, target: Locator, label: string): Promise<void> {
  const item = page.locator('.monaco-menu .action-label', { hasText: label }).first();
  let clicked = false;
  await eventually(async () => {
    if (!(await item.isVisible())) {
      if (clicked) return;
      // Where the row is drawn anew, the menu is gone at once.
      await target.click({ button: 'right', timeout: 5_000 });
      await item.waitFor({ timeout: 5_000 });
    }
    // In its first tenth of a second a menu ignores clicks, and then stays open.
    await item.click({ timeout: 1_000 });
    clicked = true;
    await item.waitFor({ state: 'detached', timeout: 1_000 });
  });
}

/** Expands a scope of the Variables view. */
export async function expandScope(page: Page, name: string): Promise<void> {
  const row = variable(page, `Scope ${name}`, 1);
  const expanded = row.and(page.locator('[aria-expanded="true"]'));
  await row.waitFor();
  // A scope may be drawn anew while it is clicked.
  await eventually(async () => {
    if (!(await expanded.isVisible())) await row.click();
    await expanded.waitFor({ timeout: 5_000 });
  });
}

/** Waits until execution stands at a line, which the yellow arrow tells. */
export async function stopsAt(page: Page, line: number): Promise<void> {
  const arrow = '.codicon-debug-stackframe';
  await eventually(async () => assert.deepEqual(await linesOf(page, arrow), [line]));
}

/** Numbers of the editor's lines that have a sign in their gutter. */
async function linesOf(page: Page, sign: string): Promise<number[]> {
  return page.evaluate((selector) => {
    const tops = [...document.querySelectorAll(`.editor-instance ${selector}`)].map(
      (found) => found.getBoundingClientRect().y,
    );
    const numbers = [...document.querySelectorAll<HTMLElement>('.editor-instance .line-numbers')];
    return tops.flatMap((top) =>
      numbers
        .filter((number) => Math.abs(number.getBoundingClientRect().y - top) < 4)
        .map((number) => Number(number.innerText)),
    );
  }, sign);
}

/** The first row of the list at the top, the Command Palette's as well, that contains a text. */
export function choice(page: Page, text: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
}

export async function chooseTheme(page: Page, name: string): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  await page.locator('.quick-input-widget input').fill(name);
  await choice(page, name).click();
}

/** The position of the token that is selected in the views. */
export async function selectedToken(inside: FrameLocator): Promise<number> {
  const text = await inside.locator('.path .position').innerText();
  return Number(text.replace('Token ', '').replaceAll(',', ''));
}

/** Text of the notifications that are shown. */
export function notifications(page: Page): Locator {
  return page.locator('.notifications-toasts .notification-list-item-message');
}

/** Shows the value of a word in the editor's line that holds a text, by the pointer over it. */
export async function hover(
  page: Page,
  place: { lineText: string; word: string },
  value: string,
): Promise<void> {
  const { lineText, word } = place;
  const line = page.locator('.editor-instance .view-line', { hasText: lineText }).locator('> span');
  const box = await line.boundingBox();
  const text = await line.innerText();
  if (!box) throw new Error(`'${lineText}' is not in view`);
  const x = box.x + (box.width / text.length) * (text.indexOf(word) + 1);
  const y = box.y + box.height / 2;
  await eventually(async () => {
    await page.mouse.move(x, y + 200);
    // The editor asks for a hover at the second move within a word.
    await page.mouse.move(x, y);
    await page.mouse.move(x + 3, y);
    const shown = page.locator('.debug-hover-widget', { hasText: value });
    await shown.waitFor({ timeout: 5_000 });
  });
}

/** Confirms the dialog in which a file is named, once it proposes this one. */
export async function confirmFile(page: Page, file: string): Promise<void> {
  const field = page.locator('.quick-input-widget input').first();
  await eventually(async () => assert.equal(await field.inputValue({ timeout: 5_000 }), file));
  // The dialog ignores the key until it has looked at the folder.
  await eventually(async () => {
    if (await field.isVisible()) await field.press('Enter');
    await field.waitFor({ state: 'hidden', timeout: 2_000 });
  });
}

/** Waits until no program is being debugged. */
export async function ended(page: Page): Promise<void> {
  await page.locator('.codicon-debug-stop').waitFor({ state: 'detached' });
}

/** A row of the Debug Console. */
export function consoleRow(page: Page, text: string | RegExp): Locator {
  return page.locator('.repl .monaco-list-row', { hasText: text });
}

/** Puts the cursor into the input of the Debug Console. */
export async function focusConsole(page: Page): Promise<void> {
  await runCommand(page, 'Debug Console: Focus on Debug Console View');
  await page.locator('.repl-input-wrapper .monaco-editor.focused').waitFor();
}

/** A picture for people, in the folder that is named by STEPFORMER_PICTURES. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
}
