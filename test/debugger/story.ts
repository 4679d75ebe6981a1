/**
 * A debug session told as text. What a person would do is written down with what they would see, and the
 * whole is compared with a file; anything that the program or the debugger says is part of it.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Dependencies } from '../../src/debugger/dependencies';
import type { LaunchConfiguration } from '../../src/protocol/launch';
import { type Client, connect } from './client';

export const STORIES = path.join(__dirname, 'stories');

type Step = 'continue' | 'next' | 'stepIn' | 'stepOut' | 'stepBack' | 'reverseContinue';

export interface Teller {
  readonly client: Client;
  say(text: string): void;
  /** Launches; a breakpoint is set on each line whose comment names one of `marks` (`#BP1`). */
  launch(file: string, marks?: readonly string[], more?: Setup): Promise<void>;
  /** Does a step and waits for the next stop or the end. */
  go(step: Step, args?: object): Promise<void>;
  /** Waits for the next stop or the end, and tells it. */
  arrive(): Promise<void>;
  pause(): Promise<void>;
  /** Does a step and waits until the program waits for input. */
  goUntilWaiting(step: Step): Promise<void>;
  /** Types a line into the console. */
  type(line: string): Promise<void>;
  stack(): Promise<void>;
  /** Tells a scope of a frame, expanding the variables named by paths such as `p` or `list.next`. */
  scope(name: string, expand?: readonly string[], frame?: number): Promise<void>;
  evaluate(expression: string, frame?: number): Promise<void>;
  /** A request that is expected to fail. */
  refused(command: string, args?: object): Promise<void>;
  frames(): Promise<Dap.StackFrame[]>;
  /** The reference of a scope of a frame. */
  scopeReference(name: string, frame?: number): Promise<number>;
}

export interface Setup extends LaunchConfiguration {
  readonly functions?: readonly string[];
}

/** Tells a story and compares it with `stories/NAME.golden`; on a difference `NAME.actual` is kept. */
export async function story(
  name: string,
  tell: (teller: Teller) => Promise<void>,
  given?: Dependencies,
): Promise<void> {
  const lines: string[] = [];
  const client = connect(given);
  try {
    await tell(createTeller(client, (text) => lines.push(text)));
    tellOutput(client, (text) => lines.push(text));
    await client.request('disconnect');
  } catch (error) {
    lines.push(`failed: ${(error as Error).message}`);
  } finally {
    client.close();
  }
  const actual = `${lines.join('\n')}\n`;
  const file = path.join(STORIES, name);
  const golden = existsSync(`${file}.golden`) ? readFileSync(`${file}.golden`, 'utf8') : '';
  if (actual === golden) rmSync(`${file}.actual`, { force: true });
  else writeFileSync(`${file}.actual`, actual);
  assert.equal(actual, golden, `${name}.actual differs from ${name}.golden`);
}

function tellOutput(client: Client, say: (text: string) => void): void {
  for (const event of client.takeAll('output')) tellOneOutput(event, say);
}

function tellOneOutput({ body }: Dap.Event, say: (text: string) => void): void {
  const text: string = body.output.replaceAll(`${STORIES}${path.sep}`, '');
  for (const line of text.split('\n').filter((line) => line !== ''))
    say(`${body.category}| ${line}`);
}

