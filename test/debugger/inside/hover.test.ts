/** What a hover asks over a line of C: where a value comes from, and its texts. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { executionText } from '../../../src/editor/hover/execution';
import { originText } from '../../../src/editor/hover/origin';
import type { Execution, Origin } from '../../../src/protocol/origin-requests';
import type { Writer } from '../../../src/protocol/travel';
import { type Client, connect } from '../client';
import { lineOf, STORIES } from '../story';

const LEDGER = path.join(STORIES, 'ledger.c');

describe('hovers', () => {
  let client: Client;
  let frameId: number;

  before(async () => {
    client = connect();
    await client.request('initialize', {});
    await client.request('launch', { program: LEDGER });
    await client.request('setBreakpoints', {
      source: { path: LEDGER },
      breakpoints: [{ line: lineOf(LEDGER, 'LAST') }],
    });
    await client.request('configurationDone');
    await client.event('stopped');
    const { stackFrames } = await client.request<Dap.StackTraceResponse['body']>('stackTrace', {
      threadId: 1,
    });
    frameId = stackFrames[0].id;
  });

  after(async () => {
    await client.request('disconnect');
    client.close();
  });

  const origin = (expression: string) =>
    client.request<Origin>('stepformer.origin', { expression, frameId });
  const children = async (variablesReference: number) =>
    (await client.request<{ variables: Dap.Variable[] }>('variables', { variablesReference }))
      .variables;

  it('each byte of a variable is read by the head of its bank, and they make up the value', async () => {
    const { value, parts, more } = await origin('total');
    assert.deepEqual(
      parts.map(({ what, index, written, reading }) => [what, index, written, reading.name]),
      [0, 1, 2, 3].map((i) => ['byte', i, true, `memory bank ${i}`]),
    );
    assert.equal(more, 0);
    const bytes = parts.map(({ reading }) => reading.value[0]);
    assert.equal(String(Buffer.from(bytes).readInt32LE()), value);
    for (const { reading } of parts) {
      assert.match(reading.winner.instruction?.text ?? '', /^i32\.store /);
      assert.equal(reading.winner.instruction?.file, LEDGER);
      // Keys lie on a parabola: the margin is the square of the distance to the nearest other address.
      assert.ok(Number.isInteger(Math.sqrt(reading.margin ?? -1)), `margin ${reading.margin}`);
    }
  });

  it('the hover that VS Code shows by itself has it below the value', async () => {
    const hover = await client.request<Dap.EvaluateResponse['body']>('evaluate', {
      expression: 'total',
      frameId,
      context: 'hover',
    });
    const [bytes, ...others] = await children(hover.variablesReference);
    assert.deepEqual(others, []);
    assert.equal(bytes.name, 'bytes 0–3');
    assert.match(bytes.value, /^from token [\d,]+, i32\.store offset=\d+ at ledger\.c:\d+$/);
    const details = await children(bytes.variablesReference);
    assert.deepEqual(
      details.map(({ name }) => name),
      ['read by', 'query', 'written by', 'score'],
    );
    assert.match(details[0].value, /^L\d+H\d+–L\d+H\d+ memory bank 0–3$/);
    const watched = await client.request<Dap.EvaluateResponse['body']>('evaluate', {
      expression: 'total',
      frameId,
      context: 'watch',
    });
    assert.equal(watched.variablesReference, 0);
  });

  it('its sentence names the heads, the token, the line and the margin, and links to them', async () => {
    const text = originText(await origin('total'));
    assert.match(
      text,
      /^\*\*total\*\* = `-?\d+`\n\n- read by \[L\d+H\d+–L\d+H\d+ memory bank 0–3\]\(command:stepformer\.select\?\S+\) from \[token [\d,]+, i32\.store offset=\d+ at ledger\.c:\d+\]\(command:stepformer\.select\?\S+\), margin \d+ to token [\d,]+ · \[go there\]\(command:stepformer\.goToToken\?\S+\)$/,
    );
  });

  it('an operand and what lies nowhere', async () => {
    await assert.rejects(origin('total + 1'), /lies nowhere in memory/);
    await assert.rejects(origin('nothing'), /nothing/);
  });

  it('an instruction of a line: its operands, result, tokens and heads', async () => {
    const execution = await client.request<Execution>('stepformer.execution', {
      file: LEDGER,
      line: lineOf(LEDGER, 'SHOW'),
    });
    assert.ok(execution.steps.length > 0);
    assert.match(executionText(execution), /^\*\*`[^`]+`\*\*/);
    await assert.rejects(
      client.request('stepformer.execution', { file: LEDGER, line: 9999 }),
      /There is no instruction at line 9999/,
    );
  });

  it('the writer is the one to which one goes', async () => {
    const { parts } = await origin('total');
    const writer = await client.request<Writer>('stepformer.goToWriter', {
      expression: 'total',
      frameId,
    });
    assert.equal(writer.position, parts[0].reading.winner.position);
  });
});
