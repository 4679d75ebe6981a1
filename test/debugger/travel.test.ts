/** Sessions in which a person asks for more than steps; what each should look like is in stories/NAME.golden. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { LineHistory } from '../../src/protocol/line-history';
import type {
  Branch,
  Difference,
  Timeline,
  Writer,
  WrittenOutput,
} from '../../src/protocol/travel';
import { lineOf, STORIES, story, type Teller } from './story';
import { move, setBreakpoints, setVariable, typed, watch } from './teller-requests';

const LEDGER = path.join(STORIES, 'ledger.c');

/** At the entry of `main`, with breakpoints that have conditions. */
async function atEntry(
  t: Teller,
  wanted: Parameters<typeof setBreakpoints>[2] = {},
  more: object = {},
): Promise<void> {
  await t.launch('ledger.c', [], { stopOnEntry: true, ...more });
  await t.arrive();
  await setBreakpoints(t, 'ledger.c', wanted);
}

const back = (t: Teller, kind: string) =>
  move(t, 'stepformer.stepBack', { kind }, `step back ${kind}`);

async function complete(t: Teller, frameId: number, text: string): Promise<string[]> {
  const { targets } = await t.client.request<{ targets: Dap.CompletionItem[] }>('completions', {
    frameId,
    text,
    column: text.length + 1,
  });
  return targets.map(({ label }) => label);
}

/** Name of the first local of the module in the topmost frame. */
async function firstLocal(t: Teller): Promise<string | undefined> {
  const { variables } = await t.client.request<{ variables: Dap.Variable[] }>('variables', {
    variablesReference: await t.scopeReference('WASM locals'),
  });
  return variables[0]?.name;
}

describe('breakpoints with conditions', () => {
  it('condition: stops where it holds, forward and back', () =>
    story('condition', async (t) => {
      await atEntry(t, { SHOW: { condition: 'i == 2 && book[i].amount > 20' } });
      await t.go('continue');
      await t.evaluate('i');
      await setBreakpoints(t, 'ledger.c', { SHOW: { condition: 'total < 50' } });
      await t.go('reverseContinue');
      await t.evaluate('total');
      await t.go('reverseContinue');
      await t.go('continue');
    }));

  it('hits: are counted over the whole trace', () =>
    story('hits', async (t) => {
      await atEntry(t, { SHOW: { hitCondition: '3' }, TWICE: { hitCondition: '% 2' } });
      for (let i = 0; i < 3; i++) {
        await t.go('continue');
        await t.evaluate('total');
      }
      await t.go('reverseContinue');
      await t.go('reverseContinue');
      await t.go('reverseContinue');
      await t.go('continue');
    }));

  it('log: messages are said on the way forward and stop nothing', () =>
    story('log', async (t) => {
      await atEntry(t, {
        SHOW: { logMessage: 'entry {i}: {book[i].amount}, \\{so far\\} {total}' },
        LAST: { logMessage: 'nothing is {nowhere}' },
      });
      await t.go('continue');
    }));

  it('mistakes: a condition that is wrong is said to be', () =>
    story('mistakes', async (t) => {
      await atEntry(t, {
        SHOW: { condition: 'nowhere == 1' },
        SUM: { condition: 'book' },
        BOOK: { hitCondition: 'often' },
        LAST: { condition: '10 / (total - total)' },
      });
      await t.go('continue');
      await t.go('continue');
    }));
});

describe('data breakpoints', () => {
  it('writes: stops after each change, forward and back', () =>
    story('writes', async (t) => {
      await atEntry(t);
      await watch(t, 'total');
      for (let i = 0; i < 2; i++) {
        await t.go('continue');
        await t.evaluate('total');
      }
      await t.go('reverseContinue');
      await t.evaluate('total');
      await t.go('reverseContinue');
      await watch(t, 'book[2].amount');
      await t.go('continue');
      await t.evaluate('i');
      await watch(t, '1 + 2');
      await t.go('continue');
    }));

  it('changes: stops where a condition holds after the write', () =>
    story('watched', async (t) => {
      await atEntry(t);
      await watch(t, 'total', 'write', 'total > 100');
      await t.go('continue');
      await t.evaluate('total');
      await t.go('continue');
      await t.evaluate('total');
      await t.go('reverseContinue');
      await t.evaluate('total');
      await t.go('reverseContinue');
      await watch(t, 'total', 'write', 'total > nothing');
      await t.go('continue');
    }));

  it('counted: stops at the hits that are meant, forward and back', () =>
    story('counted', async (t) => {
      await atEntry(t);
      await watch(t, 'total', 'write', undefined, '% 2');
      await t.go('continue');
      await t.evaluate('total');
      await t.go('continue');
      await t.evaluate('total');
      await t.go('reverseContinue');
      await t.evaluate('total');
      // The same breakpoint goes on counting, another one begins anew.
      await watch(t, 'total', 'write', undefined, '% 2');
      await t.go('continue');
      await t.evaluate('total');
      await t.go('reverseContinue');
      await watch(t, 'total', 'readWrite', undefined, '3');
      await t.go('continue');
      await t.evaluate('total');
      await t.go('reverseContinue');
      await watch(t, 'total', 'write', 'i == 1', '2');
      await watch(t, 'total', 'write', undefined, 'often');
    }));

  it('reads: stops after each access', () =>
    story('reads', async (t) => {
      await atEntry(t);
      await watch(t, 'book[1].amount', 'readWrite');
      await t.go('continue');
      await t.go('continue');
      await t.go('reverseContinue');
      await watch(t, 'book[1].amount', 'read');
      await t.go('continue');
      await t.go('reverseContinue');
    }));

  it('writer: who wrote a value', () =>
    story('writer', async (t) => {
      await atEntry(t, { LAST: {} });
      await t.go('continue');
      for (const expression of ['total', 'book[1].amount']) {
        const { by, moment, token } = await t.client.request<Writer>('stepformer.goToWriter', {
          expression,
        });
        t.say(`${expression} was written by the ${by}: ${token} in line ${moment.line}`);
        await t.arrive();
        await t.evaluate('total');
        await t.go('continue');
      }
      await t.refused('stepformer.goToWriter', { expression: 'book[0].name' });
    }));
});

