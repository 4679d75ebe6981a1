/** What a person does in the VS Code window, by its visible parts. */
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Workbench } from './server';

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
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  await eventually(async () => {
    // A palette that is open already would keep the list that it has.
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`);
    await row.click({ timeout: 2_000 });
  });
}

/** Tries again until it succeeds, for half a minute. */
async function eventually(act: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (attempt === 15) throw error;
    }
  }
}

/** Clicks the gutter left of a line's number. */
export async function clickGutter(page: Page, line: number): Promise<void> {
  const number = page.locator('.editor-instance .line-numbers', {
    hasText: new RegExp(`^${line}$`),
  });
  const box = await number.boundingBox();
  if (!box) throw new Error(`line ${line} is not in view`);
  await page.mouse.click(box.x - 14, box.y + box.height / 2);
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

/** Opens or closes a section of the side bar. */
export async function toggleSection(page: Page, title: string): Promise<void> {
  await page.locator('.pane-header', { hasText: title }).click();
}

/** A row of the Variables view; its level is 1 for a scope. */
export function variable(page: Page, name: string, level = 2): Locator {
  return page.locator(
    `.debug-variables .monaco-list-row[aria-level="${level}"][aria-label^="${name}"]`,
  );
}

/** A scope of the Variables view, expanded. */
export async function expandScope(page: Page, name: string): Promise<Locator> {
  const row = variable(page, `Scope ${name}`, 1);
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
  return row;
}

/** Line number of the yellow arrow, where execution stands. */
export async function stoppedLine(page: Page): Promise<number> {
  const arrow = page.locator('.editor-instance .codicon-debug-stackframe').first();
  await arrow.waitFor();
  const { y } = (await arrow.boundingBox()) as { y: number };
  for (const number of await page.locator('.editor-instance .line-numbers').all()) {
    const box = await number.boundingBox();
    if (box && Math.abs(box.y - y) < 4) return Number(await number.innerText());
  }
  throw new Error('the arrow stands at no line');
}

/** Text of the notifications that are shown. */
export function notifications(page: Page): Locator {
  return page.locator('.notifications-toasts .notification-list-item-message');
}

/** Moves the pointer over a word in the editor's line that holds a text. */
export async function pointAt(page: Page, lineText: string, word: string): Promise<void> {
  const line = page.locator('.editor-instance .view-line', { hasText: lineText }).locator('> span');
  const box = await line.boundingBox();
  const text = await line.innerText();
  if (!box) throw new Error(`'${lineText}' is not in view`);
  const x = box.x + (box.width / text.length) * (text.indexOf(word) + 1);
  // The editor asks for a hover at the second move within a word.
  await page.mouse.move(x, box.y + box.height / 2);
  await page.mouse.move(x + 3, box.y + box.height / 2);
}

/** Waits until no program is being debugged. */
export async function ended(page: Page): Promise<void> {
  await page.locator('.codicon-debug-stop').waitFor({ state: 'detached' });
}

/** A row of the Debug Console. */
export function consoleRow(page: Page, text: string): Locator {
  return page.locator('.repl .monaco-list-row', { hasText: text });
}
