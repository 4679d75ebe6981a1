/** Values of variables beside the lines of the function in which the program stands. */
import * as vscode from 'vscode';
import { currentSession } from '../travel/request';
import { type Mention, valuedNames } from './c-names';
import { watNames } from './wat-names';

export function registerInlineValues(): vscode.Disposable {
  return vscode.Disposable.from(provide('c', valuedNames), provide('wat', watNames));
}

function provide(
  language: string,
  namesIn: (text: string, stopLine: number) => Mention[],
): vscode.Disposable {
  return vscode.languages.registerInlineValuesProvider(language, {
    provideInlineValues(document, viewPort, { stoppedLocation }) {
      if (!currentSession()) return [];
      const stopLine = document.offsetAt(new vscode.Position(stoppedLocation.start.line, 0));
      return onceALine(document, namesIn(document.getText(), stopLine))
        .filter(({ range }) => viewPort.contains(range))
        .map(({ name, range }) => new vscode.InlineValueEvaluatableExpression(range, name));
    },
  });
}

/** A name that a line mentions twice has one value. */
function onceALine(document: vscode.TextDocument, mentions: readonly Mention[]) {
  const seen = new Set<string>();
  return mentions.flatMap(({ name, start }) => {
    const range = new vscode.Range(
      document.positionAt(start),
      document.positionAt(start + name.length),
    );
    const key = `${range.start.line} ${name}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ name, range }];
  });
}
