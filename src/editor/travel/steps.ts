/** Commands that go to other moments: steps back, a token by its number, both ends of what is recorded. */
import * as vscode from 'vscode';
import { prompts } from '../messages';
import { ask, withSession } from './request';
import { type Range, readToken } from './token-number';

export function registerSteps(): vscode.Disposable {
  const register = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    register('stepformer.stepBackOver', () => stepBack('over')),
    register('stepformer.stepBackInto', () => stepBack('in')),
    register('stepformer.stepBackOut', () => stepBack('out')),
    register('stepformer.goToToken', goToToken),
    register('stepformer.goToStart', () => goToEnd(({ begin }) => begin)),
    register('stepformer.goToEnd', () => goToEnd(({ end }) => end)),
  );
}

function stepBack(kind: 'over' | 'in' | 'out'): Promise<void> {
  return withSession((session) => ask(session, 'stepformer.stepBack', { kind }));
}

/** Without a position it asks for one. */
async function goToToken(known?: unknown): Promise<void> {
  await withSession(async (session) => {
    if (typeof known === 'number') return ask(session, 'stepformer.goTo', { position: known });
    const range = await rangeOf(session);
    const typed = await vscode.window.showInputBox({
      ...prompts.token(range),
      validateInput: (text) => {
        const read = readToken(text, range);
        return typeof read === 'string' && text !== '' ? read : undefined;
      },
    });
    const position = typed && readToken(typed, range);
    if (typeof position === 'number') await ask(session, 'stepformer.goTo', { position });
  });
}

async function goToEnd(which: (range: Range) => number): Promise<void> {
  await withSession(async (session) => {
    const position = which(await rangeOf(session));
    await ask(session, 'stepformer.goTo', { position });
  });
}

/** First and last recorded moment, and the present one. */
function rangeOf(session: vscode.DebugSession): Promise<Range> {
  return ask(session, 'stepformer.timeline', { buckets: 1 });
}
