/** Above each function: how often it ran, and its share of the tokens. */
import * as vscode from 'vscode';
import { counted, functionsOf, share } from './figures';
import { type HistorySource, settings } from './source';

export function registerLenses(source: HistorySource): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider('c', {
    onDidChangeCodeLenses: source.onDidChange,
    provideCodeLenses(document) {
      const found = source.of(document);
      if (!found || !settings().get('codeLens', true)) return [];
      return functionsOf(document.getText(), found.file).map(({ line, count, tokens }) => {
        const title =
          count === 0
            ? 'never ran'
            : `ran ${counted(count, 'time')}, ${share(tokens, found.tokens)} of the tokens`;
        const range = new vscode.Range(line, 0, line, 0);
        return new vscode.CodeLens(range, { title, command: '' });
      });
    },
  });
}
