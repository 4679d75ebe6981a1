/** Which expression a hover over a C source asks the debugger about. */
import * as vscode from 'vscode';
import { expressionAt } from './expression';

export function registerHover(): vscode.Disposable {
  return vscode.languages.registerEvaluatableExpressionProvider('c', {
    provideEvaluatableExpression(document, position) {
      const found = expressionAt(document.lineAt(position.line).text, position.character);
      if (!found) return undefined;
      const range = new vscode.Range(position.line, found.start, position.line, found.end);
      return new vscode.EvaluatableExpression(range);
    },
  });
}
