/** The command that goes to where a value was written. */
import * as vscode from 'vscode';
import type { Written } from '../../protocol/travel';
import { expressionAt } from '../expression';
import { say } from '../messages';
import { ask, focusedFrame, withSession } from './request';

/** What the Variables view gives a command of its menu. */
interface VariableContext {
  readonly container?: { readonly variablesReference?: number };
  readonly variable?: { readonly name: string };
}

export function registerWriter(): vscode.Disposable {
  return vscode.commands.registerCommand('stepformer.whoWrote', whoWrote);
}

async function whoWrote(context?: VariableContext): Promise<void> {
  await withSession(async (session) => {
    const value = inVariables(context) ?? inEditor();
    if (!value) return say.noExpression();
    const before = await ask(session, 'stepformer.here');
    const writer = await ask(session, 'stepformer.goToWriter', value.written);
    if (await say.writtenBy(value.name, writer))
      await ask(session, 'stepformer.goTo', { position: before.position });
  });
}

interface Named {
  readonly name: string;
  readonly written: Written;
}

function inVariables({ container, variable }: VariableContext = {}): Named | undefined {
  const variablesReference = container?.variablesReference;
  if (!variablesReference || !variable) return undefined;
  return { name: variable.name, written: { variablesReference, name: variable.name } };
}

/** What is selected in the editor, or else the expression under the cursor. */
function inEditor(): Named | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  const line = document.lineAt(selection.active.line).text;
  const found = expressionAt(line, selection.active.character);
  const expression = selection.isEmpty
    ? found && line.slice(found.start, found.end)
    : document.getText(selection);
  return expression
    ? { name: expression, written: { expression, frameId: focusedFrame() } }
    : undefined;
}
