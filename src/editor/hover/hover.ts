/** What is shown over a source while a program stands: values, where they came from, and what instructions did. */
import * as vscode from 'vscode';
import { expressionAt } from '../expression';
import { watNameAt } from '../inline/wat-names';
import { ask, currentSession, focusedFrame } from '../travel/request';
import { executionText } from './execution';
import { registerExpressions } from './expressions';
import { originText } from './origin';

export function registerHover(): vscode.Disposable {
  return vscode.Disposable.from(
    registerExpressions(),
    provide('c', (document, position) => origin(document, position, expressionAt)),
    provide('wat', (document, position) => origin(document, position, watNameAt)),
    provide('wat', execution),
  );
}

type Provide = (
  document: vscode.TextDocument,
  position: vscode.Position,
) => Promise<string | undefined>;

/** Commands that a hover may link to. */
export const LINKED = ['stepformer.goToToken', 'stepformer.select'];

/** What cannot be told is left out: a hover is no place for errors. */
function provide(language: string, text: Provide): vscode.Disposable {
  return vscode.languages.registerHoverProvider(language, {
    async provideHover(document, position) {
      const markdown = await text(document, position).catch(() => undefined);
      if (!markdown) return undefined;
      const content = new vscode.MarkdownString(markdown);
      content.isTrusted = { enabledCommands: LINKED };
      return new vscode.Hover(content);
    },
  });
}

async function origin(
  document: vscode.TextDocument,
  position: vscode.Position,
  find: typeof expressionAt,
): Promise<string | undefined> {
  const session = currentSession();
  const line = document.lineAt(position.line).text;
  const found = find(line, position.character);
  if (!session || !found) return undefined;
  const expression = line.slice(found.start, found.end);
  return originText(
    await ask(session, 'stepformer.origin', { expression, frameId: focusedFrame() }),
  );
}

async function execution(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<string | undefined> {
  const session = currentSession();
  if (!session || !document.getWordRangeAtPosition(position, /[a-z][a-z0-9_.]*/)) return undefined;
  return executionText(
    await ask(session, 'stepformer.execution', {
      file: document.uri.fsPath,
      line: position.line + 1,
      column: position.character + 1,
    }),
  );
}
