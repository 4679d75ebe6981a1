/** The timeline's page, driven by pointer and keys as a person does. */
import assert from 'node:assert/strict';
import type { FromPage } from '../../../src/protocol/timeline-view';
import { eventually, PATIENCE } from '../../patience';
import { BEGIN, END, LINE_BYTES, positionOf } from './made-run';
import { openPage, type PageDriver } from './page-driver';

const NOW = 405_000;
const STANDING = {
  is: 'standing',
  program: 'made.c',
  bookmarks: [{ position: 805_000, label: 'the interesting one' }],
} as const;

describe('the page of the timeline', function () {
  this.timeout(3 * PATIENCE);
  let driver: PageDriver;

  before(async () => {
    driver = await openPage();
  });
  beforeEach(async () => {
    await driver.state({ is: 'empty' });
    await driver.state(STANDING, NOW);
    await readout(/^Token 405,000 of 1,005,000, around it mostly solve, up to depth 4/);
    driver.said.length = 0;
  });
  after(() => driver?.close());

  const $ = (selector: string) => driver.page.locator(selector);
  const readout = (text: RegExp) => $('#readout').filter({ hasText: text }).waitFor();
  const box = async (selector: string) =>
    (await $(selector).boundingBox()) as { x: number; y: number; width: number; height: number };

  /** Pixel of a token while all of the run is shown. */
  async function placeOf(token: number): Promise<[x: number, y: number]> {
    const { x, y, width, height } = await box('#track');
    return [x + ((token - BEGIN) / (END + 1 - BEGIN)) * width, y + height / 2];
  }

  const heard = (type: FromPage['type']): Promise<FromPage> =>
    eventually(() => {
      const found = driver.said.find((message) => message.type === type);
      assert(found, `the page did not say ${type}: ${JSON.stringify(driver.said)}`);
      return found;
    });

  const lastTimeline = () =>
    driver.questions.findLast((question) => question.type === 'timeline') as Extract<
      FromPage,
      { type: 'timeline' }
    >;

  it('asks for no more parts than it has pixels', async () => {
    const { width } = await box('canvas');
    assert.equal(lastTimeline().buckets, Math.round(width));
  });

  it('says what it is and how to start when nothing is debugged', async () => {
    await driver.state({ is: 'empty' });
    await $('#empty').waitFor();
    assert(!(await $('#session').isVisible()));
    await $('#open-sample').click();
    assert.deepEqual(await heard('start'), { type: 'start', what: 'sample' });
  });

  it('says that the program runs, and does nothing meanwhile', async () => {
    await driver.state({ is: 'running', program: 'made.c' });
    await $('#notice').filter({ hasText: 'made.c is running…' }).waitFor();
    await driver.page.mouse.click(...(await placeOf(500_000)));
    await driver.state(STANDING, NOW);
    await $('#notice').waitFor({ state: 'hidden' });
    assert(!driver.said.some(({ type }) => type === 'goTo'));
  });

  it('goes where it is clicked, within a pixel', async () => {
    const { width } = await box('#track');
    await driver.page.mouse.click(...(await placeOf(300_000)));
    const went = await heard('goTo');
    assert(went.type === 'goTo');
    assert(Math.abs(went.position - 300_000) <= (END - BEGIN) / width, `${went.position}`);
  });

  it('goes exactly to a mark near the pointer, and names it', async () => {
    const [x, y] = await placeOf(805_000);
    await driver.page.mouse.move(x + 3, y);
    await readout(/^Go to token 805,000.*the interesting one$/);
    await driver.page.mouse.click(x + 3, y);
    assert.deepEqual(await heard('goTo'), { type: 'goTo', position: 805_000 });
  });

  it('tells the moment while the cursor is dragged and goes there when it is let go', async () => {
    const [x, y] = await placeOf(NOW);
    await driver.page.mouse.move(x, y);
    await driver.page.mouse.down();
    await driver.page.mouse.move(...(await placeOf(700_000)), { steps: 4 });
    await readout(/^Go to token (699|700),/);
    assert.equal(driver.said.length, 0);
    await driver.page.mouse.up();
    await heard('goTo');
  });

  it('forgets a drag at Escape', async () => {
    await driver.page.mouse.move(...(await placeOf(NOW)));
    await driver.page.mouse.down();
    await driver.page.mouse.move(...(await placeOf(700_000)));
    await driver.page.keyboard.press('Escape');
    await driver.page.mouse.up();
    await driver.page.keyboard.press('Home');
    assert.deepEqual(await heard('goTo'), { type: 'goTo', position: BEGIN });
  });

  it('zooms with the wheel about the pointer, and moves sideways with shift', async () => {
    await driver.page.mouse.move(...(await placeOf(BEGIN + (END - BEGIN) / 4)));
    for (let i = 0; i < 5; i++) await driver.page.mouse.wheel(0, -100);
    await asked(({ from, to }) => to - from < 400_000);
    const { from, to } = lastTimeline();
    assert(Math.abs((255_000 - from) / (to - from) - 0.25) < 0.01, `${from} ${to}`);
    await driver.page.keyboard.down('Shift');
    await driver.page.mouse.wheel(0, 100);
    await driver.page.keyboard.up('Shift');
    await asked((question) => question.from > from);
    assert.equal(lastTimeline().to - lastTimeline().from, to - from);
  });

  it('moves with the scrollbar', async () => {
    await $('#track').press('+');
    await $('#track').press('+');
    await asked(({ to }) => to < 2 ** 26);
    const thumb = await box('#thumb');
    await driver.page.mouse.move(thumb.x + thumb.width / 2, thumb.y + 3);
    await driver.page.mouse.down();
    await driver.page.mouse.move(thumb.x + 2_000, thumb.y + 3, { steps: 3 });
    await driver.page.mouse.up();
    await asked(({ to }) => to === END + 1);
  });

  const asked = (right: (question: ReturnType<typeof lastTimeline>) => boolean) =>
    eventually(() => assert(right(lastTimeline()), JSON.stringify(lastTimeline())));

  it('steps with the arrows and goes to the ends', async () => {
    await $('#track').focus();
    for (const key of ['ArrowLeft', 'ArrowRight', 'End']) await driver.page.keyboard.press(key);
    await heard('goTo');
    assert.deepEqual(driver.said, [
      { type: 'step', direction: 'back' },
      { type: 'step', direction: 'forward' },
      { type: 'goTo', position: END },
    ]);
  });

  it('tells a screen reader where it is', async () => {
    const track = $('#track');
    assert.equal(await track.getAttribute('aria-valuenow'), `${NOW}`);
    assert.match(`${await track.getAttribute('aria-valuetext')}`, /^token 405,000 .*40 %, /);
  });

  it('shows the output around the present moment, what comes later faintly', async () => {
    const now = positionOf(LINE_BYTES * 4_000);
    await driver.state(STANDING, now);
    await $('#text').filter({ hasText: 'line 04000' }).waitFor();
    assert.match((await $('#text span.later').innerText()).trimStart(), /^line 04000/);
    assert(await $('#text .now').isVisible());
  });

  it('leads from a character of several bytes to its token', async () => {
    await outputIsThere();
    const character = await driver.page.evaluate(() => {
      const node = document.querySelector('#text span.later')?.firstChild as Text;
      const range = document.createRange();
      const at = node.data.indexOf('–');
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width * 0.8, y: y + height / 2, line: node.data.slice(0, at) };
    });
    const line = Number(/(\d+) $/.exec(character.line)?.[1]);
    const position = positionOf(line * LINE_BYTES + Buffer.byteLength('line 00000 '));
    await driver.page.mouse.move(character.x, character.y);
    const told = `written by token ${position.toLocaleString('en-US')}`;
    await $('#pointed').filter({ hasText: told }).waitFor();
    await driver.page.mouse.click(character.x, character.y);
    assert.deepEqual(await heard('goTo'), { type: 'goTo', position });
  });

  /** The line that is written at `NOW`. */
  const outputIsThere = () => $('#text .later').filter({ hasText: 'line 02667' }).waitFor();

  it('brings other parts of a long output while it is scrolled', async () => {
    await outputIsThere();
    const before = await $('#text').innerText();
    assert(before.length <= 32_768);
    const last = (text: string) =>
      Number(
        text
          .match(/line \d{5}/g)
          ?.at(-1)
          ?.slice(5),
      );
    await eventually(async () => {
      await driver.page.evaluate(() => {
        const pane = document.querySelector('#text') as HTMLElement;
        pane.scrollTop = pane.scrollHeight;
      });
      const text = await $('#text').innerText();
      assert(text.length <= 32_768);
      assert(last(text) > last(before) + 1_000, 'no more output came');
    });
  });

  it('draws within a frame', async () => {
    await outputIsThere();
    const slowest = () =>
      driver.page.evaluate(async () => {
        const long: number[] = [0];
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) long.push(duration);
        }).observe({ type: 'longtask' });
        const track = document.querySelector('#track') as HTMLElement;
        for (let i = 0; i < 60; i++) {
          const deltaY = i < 30 ? -60 : 60;
          track.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX: 300, cancelable: true }));
          await new Promise(requestAnimationFrame);
        }
        return Math.max(...long);
      });
    // The browser tells of tasks that are longer than 50 ms. On a busy machine some are, for want of a processor.
    await eventually(async () => assert.equal(await slowest(), 0), 20_000);
  });

  it('breaks neither its content policy nor anything else', () => {
    assert.deepEqual(driver.problems, []);
  });
});
