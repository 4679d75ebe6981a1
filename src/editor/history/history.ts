/** The history of the lines in the editor, and the command that switches it on and off. */
import * as vscode from 'vscode';
import type { Standings } from '../travel/standing';
import { registerDecorations } from './decorations';
import { registerLenses } from './lenses';
import { createHistorySource, settings, shown } from './source';

export function registerHistory(standings: Standings): vscode.Disposable {
  const source = createHistorySource(standings);
  return vscode.Disposable.from(
    source,
    registerDecorations(source),
    registerLenses(source),
    vscode.commands.registerCommand('stepformer.toggleLineHistory', () =>
      settings().update(
        'lineHistory',
        shown() === 'off' ? 'heat' : 'off',
        vscode.ConfigurationTarget.Global,
      ),
    ),
  );
}
