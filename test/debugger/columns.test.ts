/** Breakpoints at parts of a line. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { lineOf, STORIES, story, type Teller } from './story';

/** The line of a mark with a caret below each place where a breakpoint can be. */
async function tellPlaces(t: Teller, file: string, mark: string): Promise<void> {
  const source = { path: path.join(STORIES, file) };
  const line = lineOf(source.path, mark);
  const { breakpoints } = await t.client.request<{ breakpoints: Dap.BreakpointLocation[] }>(
    'breakpointLocations',
    { source, line },
  );
  const columns = breakpoints.map(({ column = 0 }) => column);
  const carets = Array.from({ length: Math.max(...columns) }, (_, i) =>
    columns.includes(i + 1) ? '^' : ' ',
  );
  t.say(readFileSync(source.path, 'utf8').split('\n')[line - 1]);
  t.say(carets.join(''));
}

/** Does a step, and tells at which column of which line. */
async function go(t: Teller, step: Parameters<Teller['go']>[0]): Promise<void> {
  await t.go(step);
  const [{ line, column }] = await t.frames();
  t.say(`  at ${line}:${column}`);
}

/** Breakpoints where texts stand in the line of a mark. */
async function breakAt(t: Teller, file: string, mark: string, texts: readonly string[]) {
  const source = { path: path.join(STORIES, file) };
  const line = lineOf(source.path, mark);
  const text = readFileSync(source.path, 'utf8').split('\n')[line - 1];
  const set = await t.client.request<{ breakpoints: Dap.Breakpoint[] }>('setBreakpoints', {
    source,
    breakpoints: texts.map((part) => ({ line, column: text.indexOf(part) + 1 })),
  });
  set.breakpoints.forEach(({ verified, line, column }, i) => {
    t.say(`breakpoint at ${texts[i]}: ${verified ? `${line}:${column}` : 'not verified'}`);
  });
}

describe('columns', () => {
  it('of C: a breakpoint stops each time that its part of the line begins', () =>
    story('columns', async (t) => {
      const file = 'columns.c';
      await t.launch(file, ['BP1']);
      await t.arrive();
      await tellPlaces(t, file, 'BP1');
      await tellPlaces(t, file, 'BP2');
      for (const part of ['i < n', '++', 'twice', '+=']) {
        await breakAt(t, file, 'BP1', [part]);
        await go(t, 'continue');
        await t.evaluate('i');
        await t.evaluate('total');
      }
      await go(t, 'continue');
      await t.evaluate('total');
      await go(t, 'reverseContinue');
      await t.evaluate('total');
      // Stepping knows only lines.
      await breakAt(t, file, 'BP1', []);
      await go(t, 'stepBack');
      await go(t, 'next');
      await breakAt(t, file, 'BP2', ['total :', 'total + n', '#BP2']);
      await go(t, 'continue');
      await go(t, 'continue');
      await t.go('continue');
    }));

  it('of WebAssembly text: every instruction is a part', () =>
    story('columns-text', async (t) => {
      const file = 'text.wat';
      await t.launch(file, ['BP1']);
      await t.arrive();
      await tellPlaces(t, file, 'BP1');
      await tellPlaces(t, file, 'BP2');
      await breakAt(t, file, 'BP1', ['(i32.add']);
      await go(t, 'continue');
      await t.scope('Operand stack');
    }));
});