describe('changes', () => {
  it('set: the program goes on with what a person wrote', () =>
    story('set', async (t) => {
      await atEntry(t, { SHOW: {} });
      await t.go('continue');
      await setVariable(t, 'Locals', 'i', '2');
      await setVariable(t, 'Locals', 'i', 'many');
      await typed(t, 'total = total * 2 + 1');
      await typed(t, 'book[3].amount = 7');
      await typed(t, 'book[3]');
      await typed(t, 'book[i == 2 ? 3 : 0].amount += 1');
      await typed(t, 'book[3].amount--');
      await typed(t, '$depth');
      await typed(t, '$mem[&total..&total + 1]');
      await t.evaluate('total = 3');
      await t.go('continue');
      await t.scope('Locals');
      await t.go('continue');
    }));

  it('memory: bytes are read and written where a variable lies', () =>
    story('memory', async (t) => {
      await atEntry(t, { SHOW: {} });
      await t.go('continue');
      const [{ id }] = await t.frames();
      const { memoryReference } = await t.client.request<Dap.EvaluateResponse['body']>('evaluate', {
        expression: 'book[0]',
        frameId: id,
      });
      const data = Buffer.from([1, 2, 3, 4, 5]).toString('base64');
      await t.client.request('writeMemory', { memoryReference, offset: -1, data });
      const read = await t.client.request<{ data: string }>('readMemory', {
        memoryReference,
        offset: -2,
        count: 8,
      });
      t.say(`read: ${Buffer.from(read.data, 'base64').toString('hex')}`);
      await t.evaluate('book[0].amount');
      await t.refused('writeMemory', { memoryReference: '0xfffffffe', data });
      t.say(`book[0]. → ${(await complete(t, id, 'book[0].')).join(', ')}`);
      t.say(`b → ${(await complete(t, id, 'b')).join(', ')}`);
      const { modules } = await t.client.request<{ modules: Dap.Module[] }>('modules');
      t.say(`modules: ${modules.map(({ name, symbolStatus }) => `${name}, ${symbolStatus}`)}`);
    }));

  it('operands: of the machine can be changed between two instructions', () =>
    story('operands', async (t) => {
      await t.launch('add.wasm', [], { functions: ['add'] });
      await t.arrive();
      await setVariable(t, 'WASM locals', 'a', '40');
      await setVariable(t, 'WASM locals', 'a', 'x');
      await t.go('stepIn', { granularity: 'instruction' });
      await t.go('stepIn', { granularity: 'instruction' });
      await t.scope('Operand stack');
      await setVariable(t, 'Operand stack', '[1] top', '5');
      await t.scope('Operand stack');
      await t.go('stepIn', { granularity: 'instruction' });
      await t.scope('Operand stack');
      await t.go('stepOut', { granularity: 'instruction' });
      await t.scope('Operand stack');
    }));

  it('future: a change in the past makes another future, and the old one is kept', () =>
    story('future', async (t) => {
      await atEntry(t, { LAST: {} });
      await t.go('continue');
      await t.evaluate('total');
      await setBreakpoints(t, 'ledger.c', { SHOW: { condition: 'i == 1' }, LAST: {} });
      await t.go('reverseContinue');
      await typed(t, 'total = 0');
      await t.go('continue');
      await t.evaluate('total');
      const { branches } = await t.client.request<{ branches: Branch[] }>('stepformer.branches');
      for (const { change } of branches) t.say(`another future was left at: ${change}`);
      const { here, there } = await t.client.request<Difference>('stepformer.compareBranch', {
        id: branches[0].id,
      });
      t.say(`they differ: ${here?.token} in line ${here?.moment?.line}, and ${there?.token}`);
      await move(t, 'stepformer.switchBranch', { id: branches[0].id }, 'switch');
      await t.evaluate('total');
      await t.go('continue');
      await t.evaluate('total');
    }));

  it('jump: to another line, and a frame that is begun again', () =>
    story('jump', async (t) => {
      await atEntry(t, { SHOW: {}, ADDS: {} });
      await t.go('continue');
      await t.stack();
      await t.go('stepOut');
      await t.scope('Locals');
      await t.go('continue');
      const source = { path: LEDGER };
      const { targets } = await t.client.request<{ targets: Dap.GotoTarget[] }>('gotoTargets', {
        source,
        line: lineOf(LEDGER, 'BOOK'),
      });
      await move(t, 'goto', { threadId: 1, targetId: targets[0].id }, targets[0].label);
      await t.refused('gotoTargets', { source, line: lineOf(LEDGER, 'TWICE') });
      await t.go('continue');
      const [{ id }] = await t.frames();
      await t.go('next');
      await move(t, 'restartFrame', { frameId: (await t.frames())[0].id }, 'restart frame');
      await t.evaluate('balance');
      assert.notEqual(id, 0);
    }));
});

