/** The token of a line, against where the model says that each token belongs. */
import assert from 'node:assert/strict';
import { lastOfLine } from '../../../src/debugger/inside/locate';
import { type SmallRun, smallRun } from './small-run';

describe('the token of a line', () => {
  let run: SmallRun;

  before(async () => {
    run = await smallRun();
  });

  it('is the last before the present moment that executes an instruction of it', () => {
    const { stopped, begin, tokens, model } = run;
    const { map, history, context } = stopped;
    // Each instruction is a line of its own.
    const lined = {
      ...stopped,
      map: {
        ...map,
        lineAt: (address: number) => ({ file: 'x', line: address, begin: 0, end: 0 }),
      },
    };
    const isOperation = (at: number) => model.tokens[tokens[at]].operation === true;
    for (const now of [begin, begin + 40, tokens.length]) {
      const last = new Map<number, number>();
      for (let at = begin; at < now; at++)
        if (isOperation(at)) last.set(history.instructionOf(at), at);
      const then = { ...lined, context: { ...context, length: now } };
      map.program.instructions.forEach((_, address) => {
        assert.equal(lastOfLine(then as never, 'x', address), last.get(address) ?? -1);
      });
    }
  });
});
