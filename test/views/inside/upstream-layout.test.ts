/** The layout of the upstream graph, which a worker of the page makes. */
import assert from 'node:assert/strict';
import { upstreamOf } from '../../../src/debugger/inside/upstream';
import type { Upstream, UpstreamPart } from '../../../src/protocol/upstream-requests';
import { titleOf } from '../../../src/views/inside/upstream/words';
import { type SmallRun, smallRun } from '../../debugger/inside/small-run';
import { eventually, PATIENCE } from '../../patience';
import { type InsideDriver, openInside } from './inside-driver';
import { pageWork } from './page-work';
import { answersOf } from './small-answers';

const MANY = 100;
const HALF = 60;
/** Tokens of a round of the program's loop. */
const ROUND = 32;

// As text: a test's compiler adds to functions.
const WORKERS = {
  real: 'window.Worker = RealWorker',
  missing: 'window.Worker = class { constructor() { throw new Error() } }',
  dying: `window.Worker = class extends RealWorker {
    constructor() { super(URL.createObjectURL(new Blob(['throw new Error("dies")']))); }
  }`,
  held: `window.Worker = class extends RealWorker {
    set onmessage(heard) { super.onmessage = (event) => held.push(() => heard(event)); }
  }`,
};
const RELEASE = 'held.splice(0).forEach((go) => go())';
/** Notes each decision that is drawn. */
const WATCH = `new MutationObserver(() => {
  const title = document.querySelector('.graph .decision .title')?.textContent;
  if (title && title !== decisions.at(-1)) decisions.push(title);
}).observe(document.body, { subtree: true, childList: true, characterData: true })`;

describe('the layout of the upstream graph', function () {
  this.timeout(3 * PATIENCE);
  let run: SmallRun;
  let inside: InsideDriver;
  let isLarge = false;

  const $ = (selector: string) => inside.page.locator(selector);
  const last = (text: string, before = Number.POSITIVE_INFINITY) =>
    run.tokens.findLastIndex((token, i) => i < before && run.model.tokens[token].text === text);
  const graph = (position: number, most = 25) => upstreamOf(run.stopped, { position, most });
  const title = (position: number) => titleOf(graph(position).nodes[0]);
  const choose = async (position: number) => {
    inside.selections.select({ position });
    await $('.words').getByText(graph(position).words[0]).waitFor();
  };
  /** Until it is drawn, with something done meanwhile. */
  const drawn = (position: number, meanwhile = '') =>
    eventually(async () => {
      await inside.page.evaluate(meanwhile);
      const [first] = await $('.decision .title').allTextContents();
      assert.equal(first, title(position));
    });
  /** The view anew, with workers of such a kind. */
  const begin = async (kind: keyof typeof WORKERS, position: number) => {
    await inside.show('residual');
    await $('.upstream').waitFor({ state: 'detached' });
    await inside.page.evaluate(WORKERS[kind]);
    inside.selections.select({ position });
    await inside.show('upstream');
  };

  before(async () => {
    run = await smallRun();
    const answers = answersOf(run);
    inside = await openInside(
      {
        ...answers,
        'stepformer.upstream': (asks) =>
          isLarge ? large(asks.position) : upstreamOf(run.stopped, asks),
      },
      { width: 1200, height: 1000 },
    );
    await inside.page.evaluate(
      'window.RealWorker = Worker; window.decisions = []; window.held = []',
    );
    await inside.page.evaluate(WATCH);
    await inside.stand(run.tokens.length);
  });
  after(() => inside?.close());

  /** A decision and that of a round of the loop before as one graph: none of this program is so large by itself. */
  function large(position: number): Upstream {
    const [first, second] = [graph(position, HALF), graph(position - ROUND, HALF)];
    const [root, ...others] = first.nodes;
    const { value, name } = second.nodes[0];
    const edge = { from: second.root, name, weight: 1, value, number: value, control: false };
    const part: UpstreamPart = {
      ...{ role: 'sum', sum: value, edges: [edge], constant: 0, rounding: 0 },
      folded: { count: 0, number: 0 },
    };
    const nodes = [{ ...root, parts: [...root.parts, part] }, ...others];
    const known = new Set(nodes.map(({ id }) => id));
    return { ...first, nodes: [...nodes, ...second.nodes.filter(({ id }) => !known.has(id))] };
  }

  it('leaves the last drawing until the newest is there, and drops what is older', async () => {
    const [a, b, c] = [last('i32.div_u'), last('i32.mul'), last('i32.xor')];
    await begin('held', a);
    await $('.words').waitFor();
    await $('.upstream .notice').waitFor();
    await drawn(a, RELEASE);
    await choose(b);
    await choose(c);
    await drawn(c, RELEASE);
    assert.deepEqual(await inside.page.evaluate('decisions'), [title(a), title(c)]);
  });

  for (const kind of ['missing', 'dying'] as const)
    it(`shows the tree where the worker is ${kind}, and the graph when there is one`, async () => {
      await begin(kind, last('i32.div_u'));
      await $('.problem').getByText('could not be drawn').waitFor();
      assert.ok((await $('[role=treeitem]').count()) > 10);
      await inside.page.evaluate(WORKERS.real);
      await choose(last('i32.mul'));
      await drawn(last('i32.mul'));
      assert.equal(await $('.problem, .tree').count(), 0);
    });

  it('holds the page up for no more than drawing takes, with many nodes', async () => {
    isLarge = true;
    await begin('real', last('i32.xor'));
    const counts: number[] = [];
    const longest: number[] = [];
    const first = last('i32.mul');
    for (const position of [first, first + 1, first + 2, first, first + 1, first + 2]) {
      const work = await pageWork(inside.page, async () => {
        await choose(position);
        await drawn(position);
      });
      longest.push(work.at(-1) ?? Number.NaN);
      counts.push(await $('.graph .node').count());
    }
    longest.sort((a, b) => a - b);
    const figures = longest.map((task) => task.toFixed(1)).join(', ');
    console.info(`      the longest tasks take ${figures} ms, with ${counts.join(', ')} nodes`);
    assert.ok(Math.min(...counts) >= MANY, `${counts}`);
    // One of them may be held up by what else the machine does.
    assert.ok(longest[longest.length >> 1] < 50, figures);
    await inside.picture('upstream-large');
  });

  it('begins with the decision in view, in the middle', async () => {
    const [outer, inner] = [
      await $('.graph').boundingBox(),
      await $('.decision rect').first().boundingBox(),
    ];
    assert.ok(outer && inner);
    const off = inner.x + inner.width / 2 - (outer.x + outer.width / 2);
    assert.ok(Math.abs(off) < 2, `${off}`);
  });

  it('breaks neither its content policy nor anything else', () => {
    assert.deepEqual(
      inside.problems.filter((problem) => !problem.includes('dies')),
      [],
    );
  });
});
