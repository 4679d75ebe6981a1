/** The trace as text, and what hovers over it say, of a program that has run. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { GUESSES, hoverText, readersAsked } from '../../../src/editor/trace-document/hover-text';
import { lineOfToken, tokenAt, traceText } from '../../../src/editor/trace-document/text';
import type { InsideRequests } from '../../../src/protocol/inside';
import type { TraceRows } from '../../../src/protocol/trace-requests';
import { type Client, connect } from '../../debugger/client';
import { STORIES } from '../../debugger/story';
import { PATIENCE } from '../../patience';

describe('the trace as text', function () {
  this.timeout(PATIENCE);
  let client: Client;
  let trace: TraceRows;

  const ask = <R extends keyof InsideRequests>(request: R, asks?: InsideRequests[R]['asks']) =>
    client.request<InsideRequests[R]['answers']>(request, asks as object);

  before(async () => {
    client = connect();
    await client.request('initialize', {});
    const program = path.join(STORIES, 'add.wat');
    await client.request('launch', { program, stopOnExit: true });
    await client.request('configurationDone');
    await client.event('stopped');
    trace = await ask('stepformer.trace', { by: 'token', first: 0, count: 500 });
  });
  after(async () => {
    await client.request('disconnect');
    client.close();
  });

  it('has every token where it says that it has', () => {
    const made = traceText(trace.rows, trace.recorded);
    const lines = made.text.split('\n');
    assert.deepEqual(
      made.tokens.flatMap((spans, line) =>
        spans.map(({ row, start, end }) => [row.position, lines[line].slice(start, end)]),
      ),
      trace.rows.map(({ position, text }) => [position, text]),
    );
    const last = trace.rows.at(-1)?.position as number;
    assert.ok(made.tokens[lineOfToken(made, last)].some(({ row }) => row.position === last));
    assert.equal(lineOfToken(made, last + 1), -1);
  });

  it('tells the token under the cursor, and elsewhere the first of the line', () => {
    const made = traceText(trace.rows, trace.recorded);
    const line = made.tokens.findLastIndex((spans) => spans.length > 1);
    const [first, second] = made.tokens[line];
    assert.equal(tokenAt(made, { line, character: second.start }), second);
    assert.equal(tokenAt(made, { line, character: second.end - 1 }), second);
    assert.equal(tokenAt(made, { line, character: 0 }), first);
    assert.equal(tokenAt(made, { line: 0, character: 0 }), undefined);
    assert.equal(tokenAt(made, { line: made.tokens.length + 1, character: 0 }), undefined);
  });

  it('has an instruction a line, with its value', () => {
    const { text } = traceText(trace.rows, trace.recorded);
    const add = trace.rows.findLast(({ text: own }) => own === 'i32.add')?.position as number;
    const line = text.split('\n').find((each) => each.trimStart().startsWith(`${add} `));
    const value = trace.rows.slice(add).find((row) => row.value !== undefined)?.value;
    assert.match(line ?? '', new RegExp(`^ +${add}  i32\\.add .* = ${value} `));
  });

  it('hovers say the decision, and the tokens that were read', async () => {
    const add = trace.rows.findLast(({ text }) => text === 'i32.add') ?? assert.fail();
    const { position } = add;
    const lens = await ask('stepformer.lens', { position, top: GUESSES });
    const { arcs } = await ask('stepformer.arcs', { first: position, last: position });
    const readers = await ask('stepformer.readers', readersAsked(position));
    const outline = await ask('stepformer.model');
    const text = hoverText({ row: add, lens, arcs, readers, outline });
    const next = trace.rows[position + 1].text;
    assert.ok(text.includes(`**Decides** \`${next}\` by a margin of ${lens.margin}.`), text);
    for (const { to } of arcs.slice(0, 8)) assert.ok(text.includes(`[token ${to}](command:`), text);
    assert.ok(arcs.length > 0 && readers.readers.length > 0);
  });
});
