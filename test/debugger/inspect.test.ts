/** What is shown of the machine and of the model, and that the parts agree with each other. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { type Client, connect } from './client';
import { lineOf, STORIES } from './story';

const PROGRAM = path.join(STORIES, 'hello.c');

describe('inspection', () => {
  let client: Client;
  let frame: Dap.StackFrame;
  let scopes: Dap.Scope[];

  before(async () => {
    client = connect();
    await client.request('initialize', { linesStartAt1: false, supportsProgressReporting: true });
    await client.request('launch', { program: PROGRAM });
    await client.request('setBreakpoints', {
      source: { path: PROGRAM },
      breakpoints: [{ line: lineOf(PROGRAM, 'BP2') - 1 }],
    });
    await client.request('configurationDone');
    await client.event('stopped');
    const stack = await client.request<{ stackFrames: Dap.StackFrame[] }>('stackTrace', {
      threadId: 1,
      levels: 1,
    });
    frame = stack.stackFrames[0];
    scopes = (await client.request<{ scopes: Dap.Scope[] }>('scopes', { frameId: frame.id }))
      .scopes;
  });

  after(async () => {
    await client.request('disconnect');
    client.close();
  });

  const children = async (variablesReference: number) =>
    (await client.request<{ variables: Dap.Variable[] }>('variables', { variablesReference }))
      .variables;
  const scope = (name: string) =>
    children(scopes.find((s) => s.name === name)?.variablesReference ?? assert.fail(name));
  const named = (variables: Dap.Variable[], name: string) =>
    variables.find((v) => v.name === name) ?? assert.fail(`there is no ${name}`);

  it('scopes are in the order in which they are looked at', () => {
    assert.deepEqual(
      scopes.map(({ name }) => name),
      [
        'Locals',
        'WASM locals',
        'Operand stack',
        'Globals',
        'Registers',
        'Residual stream',
        'Attention',
        'Function table',
      ],
    );
  });

  it('lines are counted as the client counts', () => {
    assert.equal(frame.line, lineOf(PROGRAM, 'BP2') - 1);
  });

  it('the prompt is read with progress', () => {
    assert.equal(client.takeAll('progressStart').length, 1);
    assert.equal(client.takeAll('progressEnd').length, 1);
  });

  it('registers name the instruction, the frame and the last token', async () => {
    const registers = await scope('Registers');
    assert.deepEqual(
      registers.map(({ name }) => name),
      [
        'pc',
        'prompt position',
        'operand-stack depth',
        'call depth',
        'frame',
        'memory',
        'token position',
        'last token',
        'last instruction',
      ],
    );
    const { instructionPointerReference } = frame;
    assert.match(named(registers, 'pc').value, new RegExp(`^${instructionPointerReference} `));
    assert.match(named(registers, 'frame').value, /\(main\)$/);
  });

  it('the residual stream has every slot by name, and agrees with the registers', async () => {
    const position = named(await scope('Registers'), 'token position').value;
    const layers = await scope('Residual stream');
    const moments = await children(layers[0].variablesReference);
    assert.deepEqual(
      moments.map(({ name }) => name),
      ['when it begins', 'after attention', 'after feed-forward'],
    );
    const slots = await children(moments[0].variablesReference);
    const slot = slots.find(({ name }) => / position$/.test(name));
    assert.equal(slot?.value, position);
  });

  it('every head says what it read, and from which instruction of which line', async () => {
    const layers = await scope('Attention');
    let lines = 0;
    for (const layer of layers)
      for (const head of await children(layer.variablesReference)) {
        const parts = await children(head.variablesReference);
        assert.match(named(parts, 'winner').value, /^".+" at \d+/);
        if (parts.some(({ name }) => name === 'runner-up'))
          assert.ok(Number(named(parts, 'margin').value) >= 0, head.name);
        if (/run: .* in main, line \d+/.test(named(parts, 'winner').value)) lines++;
      }
    assert.ok(lines > 0);
  });

  it('memory shows the bytes of a variable', async () => {
    const text = named(await scope('Locals'), 'text');
    const { result, memoryReference } = await client.request<{
      result: string;
      memoryReference: string;
    }>('evaluate', { expression: '&a', frameId: frame.id, context: 'hover' });
    assert.match(result, /^0x/);
    const a = await client.request<{ data: string }>('readMemory', { memoryReference, count: 4 });
    assert.deepEqual([...Buffer.from(a.data, 'base64')], [3, 0, 0, 0]);
    const [address] = text.value.split(' ');
    const hello = await client.request<{ data: string }>('readMemory', {
      memoryReference: address,
      offset: 1,
      count: 4,
    });
    assert.equal(Buffer.from(hello.data, 'base64').toString(), 'ello');
    const end = await client.request<{ data: string; unreadableBytes: number }>('readMemory', {
      memoryReference: '0x7fffffff',
      count: 8,
    });
    assert.deepEqual(end, { address: '0x7fffffff', data: '', unreadableBytes: 8 });
    await assert.rejects(
      client.request('readMemory', { memoryReference: 'here', count: 1 }),
      /"here" is not an address/,
    );
  });

  it('the disassembly has as many rows as asked, beyond both ends of the code', async () => {
    const ask = async (memoryReference: string, instructionOffset: number) =>
      (
        await client.request<{ instructions: Dap.DisassembledInstruction[] }>('disassemble', {
          memoryReference,
          instructionOffset,
          instructionCount: 20,
        })
      ).instructions;
    for (const rows of [await ask('0x0', -10), await ask('0xfffff', -10)]) {
      assert.equal(rows.length, 20);
      assert.ok(rows.some(({ presentationHint }) => presentationHint === 'invalid'));
      assert.equal(new Set(rows.map(({ address }) => address)).size, 20);
    }
    const [first] = await ask(frame.instructionPointerReference as string, 0);
    assert.equal(first.line, frame.line);
    assert.equal(first.location?.path, PROGRAM);
  });
});
