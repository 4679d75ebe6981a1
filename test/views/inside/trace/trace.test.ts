/** The trace in a browser, with ten million tokens. */
import assert from 'node:assert/strict';
import { eventually, PATIENCE } from '../../../patience';
import { type InsideDriver, openInside } from '../inside-driver';
import { pageWork } from '../page-work';
import { headMattersAt, MADE_TRACE, TOKENS } from './made-trace';

/** Jumps and turns of the wheel, a frame each. As text: a test's compiler adds to functions. */
const SCROLLING = `(async () => {
  const list = document.querySelector('.scrolled');
  for (let i = 1; i <= 100; i++) {
    if (i % 2) list.dispatchEvent(new WheelEvent('wheel', { deltaY: 300, cancelable: true }));
    else list.scrollTop = (i / 100) * (list.scrollHeight - list.clientHeight);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
})()`;

describe('the trace', function () {
  this.timeout(3 * PATIENCE);
  let inside: InsideDriver;

  before(async () => {
    inside = await openInside(MADE_TRACE, { width: 1100, height: 700 });
    await inside.show('trace');
    await inside.stand(7_654_322, TOKENS);
    await row(7_654_321).waitFor();
  });
  after(() => inside?.close());

  const grid = () => inside.page.getByRole('treegrid');
  const current = () => inside.page.locator('.row.current');
  const grouped = (n: number) => n.toLocaleString('en-US');
  /** The row that is selected, which begins at or before a token. */
  const row = (position: number, tokens = 4) =>
    inside.page.locator('.row[aria-selected=true]', {
      hasText: grouped(position - (position % tokens)),
    });
  const picture = (name: string) => inside.picture(`inside-trace-${name}`);
  const filter = (head: string) => inside.page.getByLabel('Filter by head').selectOption(head);
  const selected = () => inside.selections.selected.selection?.position;

  /** The first row that is seen, and how much of it lies above. */
  const scrolled = () =>
    inside.page.locator('.moved').evaluate((moved) => ({
      row: moved.querySelector('[role=row]')?.getAttribute('aria-rowindex'),
      above: moved.style.transform,
    }));
  /** The page is loaded again, and told what it was told before. */
  async function reload(): Promise<void> {
    await inside.page.reload();
    await inside.post({ type: 'selected', selected: inside.selections.selected });
    await inside.stand(7_654_322, TOKENS);
  }

  /** The row is seen whole. */
  async function assertInside(position: number): Promise<void> {
    const list = await inside.page.locator('.scrolled').boundingBox();
    const box = await row(position).boundingBox();
    assert(list && box, 'nothing is seen');
    const told = `${JSON.stringify(box)} in ${JSON.stringify(list)}`;
    assert(box.y >= list.y - 1 && box.y + box.height <= list.y + list.height + 1, told);
  }

  it('shows the row of the token that is selected', async () => {
    assert.equal(await grid().getAttribute('aria-rowcount'), String(TOKENS / 4 + 1));
    assert.equal(
      await row(7_654_321).getAttribute('aria-rowindex'),
      String(Math.floor(7_654_321 / 4) + 2),
    );
    await picture('wide');
  });

  it('moves with the keys, and selects where it goes', async () => {
    await grid().focus();
    await inside.page.keyboard.press('ArrowDown');
    await row(7_654_324).waitFor();
    assert.equal(selected(), 7_654_324);
    await inside.page.keyboard.press('End');
    await row(TOKENS - 4).waitFor();
    await inside.page.keyboard.press('PageUp');
    await inside.page.keyboard.press('Home');
    await row(0).waitFor();
    assert.equal(await current().getAttribute('aria-rowindex'), '2');
    assert.equal(
      await grid().getAttribute('aria-activedescendant'),
      await current().getAttribute('id'),
    );
  });

  it('goes to a token whose number is typed', async () => {
    await grid().focus();
    await inside.page.keyboard.type('5000000');
    await inside.page.keyboard.press('Enter');
    await row(5_000_000).waitFor();
  });

  it('opens a row to its tokens', async () => {
    await grid().focus();
    await inside.page.keyboard.press('ArrowRight');
    await inside.page.locator('.row.inner.person').waitFor();
    await inside.page.keyboard.press('ArrowRight');
    await inside.page.keyboard.press('ArrowDown');
    await inside.page.locator('.row.inner.current', { hasText: '5,000,001' }).waitFor();
    assert.equal(selected(), 5_000_001);
    await picture('opened');
    await inside.page.keyboard.press('ArrowLeft');
    await inside.page.keyboard.press('ArrowLeft');
    await inside.page.waitForFunction(() => !document.querySelector('.row.inner'));
  });

  it('is grouped by tokens, lines and calls', async () => {
    for (const [name, tokens] of [
      ['Tokens', 1],
      ['Lines', 40],
      ['Calls', 400],
      ['Instructions', 4],
    ] as const) {
      await inside.page.getByRole('radio', { name }).click();
      await row(5_000_000, tokens).waitFor();
      assert.equal(await grid().getAttribute('aria-rowcount'), String(TOKENS / tokens + 1));
      await picture(name.toLowerCase());
    }
  });

  it('draws what the selected token attended to, and goes there', async () => {
    inside.selections.select({ position: 9_000_003 });
    const stub = inside.page.getByRole('button', { name: /^token 1,204, L2H0 next operation/ });
    await stub.waitFor();
    await inside.page
      .getByRole('group', {
        name: /^Token 9,000,003 attends to token 9,000,002 by L0H0 digit 1 back, L0H1/,
      })
      .waitFor();
    await stub.click();
    await row(1_204).waitFor();
    assert.equal(selected(), 1_204);
    inside.selections.select({ position: 9_000_003 });
    await filter('3,2');
    await inside.page
      .getByRole('group', { name: 'Token 9,000,003 attends to token 8,987,658 by L3H2 memory 1' })
      .waitFor();
    await filter('');
  });

  it('dims the rows in which the head that is filtered by does not matter', async () => {
    const rows = () =>
      inside.page.locator('.moved [role=row]').evaluateAll((all) =>
        all.map((row) => ({
          position: Number(row.querySelector('.cell0')?.textContent?.replace(/\D/g, '')),
          dimmed: row.classList.contains('dimmed'),
          title: row.getAttribute('title') ?? '',
        })),
      );
    /** As the made trace says: where it matters in a row, it does at the first token. */
    const assertDimmed = async (nowhere: string) => {
      const seen = await rows();
      assert.ok(seen.length > 15);
      assert.ok(new Set(seen.map(({ dimmed }) => dimmed)).size === 2);
      for (const { position, dimmed, title } of seen) {
        assert.equal(dimmed, !headMattersAt(position), `row of ${position}`);
        assert.equal(title, `L3H2 matters ${dimmed ? nowhere : `at token ${grouped(position)}`}`);
      }
    };
    inside.selections.select({ position: 9_000_003 });
    await row(9_000_003).waitFor();
    await filter('3,2');
    await inside.page.getByRole('note').getByText('dimmed').waitFor();
    await eventually(() => assertDimmed('at none of its 4 tokens'));
    await picture('filtered');
    // Rows that come into view, and those of other groupings.
    await inside.page.locator('.scrolled').evaluate((list) => {
      list.scrollTop += 40;
    });
    await eventually(() => assertDimmed('at none of its 4 tokens'));
    for (const [name, nowhere] of [
      ['Tokens', 'for nothing at this token'],
      ['Lines', 'at none of its 40 tokens'],
      ['Calls', 'at none of the first 64 of its 400 tokens'],
    ] as const) {
      await inside.page.getByRole('radio', { name }).click();
      await eventually(() => assertDimmed(nowhere));
    }
    await inside.page.getByRole('radio', { name: 'Instructions' }).click();
    await filter('');
    await eventually(async () => {
      const seen = await rows();
      assert.ok(seen.length > 15 && seen.every(({ dimmed, title }) => !dimmed && title === ''));
    });
  });

  it('finds the next and the one before, and counts', async () => {
    inside.selections.select({ position: 2_000_500 });
    await inside.page.getByLabel('What to search for').selectOption('value');
    const field = inside.page.getByLabel('Search the trace');
    await field.fill('0x2a');
    await field.press('Enter');
    await row(2_001_000).waitFor();
    await field.press('Enter');
    await row(2_002_000).waitFor();
    await field.press('Shift+Enter');
    await row(2_001_000).waitFor();
    await inside.page.getByText('10,000 in all').waitFor();
    await picture('search');
  });

  it('says what cannot be searched for', async () => {
    await inside.page.getByLabel('What to search for').selectOption('function');
    const field = inside.page.getByLabel('Search the trace');
    await field.fill('nobody');
    await field.press('Enter');
    await inside.page.getByText('The program has no function "nobody"').waitFor();
    await inside.page.getByLabel('What to search for').selectOption('head');
    await field.press('Enter');
    await inside.page.getByText('Write something such as L3H2.').waitFor();
  });

  it('searches on until it is stopped, and says how far it came', async () => {
    const field = inside.page.getByLabel('Search the trace');
    await field.fill('L3H2');
    await field.press('Enter');
    await inside.page.getByText(/^None as far as token [\d,]+ …$/).waitFor();
    await inside.page.getByRole('button', { name: 'stop' }).click();
    await inside.page.getByText(/^None as far as token [\d,]+\.$/).waitFor();
    await field.fill('');
  });

  it('scrolls through all of it without holding up the page', async () => {
    const work = await pageWork(inside.page, () => inside.page.evaluate(SCROLLING));
    const at = (part: number) => work[Math.floor(part * (work.length - 1))];
    const figures = [0.5, 0.9, 0.99, 1].map((part) => `${at(part).toFixed(1)} ms`).join(', ');
    console.info(`      a task of the page takes ${figures} (median, 90 %, 99 %, longest)`);
    // Few of them may be held up by what else the machine does; a list that is slow is slow in most.
    assert.ok(work.length >= 200 && at(0.9) < 16, figures);
    await inside.page.locator('.row .cell0', { hasText: '9,999,9' }).first().waitFor();
  });

  it('follows a run', async () => {
    await inside.state({ is: 'running', program: 'sudoku.c' });
    await inside.page.getByText(/^6,0\d\d,\d\d\d tokens$/).waitFor();
    await inside.page.locator('.tail .row').nth(12).waitFor();
    await picture('following');
    await inside.stand(7_654_322, TOKENS);
    inside.selections.select({ position: 8_000_001 });
    await row(8_000_001).waitFor();
  });

  it('keeps what is selected in view while the window is resized', async () => {
    for (const position of [TOKENS - 1, 8_000_001]) {
      inside.selections.select({ position });
      for (const [width, height] of [
        [1400, 700],
        [1400, 300],
        [500, 900],
        [1400, 650],
        [1100, 700],
      ]) {
        await inside.page.setViewportSize({ width, height });
        await eventually(() => assertInside(position));
      }
    }
  });

  it('is found where it was left, behind another view and in a page that was loaded again', async () => {
    await grid().focus();
    await inside.page.keyboard.press('ArrowRight');
    const opened = inside.page.locator('.row[aria-expanded=true]');
    await opened.waitFor();
    await inside.page.locator('.scrolled').evaluate((list) => {
      list.scrollTop += list.clientHeight;
    });
    await opened.waitFor({ state: 'detached' });
    const before = await scrolled();
    await inside.show('heads');
    await grid().waitFor({ state: 'detached' });
    await inside.show('trace');
    await eventually(async () => assert.deepEqual(await scrolled(), before));
    await reload();
    await eventually(async () => assert.deepEqual(await scrolled(), before));
    await inside.page.locator('.scrolled').evaluate((list) => {
      list.scrollTop -= list.clientHeight;
    });
    await opened.waitFor();
  });

  it('can be seen in every theme, and in a side bar', async () => {
    for (const theme of ['dark', 'contrast'] as const) {
      await inside.theme(theme);
      await picture(theme);
    }
    await inside.theme('light');
    await inside.page.setViewportSize({ width: 300, height: 700 });
    await row(8_000_001).waitFor();
    await picture('narrow');
    await inside.page.setViewportSize({ width: 300, height: 360 });
    const list = inside.page.locator('[role=treegrid]');
    await list.scrollIntoViewIfNeeded();
    await picture('low');
    assert.ok(((await list.boundingBox())?.height ?? 0) > 100, 'rows can be seen');
  });

  it('breaks neither its content policy nor anything else', () => {
    assert.deepEqual(inside.problems, []);
  });
});