function createTeller(client: Client, say: (text: string) => void): Teller {
  const place = (frame: Dap.StackFrame) =>
    frame.source ? `${frame.name} ${frame.source.name}:${frame.line}` : frame.name;

  const teller: Teller = {
    client,
    say,
    async launch(file, marks = [], { functions = [], ...more } = {}) {
      say(`launch ${file}`);
      await client.request('initialize', { adapterID: 'stepformer', linesStartAt1: true });
      const program = path.join(STORIES, file);
      try {
        await client.request('launch', { program, ...more });
      } catch (error) {
        tellOutput(client, say);
        say(`refused: ${(error as Error).message.replaceAll(`${STORIES}${path.sep}`, '')}`);
        return;
      }
      await client.event('initialized');
      if (marks.length > 0) {
        const source = { path: program };
        const breakpoints = marks.map((mark) => ({ line: lineOf(program, mark) }));
        const set = await client.request<{ breakpoints: Dap.Breakpoint[] }>('setBreakpoints', {
          source,
          breakpoints,
        });
        set.breakpoints.forEach((b, i) => {
          say(`breakpoint ${marks[i]} on line ${breakpoints[i].line}: ${described(b)}`);
        });
      }
      if (functions.length > 0) {
        const set = await client.request<{ breakpoints: Dap.Breakpoint[] }>(
          'setFunctionBreakpoints',
          { breakpoints: functions.map((name) => ({ name })) },
        );
        set.breakpoints.forEach((b, i) => {
          say(`breakpoint on function ${functions[i]}: ${described(b)}`);
        });
      }
      await client.request('configurationDone');
    },
    async go(step, args = {}) {
      say(
        `${step}${Object.values(args)
          .map((value) => ` by ${value}`)
          .join('')}`,
      );
      await client.request(step, { threadId: 1, ...args });
      await teller.arrive();
    },
    async arrive() {
      const { event, body } = await client.event('stopped', 'exited', 'terminated');
      tellOutput(client, say);
      if (event === 'exited') {
        say(`exited with ${body.exitCode}`);
        await client.event('terminated');
        return;
      }
      if (event === 'terminated') {
        say('terminated');
        return;
      }
      const [top] = await teller.frames();
      say(`stopped: ${body.reason}${body.text ? `: ${body.text}` : ` in ${place(top)}`}`);
    },
    async goUntilWaiting(step) {
      say(step);
      await client.request(step, { threadId: 1 });
      for (;;) {
        const event = await client.event('output');
        tellOneOutput(event, say);
        if (event.body.category === 'console') return;
      }
    },
    async type(line) {
      say(`type ${line}`);
      await client.request('evaluate', { expression: line, context: 'repl' });
    },
    async pause() {
      say('pause');
      await client.request('pause', { threadId: 1 });
      await teller.arrive();
    },
    async stack() {
      for (const frame of await teller.frames())
        say(`  ${place(frame)}${frame.presentationHint === 'subtle' ? ' (subtle)' : ''}`);
    },
    async scope(name, expand = [], frame = 0) {
      say(`${name}:`);
      const show = async (reference: number, indent: string, prefix: string) => {
        const { variables } = await client.request<{ variables: Dap.Variable[] }>('variables', {
          variablesReference: reference,
        });
        for (const variable of variables) {
          const type = variable.type ? ` (${variable.type})` : '';
          say(`${indent}${variable.name}${type} = ${variable.value}`);
          const place = `${prefix}${variable.name}`;
          if (expand.includes(place))
            await show(variable.variablesReference, `${indent}  `, `${place}.`);
        }
      };
      await show(await teller.scopeReference(name, frame), '  ', '');
    },
    async evaluate(expression, frame = 0) {
      const frames = await teller.frames();
      try {
        const { result } = await client.request<{ result: string }>('evaluate', {
          expression,
          frameId: frames[frame].id,
          context: 'watch',
        });
        say(`${expression} → ${result}`);
      } catch (error) {
        say(`${expression} ↛ ${(error as Error).message}`);
      }
    },
    async refused(command, args = {}) {
      const message = await client.request(command, args).then(
        () => assert.fail(`${command} was not refused`),
        (error: Error) => error.message,
      );
      say(`${command} refused: ${message}`);
    },
    async frames() {
      const { stackFrames } = await client.request<{ stackFrames: Dap.StackFrame[] }>(
        'stackTrace',
        {
          threadId: 1,
        },
      );
      return stackFrames;
    },
    async scopeReference(name, frame = 0) {
      const frames = await teller.frames();
      const { scopes } = await client.request<{ scopes: Dap.Scope[] }>('scopes', {
        frameId: frames[frame].id,
      });
      const scope = scopes.find((s) => s.name === name);
      assert.ok(scope, `there is no scope ${name}`);
      return scope.variablesReference;
    },
  };
  return teller;
}

function described({ verified, line, message, instructionReference }: Dap.Breakpoint): string {
  if (!verified) return `not verified (${message})`;
  return line === undefined ? `verified, at ${instructionReference}` : `verified, line ${line}`;
}

/** The line whose comment names a mark. */
export function lineOf(file: string, mark: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) => new RegExp(`#${mark}\\b`).test(line));
  assert.ok(index >= 0, `${file} has no mark #${mark}`);
  return index + 1;
}
