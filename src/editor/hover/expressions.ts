/** Which expression a hover over a source asks the debugger about. */
import * as vscode from 'vscode';
import { expressionAt, type Span } from '../expression';
import { watNameAt } from '../inline/wat-names';

export function registerExpressions(): vscode.Disposable {
  return vscode.Disposable.from(provide('c', expressionAt), provide('wat', watNameAt));
}

function provide(
  language: string,
  find: (line: string, column: number) => Span | undefined,
): vscode.Disposable {
  return vscode.languages.registerEvaluatableExpressionProvider(language, {
    provideEvaluatableExpression(document, position) {
      const found = find(document.lineAt(position.line).text, position.character);
      if (!found) return undefined;
      const range = new vscode.Range(position.line, found.start, position.line, found.end);
      return new vscode.EvaluatableExpression(range);
    },
  });
}
