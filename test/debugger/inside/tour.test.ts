/** The guided tour over the debug adapter: each step finds its token and its head, and tells the sample's numbers. */
import assert from 'node:assert/strict';
import type { TokenPlace } from '../../../src/protocol/inside';
import type { ModelOutline } from '../../../src/protocol/inside-model';
import type { ExecutedStep, Execution } from '../../../src/protocol/origin-requests';
import { TOUR_MARKS } from '../../../src/protocol/tour';
import { OPERATIONS, STEPS } from '../../../src/views/inside/tour/steps';
import type { Client } from '../client';
import { LINES, SAMPLE, tourSession } from './tour-session';

/** What each step has to tell, in this order: the numbers are those of the sample. */
const TOLD: readonly RegExp[] = [
  /word `i32\.add`.*line 9/,
  /program counter was [\d,]+.*L1H2 “next operation”.*`code i32\.add`/,
  /L4H2 “stack: second” asks for slot \d+ .*L4H1 “stack: top” asks for slot \d+/,
  /reads 300;.*reads 42\./,
  /add 300 and 42.*becomes `01__` `56`, .*: 342,/,
  /L7H\d “memory bank \d”.*`i32\.store offset=16`.*scores \d+ less/,
  /reads 86, .*reads 1, .*reads 0, .*reads 0\..*together they are 342, .*`01__` `56`/,
  /`br_if \d+` of line 12 takes 1 .*it jumps: behind it stand `jump/,
  /now it is [\d,]+\..*L1H2.*`local\.get 0[^`]*` of line 14: the branch is taken/,
];

describe('the guided tour', () => {
  let client: Client;
  const executed = new Map<string, ExecutedStep>();

  before(async () => {
    client = await tourSession();
    for (const mark of TOUR_MARKS) {
      const asked = { file: SAMPLE, line: LINES.get(mark), operation: OPERATIONS[mark] };
      const { steps } = await client.request<Execution>('stepformer.execution', asked);
      executed.set(mark, steps[0]);
    }
  });
  after(async () => {
    await client.request('disconnect');
    client.close();
  });

  for (const [i, step] of STEPS.entries())
    it(`${i + 1}. ${step.title}`, async () => {
      const did = executed.get(step.mark) ?? assert.fail(`no ${step.mark}`);
      assert.match(step.text(did), TOLD[i]);
      const { position, layer, head } = step.select(did);
      const place = await client.request<TokenPlace>('stepformer.token', { position });
      assert.ok(place.text);
      if (layer === undefined || head === undefined) return;
      const model = await client.request<ModelOutline>('stepformer.model');
      assert.ok(model.layers[layer].heads[head], 'there is no such head');
    });

  it('the sample marks all that the tour needs', () => {
    assert.deepEqual([...LINES.keys()], [...TOUR_MARKS, 'stop']);
  });
});
