/** Debug sessions as a person lives them; what each should look like is in stories/NAME.golden. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile } from '../../src/toolchain/compile';
import { lineOf, STORIES, story } from './story';

describe('debugging stories', () => {
  it('hello: breakpoints, locals, output, the end', () =>
    story('hello', async (t) => {
      await t.launch('hello.c', ['BP1', 'BP2']);
      await t.arrive();
      await t.stack();
      await t.scope('Locals');
      await t.go('continue');
      await t.evaluate('counter');
      await t.evaluate('a + c');
      await t.go('next');
      await t.scope('Locals');
      await t.go('continue');
    }));

  it('steps: over, into and out, by line', () =>
    story('steps', async (t) => {
      await t.launch('steps.c', [], { stopOnEntry: true });
      await t.arrive();
      await t.go('stepIn');
      await t.go('next');
      await t.go('next');
      await t.go('stepIn');
      await t.stack();
      await t.go('next');
      await t.go('stepOut');
      await t.go('next');
      await t.go('stepOut');
      await t.go('next');
      await t.go('stepIn');
      await t.scope('Locals');
      await t.go('next');
    }));

  it('instructions: stepping in the disassembly', () =>
    story('instructions', async (t) => {
      await t.launch('steps.c', [], { functions: ['twice', 'thrice'] });
      await t.arrive();
      for (let i = 0; i < 4; i++) {
        await t.go('next', { granularity: 'instruction' });
        await t.scope('Operand stack');
      }
      await t.scope('WASM locals');
      await t.go('stepOut', { granularity: 'instruction' });
      const [{ instructionPointerReference }] = await t.frames();
      const { instructions } = await t.client.request<{ instructions: Instruction[] }>(
        'disassemble',
        {
          memoryReference: instructionPointerReference,
          instructionOffset: -4,
          instructionCount: 8,
        },
      );
      for (const { instructionBytes, instruction, line } of instructions)
        t.say(`  ${line ? `line ${line}` : ''}\t${instructionBytes}\t${instruction}`);
      const { breakpoints } = await t.client.request<{ breakpoints: { verified: boolean }[] }>(
        'setInstructionBreakpoints',
        {
          breakpoints: [
            { instructionReference: instructionPointerReference, offset: 2 },
            { instructionReference: instructionPointerReference, offset: 1 },
          ],
        },
      );
      t.say(`instruction breakpoints: ${breakpoints.map(({ verified }) => verified).join(', ')}`);
      await t.client.request('setFunctionBreakpoints', { breakpoints: [] });
      await t.go('continue');
      await t.go('continue');
      await t.go('continue');
    }));

  it('recursion: every frame has its own locals', () =>
    story('recursion', async (t) => {
      await t.launch('recursion.c', ['BP1']);
      await t.arrive();
      await t.stack();
      for (const frame of [0, 1, 2, 3]) await t.evaluate('n', frame);
      await t.go('stepOut');
      await t.go('continue');
    }));

  it('data: structs, arrays, pointers and expressions', () =>
    story('data', async (t) => {
      await t.launch('data.c', ['BP1']);
      await t.arrive();
      await t.scope('Locals', ['p', 'list', 'list.next', 'grid', 'grid.[1]', 'cell', 'argv']);
      for (const expression of [
        'p.y * 2',
        'list->next->value',
        '*cell + grid[0][2]',
        'seen',
        '&p',
        'argv[0]',
        'nowhere',
        'GREEN',
        '*(int *)nothing',
      ])
        await t.evaluate(expression);
      await t.go('continue');
    }));

  it('optimised: what is gone is said to be gone', () =>
    story('optimised', async (t) => {
      await t.launch('data.c', ['BP1'], { cflags: ['-Og'] });
      await t.arrive();
      await t.evaluate('argc + 1');
      await t.evaluate('list');
      await t.evaluate('p.x + 1');
      await t.go('continue');
    }));

  it('inlined: functions that the optimiser has put in place of calls have frames', () =>
    story('inlined', async (t) => {
      await t.launch('inlined.c', ['BP1', 'BP2'], { cflags: ['-O2'] });
      await t.arrive();
      await t.stack();
      await t.scope('Locals');
      for (const frame of [1, 2]) await t.evaluate(frame === 1 ? 'n' : 'argc', frame);
      await t.client.request('setBreakpoints', {
        source: { path: path.join(STORIES, 'inlined.c') },
        breakpoints: [],
      });
      await t.go('stepOut');
      await t.go('next');
      await t.go('next');
      await t.stack();
      await t.go('stepBack');
      await t.go('stepOut');
      await t.go('next');
      await t.go('continue');
    }));

  it('endless: a loop is paused and ended', () =>
    story('endless', async (t) => {
      await t.launch('endless.c');
      await t.refused('stackTrace', { threadId: 1 });
      await t.client.request('pause', { threadId: 1 });
      const { body } = await t.client.event('stopped');
      t.say(`stopped: ${body.reason}`);
      const frames = await t.frames();
      assert.ok(frames.length > 0);
      t.client.request('continue', { threadId: 1 });
      await t.client.request('terminate');
      await t.arrive();
    }));

  it('changed: breakpoints that are set while the program runs', () =>
    story('changed', async (t) => {
      await t.launch('endless.c');
      const source = { path: path.join(STORIES, 'endless.c') };
      const breakpoints = [{ line: lineOf(source.path, 'BP1') }];
      await t.client.request('setBreakpoints', { source, breakpoints });
      await t.arrive();
      await t.go('continue');
      await t.client.request('setBreakpoints', { source, breakpoints: [] });
      await t.client.request('continue', { threadId: 1 });
      await t.client.request('pause', { threadId: 1 });
      const { body } = await t.client.event('stopped');
      t.say(`stopped: ${body.reason}`);
      await t.client.request('setBreakpoints', { source, breakpoints });
      await t.go('reverseContinue');
    }));

  it('limit: a run ends where it was told to', () =>
    story('limit', async (t) => {
      await t.launch('endless.c', [], { maxTokens: 5000 });
      await t.arrive();
    }));

  it('output-limit: a program that prints without end is ended', () =>
    story('output-limit', async (t) => {
      await t.launch('chatter.c', [], { maxOutput: 100 });
      await t.arrive();
    }));

  it('memory-limit: the KV cache takes no more than it may', () =>
    story('memory-limit', async (t) => {
      await t.launch('endless.c', [], { maxMemory: 16 });
      await t.arrive();
    }));

  for (const name of ['divide', 'bounds', 'unreachable'])
    it(`${name}: a trap is an exception`, () =>
      story(name, async (t) => {
        await t.launch(`${name}.c`);
        await t.arrive();
        await t.stack();
        const info = await t.client.request<{ exceptionId: string; description: string }>(
          'exceptionInfo',
          { threadId: 1 },
        );
        t.say(`${info.exceptionId}: ${info.description}`);
        await t.scope('Locals');
        await t.go('continue');
      }));

  it('run: without debugging nothing stops', () =>
    story('run', async (t) => {
      await t.launch('divide.c', [], { noDebug: true, stopOnEntry: true, functions: ['main'] });
      await t.arrive();
    }));

  it('files: a program of several sources', () =>
    story('files', async (t) => {
      const files = ['files.c', 'area.c'].map((file) => path.join(STORIES, file));
      await t.launch('area.c', ['BP1'], { files });
      await t.arrive();
      await t.stack();
      await t.go('stepOut');
      await t.go('continue');
    }));

  it('settings: include paths, macros and an environment', () =>
    story('settings', async (t) => {
      const header = path.join(STORIES, 'include/greeting.h');
      const settings = { includePaths: ['include'], defines: ['TIMES=2'], env: { NAME: 'Ada' } };
      await t.launch('settings.c', [], { ...settings, stopOnEntry: true });
      await t.arrive();
      await t.client.request('setBreakpoints', {
        source: { path: header },
        breakpoints: [{ line: lineOf(header, 'BP1') }],
      });
      await t.go('continue');
      await t.stack();
      await t.evaluate('times');
      await t.go('continue');
    }));

  it('prebuilt: a module whose sources lie elsewhere', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'prebuilt-'));
    const program = path.join(folder, 'steps.wasm');
    const cflags = [`-ffile-prefix-map=${STORIES}=/build/project`];
    const { wasm } = await compile({ files: [path.join(STORIES, 'steps.c')], cflags });
    writeFileSync(program, wasm);
    try {
      await story('prebuilt-away', async (t) => {
        await t.launch('steps.wasm', [], { program, stopOnEntry: true });
        await t.arrive();
        await t.scope('Locals');
      });
      await story('prebuilt', async (t) => {
        const sourceMap = { '/build': '/nowhere', '/build/project/': STORIES };
        await t.launch('steps.wasm', [], { program, sourceMap, stopOnEntry: true });
        await t.arrive();
        const source = { path: path.join(STORIES, 'steps.c') };
        const breakpoints = [{ line: 3 }];
        await t.client.request('setBreakpoints', { source, breakpoints });
        await t.go('continue');
        const [top] = await t.frames();
        assert.equal(top.source?.path, source.path);
        await t.scope('Locals');
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('rust: a module of another language, whose source lies beside it', () =>
    story('rust', async (t) => {
      await t.launch('gcd.rs', ['BP'], { program: path.join(STORIES, 'gcd.wasm') });
      await t.arrive();
      await t.stack();
      await t.scope('Locals', ['pair']);
      await t.evaluate('pair.a - pair.b');
      await t.go('next');
      await t.scope('Locals');
      await t.go('stepOut');
      await t.scope('Locals', ['pair']);
      await t.go('stepBack');
      await t.go('continue');
      await t.go('stepOut');
      await t.client.request('setBreakpoints', {
        source: { path: path.join(STORIES, 'gcd.rs') },
        breakpoints: [],
      });
      await t.go('continue');
    }));

  it('stdin: text and arguments', () =>
    story('stdin', async (t) => {
      await t.launch('stdin.c', [], { stdin: 'one\ntwo\n', args: ['said'] });
      await t.arrive();
    }));

  it('typed: the program waits for what a person types, and reads it again on the way back', () =>
    story('typed', async (t) => {
      await t.launch('typed.c', ['BP1', 'BP2', 'BP3']);
      await t.arrive();
      await t.goUntilWaiting('next');
      await t.refused('evaluate', { expression: 'name', context: 'watch' });
      await t.type('Ada');
      await t.arrive();
      await t.evaluate('name');
      await t.goUntilWaiting('next');
      await t.pause();
      await t.stack();
      await t.evaluate(
        'age',
        (await t.frames()).findIndex(({ name }) => name === 'main'),
      );
      await t.goUntilWaiting('continue');
      // What is typed before it is asked for is kept.
      await t.type('36\nfirst');
      await t.type('second');
      await t.arrive();
      await t.evaluate('age');
      await t.go('reverseContinue');
      await t.evaluate('name');
      await t.go('continue');
      await t.evaluate('age');
      await t.goUntilWaiting('continue');
      await t.type('.eof');
      await t.arrive();
      await t.evaluate('lines');
      await t.go('stepBack');
      await t.go('continue');
      await t.client.request('continue', { threadId: 1 });
      await t.arrive();
    }));

  it('add: a module without debug information', () =>
    story('add', async (t) => {
      await t.launch('add.wasm', [], { functions: ['add'] });
      await t.arrive();
      await t.stack();
      await t.scope('WASM locals');
      await t.evaluate('$a');
      await t.evaluate('a + 1');
      await t.go('stepOut', { granularity: 'instruction' });
      await t.scope('Operand stack');
      await t.scope('Globals');
      await t.go('continue');
      await t.scope('WASM locals', [], 1);
      await t.go('continue');
    }));

  it('text: stepping through the lines of a .wat file', () =>
    story('text', async (t) => {
      await t.launch('text.wat', ['BP1', 'BP2'], { stopOnEntry: true });
      await t.arrive();
      await t.go('continue');
      for (let i = 0; i < 6; i++) await t.go('next');
      await t.stack();
      await t.scope('WASM locals');
      await t.go('continue');
      await t.go('stepOut');
      await t.go('continue');
    }));

  it('back: by line, through calls and out of them, and forward again', () =>
    story('back', async (t) => {
      await t.launch('steps.c', ['BP1'], { functions: ['twice'] });
      await t.arrive();
      await t.go('continue');
      await t.evaluate('x');
      await t.go('stepBack');
      await t.evaluate('i');
      await t.go('stepBack');
      await t.go('stepBack');
      await t.evaluate('n');
      await t.stack();
      await t.client.request('setFunctionBreakpoints', { breakpoints: [] });
      for (let i = 0; i < 4; i++) await t.go('next');
      await t.go('stepOut');
      await t.go('next');
      await t.go('next');
      await t.evaluate('result');
      await t.go('stepBack');
      await t.go('stepBack');
      await t.evaluate('result');
      await t.go('stepBack');
      await t.go('stepBack', { granularity: 'instruction' });
      await t.go('continue');
      await t.go('continue');
    }));

  it('reverse: to breakpoints and to the start, and each output is told once', () =>
    story('reverse', async (t) => {
      await t.launch('stdin.c', ['BP1', 'BP2'], { stdin: 'one\ntwo\nthree\n', args: ['said'] });
      await t.arrive();
      for (let i = 0; i < 3; i++) await t.go('continue');
      await t.evaluate('line');
      await t.go('reverseContinue');
      await t.evaluate('line');
      await t.go('reverseContinue');
      await t.evaluate('line');
      await t.go('reverseContinue');
      await t.stack();
      await t.go('reverseContinue');
      for (let i = 0; i < 4; i++) await t.go('continue');
      await t.evaluate('line');
      await t.go('continue');
    }));

  it('cause: from an exception back to what led there', () =>
    story('cause', async (t) => {
      await t.launch('divide.c');
      await t.arrive();
      await t.go('stepBack');
      await t.evaluate('a');
      await t.go('reverseContinue');
      await t.go('continue');
      await t.go('continue');
    }));

  it('handles of an earlier stop are refused', () =>
    story('stale', async (t) => {
      await t.launch('steps.c', ['BP1']);
      await t.arrive();
      const variablesReference = await t.scopeReference('Locals');
      const [{ id: frameId }] = await t.frames();
      await t.go('next');
      await t.refused('variables', { variablesReference });
      await t.refused('scopes', { frameId });
      await t.refused('restart');
    }));

  it('bad input is refused with one message, and the next launch works', async () => {
    await story('broken', (t) => t.launch('broken.c'));
    await story('missing', (t) => t.launch('missing.c'));
    await story('nonsense', (t) => t.launch('nonsense.wasm'));
    await story('nothing', (t) => t.launch('', [], { program: '' }));
    await story('no-stdin', (t) => t.launch('hello.c', [], { stdin: 'missing.txt' }));
    await story('after', async (t) => {
      await t.launch('recursion.c');
      await t.arrive();
    });
  });
});

interface Instruction {
  readonly instruction: string;
  readonly instructionBytes: string;
  readonly line?: number;
}