describe('going elsewhere', () => {
  it('targets: into one of the calls of a line', () =>
    story('targets', async (t) => {
      await atEntry(t, { SUM: {} });
      await t.go('continue');
      const [{ id }] = await t.frames();
      const { targets } = await t.client.request<{ targets: Dap.StepInTarget[] }>('stepInTargets', {
        frameId: id,
      });
      t.say(`calls: ${targets.map(({ label }) => label).join(', ')}`);
      const add = targets.find(({ label }) => label === 'add');
      await t.client.request('stepIn', { threadId: 1, targetId: add?.id });
      await t.arrive();
    }));

  it('backwards: over calls, into them, and out to the caller', () =>
    story('backwards', async (t) => {
      await atEntry(t, { SHOW: {} });
      await t.go('continue');
      await back(t, 'over');
      await t.go('next');
      await back(t, 'in');
      await back(t, 'over');
      await back(t, 'out');
      await back(t, 'in');
      await back(t, 'in');
      await back(t, 'in');
    }));

  it('exit: the end is a place to go back from', () =>
    story('exit', async (t) => {
      await atEntry(t, {}, { stopOnExit: true });
      await t.go('continue');
      await setVariable(t, 'Registers', 'pc', '1');
      await back(t, 'over');
      await t.go('continue');
      await t.go('continue');
    }));

  it('traps: stop only where a person wants them to', () =>
    story('traps', async (t) => {
      await t.launch('divide.c', [], { stopOnEntry: true });
      await t.arrive();
      await t.client.request('setExceptionBreakpoints', { filters: ['unreachable'] });
      await t.go('continue');
    }));

  it('final: nothing is changed where the program traps', () =>
    story('final', async (t) => {
      await t.launch('divide.c');
      await t.arrive();
      await setVariable(t, 'WASM locals', (await firstLocal(t)) ?? '', '1');
      await back(t, 'over');
    }));

  it('moments: output, timeline and lines', () =>
    story('moments', async (t) => {
      await atEntry(t, { LAST: {} });
      await t.go('continue');
      const output = await t.client.request<WrittenOutput>('stepformer.output', {});
      const text = Buffer.from(output.bytes, 'base64').toString();
      t.say(`output: ${JSON.stringify(text)}`);
      const position = output.positions[text.indexOf('120')];
      await move(t, 'stepformer.goTo', { position }, 'to the 1 of 120');
      t.say((await t.frames()).map(({ name }) => name).includes('main') ? 'within main' : 'lost');
      const [frame] = (await t.frames()).filter(({ name }) => name === 'main');
      const { result } = await t.client.request<{ result: string }>('evaluate', {
        expression: 'total',
        frameId: frame.id,
      });
      t.say(`total is ${result} in line ${frame.line}`);
      const { files } = await t.client.request<LineHistory>('stepformer.lines', {});
      for (const { line, count, values } of files[0].lines)
        t.say(`line ${line} ran ${count} times${values.length ? `: ${values.join(', ')}` : ''}`);
      const all = await t.client.request<Timeline>('stepformer.timeline', { buckets: 8 });
      assert.equal(
        all.now,
        (await t.client.request<{ position: number }>('stepformer.here')).position,
      );
      assert.ok(all.end > all.now && all.now > all.begin);
      assert.equal(
        all.written.reduce((sum, n) => sum + n, 0),
        text.length,
      );
      t.say(`depth: ${all.depth.join(' ')}`);
      await move(t, 'stepformer.goTo', { position: 0 }, 'to the start');
      await move(t, 'stepformer.goTo', { position: all.end }, 'to the end');
      await t.evaluate('total');
    }));
});
