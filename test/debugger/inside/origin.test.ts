/** Where values come from: every reading is the one of the dense pass, and every operand the interpreter's. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { lastExecution, stepAt } from '../../../src/debugger/inside/execution';
import { originOf } from '../../../src/debugger/inside/origin';
import { DenseExecutor } from '../../../src/executor/dense';
import { createInterpreter } from '../../../src/program/interpret';
import type { HeadReading } from '../../../src/protocol/origin-requests';
import { asOf, model, type Recorded, recorded } from '../recorded';
import { STORIES } from '../story';

const TEXT = path.join(STORIES, 'text.wat');

/** Fails unless a head of the dense pass at the same token reads the same for the same query. */
function assertDense(dense: DenseExecutor, reading: HeadReading): void {
  const seen = dense.attend(reading.layer, reading.head, [...reading.query]);
  assert.deepEqual<unknown>(
    [reading.winner.position, reading.score, [...reading.value], reading.margin],
    [seen.winner, seen.score, [...seen.value], seen.runnerUp && seen.score - seen.runnerUp.score],
    `${reading.name} at token ${reading.at}`,
  );
}

describe('origins', () => {
  let text: Recorded;

  before(async () => {
    text = await recorded(TEXT);
  });
  after(() => text.debuggee.dispose());

  it('what instructions worked on is what the interpreter worked on, read as in the dense pass', () => {
    const { debuggee, run } = text;
    const { map, context } = debuggee;
    const interpreter = createInterpreter(map.program, { output() {}, input: () => undefined });
    const dense = new DenseExecutor(model);
    const begins: number[] = [];
    context.operations.forward(run.prompt.tokens.length, context.length, (at) => {
      begins.push(at);
      return false;
    });
    const waiting: HeadReading[] = [];
    let results = 0;
    for (const position of begins) {
      const step = stepAt(debuggee, position);
      assert.equal(step.instruction.address, interpreter.pc);
      const { stackDepth } = interpreter;
      const top = (i: number) => interpreter.operand(stackDepth - i);
      if (step.instruction.text === 'i32.add') assert.deepEqual(step.operands, [top(2), top(1)]);
      interpreter.step();
      if (step.result !== undefined) {
        assert.equal(step.result, interpreter.operand(interpreter.stackDepth - 1));
        results++;
      }
      if (step.jump?.next && !interpreter.stopped)
        assert.equal(step.jump.next.address, interpreter.pc);
      waiting.push(...step.heads.map(({ reading }) => reading));
    }
    assert.ok(results > 20);
    for (const [position, token] of run.tokens.entries()) {
      dense.append(token);
      for (const reading of waiting) if (reading.at === position) assertDense(dense, reading);
    }
  });

  it('a local is read by two heads: where its digits end, and the number', () => {
    const { debuggee, run } = text;
    const { map, state } = debuggee;
    const f = map.functionsNamed('sum')[0];
    const total = f.locals.find(({ name }) => name === 'total') ?? assert.fail('no $total');
    // It was called by the function that is exported, which start-up code calls.
    const address = 2 * map.program.frameSize + total.slots[0];
    const parts = originOf(debuggee, { store: 'locals', address, length: 1 });
    assert.deepEqual(
      parts.map(({ what, written }) => [what, written]),
      [
        ['pointer', true],
        ['number', true],
      ],
    );
    assert.equal(parts[1].reading.value[0], 5);
    assert.equal(
      parts[0].reading.winner.position,
      state.writerOf({ store: 'locals', address, length: 1 }),
    );
    assert.match(parts[0].reading.winner.instruction?.text ?? '', /^local\.set/);
    const dense = new DenseExecutor(model);
    for (const token of run.tokens) dense.append(token);
    for (const { reading } of parts) assertDense(dense, reading);
  });

  it('what was never written is told as such', () => {
    const { debuggee } = text;
    const [part] = originOf(debuggee, { store: 'memory', address: 40_000, length: 1 });
    assert.equal(part.written, false);
  });

  it('the last execution is the one before the present moment', () => {
    const { debuggee, run } = text;
    const { map } = debuggee;
    const address = map.program.instructions.findIndex(
      ({ op }, i) => op === 'i32.add' && map.lineAt(i)?.line === 15,
    );
    const pc = map.prompt.positions[address];
    const times: number[] = [];
    debuggee.context.operations.forward(run.prompt.tokens.length, run.tokens.length, (at, here) => {
      if (here === pc) times.push(at);
      return false;
    });
    assert.equal(times.length, 2);
    for (const [i, at] of times.entries()) {
      const { steps } = lastExecution(asOf(debuggee, at + 5), [address]);
      assert.equal(steps[0].tokens[0].position, at);
      assert.deepEqual(
        steps[0].operands,
        [
          [0, 3],
          [3, 2],
        ][i],
      );
    }
    const before = lastExecution(asOf(debuggee, times[0]), [address]);
    assert.deepEqual([before.steps, before.all], [[], true]);
  });
});
