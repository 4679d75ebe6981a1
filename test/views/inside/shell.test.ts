/** The page that looks inside, around its views: the selection, the tabs, the states, pictures. */
import assert from 'node:assert/strict';
import type { TokenPlace } from '../../../src/protocol/inside';
import { PATIENCE } from '../../patience';
import { type InsideDriver, type Made, openInside } from './inside-driver';

const place = (position: number): TokenPlace => ({
  position,
  text: `byte ${position % 256}`,
  by: 'model',
  instruction: {
    address: 7,
    text: 'i32.add',
    function: 'main',
    file: '/home/p/sum.c',
    line: position % 90,
  },
});

const MADE: Made = {
  'stepformer.model': () => ({
    ...{ name: 'made', dModel: 2, vocabulary: 3, parameters: 4 },
    layers: [],
  }),
  'stepformer.token': ({ position }) => place(position),
};

describe('the page that looks inside', function () {
  this.timeout(3 * PATIENCE);
  let driver: InsideDriver;

  before(async () => {
    driver = await openInside(MADE);
  });
  beforeEach(async () => {
    driver.selections.clear();
    await driver.state({ is: 'empty' });
    // What a test does next must not meet what the test before has left.
    await $('.empty').waitFor();
    driver.said.length = 0;
  });
  after(() => driver?.close());

  const $ = (selector: string) => driver.page.locator(selector);
  const path = (text: RegExp) => $('.path').filter({ hasText: text }).waitFor();
  const press = (label: string) => $(`.moves [aria-label="${label}"]`).click();

  it('says how to begin when nothing is debugged', async () => {
    await $('.empty >> text=Open a Sample').click();
    assert.deepEqual(await driver.heard('start'), { type: 'start', what: 'sample' });
  });

  it('names the token that decides the present moment, and follows the program', async () => {
    await driver.stand(1_235);
    await path(/Token 1,234.*byte 210.*i32\.add.*main.*sum\.c:64/);
    await driver.stand(1_300);
    await path(/Token 1,299/);
  });

  it('goes to other tokens and back, and stays at one while the program goes on', async () => {
    await driver.stand(500, 600);
    await path(/Token 499/);
    await press('Previous token');
    await path(/Token 498/);
    await driver.stand(550, 600);
    await press('Next token');
    await path(/Token 499/);
    await press('Back to what was selected before');
    await path(/Token 498/);
    await press('Make this token the present moment of the debugger');
    assert.deepEqual(await driver.heard('goTo'), { type: 'goTo', position: 499 });
    await press('Back to the present moment of the debugger');
    await path(/Token 549/);
  });

  it('leads to the line', async () => {
    await driver.stand(100);
    await $('.path .line').click();
    assert.deepEqual(await driver.heard('reveal'), {
      type: 'reveal',
      file: '/home/p/sum.c',
      line: 9,
    });
  });

  it('changes the view by keys, and says which it shows', async () => {
    await driver.stand(100);
    await $('[role=tab][aria-selected=true]').focus();
    await driver.page.keyboard.press('Home');
    assert.equal(await driver.page.locator(':focus').innerText(), 'Trace');
    assert((await driver.heard('shows')).view === 'trace');
    await driver.show('heads');
  });

  it('keeps what it shows while the program runs', async () => {
    await driver.stand(100);
    await path(/Token 99/);
    await driver.state({ is: 'running', program: 'sum.c' });
    await $('.running').filter({ hasText: 'sum.c is running…' }).waitFor();
    await path(/Token 99/);
  });

  for (const [format, begins] of [
    ['svg', /^<svg .*<foreignObject/s],
    ['png', /^iVBORw0KGgo/],
  ] as const)
    it(`saves the view as ${format.toUpperCase()}`, async () => {
      await driver.stand(100);
      // A view that is no drawing.
      await driver.show('trace');
      await $('#tab-trace[aria-selected=true]').waitFor();
      await $('.menu summary').click();
      await $(`.choices >> text=As ${format.toUpperCase()}`).click();
      const { picture } = await driver.heard('save');
      assert.equal(picture.name, 'trace-99');
      assert.match(picture.content, begins);
      await driver.show('heads');
    });

  it('breaks neither its content policy nor anything else', () => {
    assert.deepEqual(driver.problems, []);
  });
});
