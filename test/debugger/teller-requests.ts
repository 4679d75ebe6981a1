/** Requests that stories make beside steps, told as a person would. */
import path from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { lineOf, STORIES, type Teller } from './story';

/** Sets breakpoints on marked lines, each with its conditions, and tells what became of them. */
export async function setBreakpoints(
  t: Teller,
  file: string,
  wanted: Readonly<Record<string, Omit<Dap.SourceBreakpoint, 'line'>>>,
): Promise<void> {
  const program = path.join(STORIES, file);
  const marks = Object.keys(wanted);
  const { breakpoints } = await t.client.request<{ breakpoints: Dap.Breakpoint[] }>(
    'setBreakpoints',
    {
      source: { path: program },
      breakpoints: marks.map((mark) => ({ line: lineOf(program, mark), ...wanted[mark] })),
    },
  );
  breakpoints.forEach(({ verified, message }, i) => {
    const how = Object.entries(wanted[marks[i]]).map(([name, text]) => `, ${name} "${text}"`);
    t.say(`breakpoint ${marks[i]}${how.join('')}: ${verified ? 'verified' : message}`);
  });
}

/** Watches a variable of the topmost frame. */
export async function watch(
  t: Teller,
  name: string,
  accessType: Dap.DataBreakpointAccessType = 'write',
  condition?: string,
  hitCondition?: string,
): Promise<void> {
  const [{ id }] = await t.frames();
  const info = await t.client.request<{ dataId: string | null; description: string }>(
    'dataBreakpointInfo',
    { name, frameId: id },
  );
  if (info.dataId === null) {
    t.say(`${name} cannot be watched: ${info.description}`);
    return;
  }
  const { breakpoints } = await t.client.request<{ breakpoints: Dap.Breakpoint[] }>(
    'setDataBreakpoints',
    { breakpoints: [{ dataId: info.dataId, accessType, condition, hitCondition }] },
  );
  const when = `${condition ? ` if ${condition}` : ''}${hitCondition ? `, hit ${hitCondition}` : ''}`;
  t.say(`watch ${info.description} (${accessType})${when}`);
  const [{ verified, message }] = breakpoints;
  if (!verified) t.say(`refused: ${message}`);
}

/** Makes a request after which the program stands elsewhere, and tells where. */
export async function move(t: Teller, command: string, args: object, words: string): Promise<void> {
  t.say(words);
  await t.client.request(command, args);
  await t.arrive();
}

/** Sets a variable in a scope of the topmost frame. */
export async function setVariable(t: Teller, scope: string, name: string, value: string) {
  const variablesReference = await t.scopeReference(scope);
  try {
    const set = await t.client.request<{ value: string }>('setVariable', {
      variablesReference,
      name,
      value,
    });
    t.say(`set ${name} to ${value}: ${set.value}`);
  } catch (error) {
    t.say(`set ${name} to ${value} refused: ${(error as Error).message}`);
  }
}

/** What is typed into the Debug Console. */
export async function typed(t: Teller, expression: string): Promise<void> {
  const [{ id }] = await t.frames();
  try {
    const { result } = await t.client.request<{ result: string }>('evaluate', {
      expression,
      frameId: id,
      context: 'repl',
    });
    t.say(`> ${expression} → ${result}`);
  } catch (error) {
    t.say(`> ${expression} ↛ ${(error as Error).message}`);
  }
}
