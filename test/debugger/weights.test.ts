/**
 * What the debugger shows comes out of the weights: spoil one, and the shown value changes or the run fails.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { dependencies } from '../../src/adapter';
import type { Model } from '../../src/model/model';
import { connect } from './client';
import { lineOf, STORIES } from './story';

const PROGRAM = path.join(STORIES, 'hello.c');

/** The locals at the second breakpoint as text, or what kept the program from getting there. */
async function localsShown(change: (model: Model) => Model): Promise<string> {
  const client = connect({
    ...dependencies,
    loadModel: async () => change(await dependencies.loadModel()),
  });
  try {
    await client.request('initialize');
    await client.request('launch', { program: PROGRAM, maxTokens: 20_000 });
    await client.event('initialized');
    await client.request('setBreakpoints', {
      source: { path: PROGRAM },
      breakpoints: [{ line: lineOf(PROGRAM, 'BP2') }],
    });
    await client.request('configurationDone');
    const { event, body } = await client.event('stopped', 'exited', 'terminated');
    if (event !== 'stopped' || body.reason !== 'breakpoint') return `${event} ${body?.reason}`;
    const { stackFrames } = await client.request<{ stackFrames: Dap.StackFrame[] }>('stackTrace', {
      threadId: 1,
    });
    const { scopes } = await client.request<{ scopes: Dap.Scope[] }>('scopes', {
      frameId: stackFrames[0].id,
    });
    const { variables } = await client.request<{ variables: Dap.Variable[] }>('variables', {
      variablesReference: scopes[0].variablesReference,
    });
    return variables.map(({ name, value }) => `${name} = ${value}`).join(', ');
  } finally {
    await client.request('disconnect');
    client.close();
  }
}

/** The model with one weight of one value matrix doubled: what the head reads is no longer what is there. */
function spoil(model: Model, head: string): Model {
  const layers = model.layers.map((layer) => ({
    ...layer,
    heads: layer.heads.map((h) => {
      if (h.name !== head) return h;
      const value = Float64Array.from(h.value);
      const index = value.findIndex((weight) => weight !== 0);
      value[index] *= 2;
      return { ...h, value };
    }),
  }));
  return { ...model, layers };
}

describe('weights matter', () => {
  it('a changed weight changes what is shown, or the run fails', async function () {
    // There is no code ahead of time for a changed model.
    this.timeout(180_000);
    const right = await localsShown((model) => model);
    assert.match(right, /^a = 3, c = 'x', text = 0x[0-9a-f]+ "hello"$/);
    const model = await dependencies.loadModel();
    const heads = model.lookups.map(({ layer, head }) => model.layers[layer].heads[head].name);
    for (const head of new Set(heads))
      assert.notEqual(await localsShown((m) => spoil(m, head)), right, head);
  });
});
