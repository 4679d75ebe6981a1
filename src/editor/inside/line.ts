/** The line of C that the selected token belongs to, marked in the editor. */
import * as vscode from 'vscode';
import type { TokenPlace } from '../../protocol/inside';
import { grouped } from '../../protocol/numbers';

export interface LineMark {
  /** Marks the line of a token, or none. */
  mark(place: TokenPlace | undefined): void;
  dispose(): void;
}

export function createLineMark(): LineMark {
  const colour = (name: string) => new vscode.ThemeColor(name);
  const type = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderWidth: '0 0 0 3px',
    borderStyle: 'solid',
    borderColor: colour('stepformer.selectedToken'),
    backgroundColor: colour('stepformer.selectedLine'),
    overviewRulerColor: colour('stepformer.selectedToken'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  let marked: TokenPlace | undefined;

  function show(editor: vscode.TextEditor): void {
    const { file, line } = marked?.instruction ?? {};
    const { document } = editor;
    const here =
      marked && file === document.uri.fsPath && line !== undefined && line <= document.lineCount;
    editor.setDecorations(type, here ? [optionsOf(document, marked as TokenPlace, line)] : []);
  }
  const showAll = () => vscode.window.visibleTextEditors.forEach(show);
  const listener = vscode.window.onDidChangeVisibleTextEditors(showAll);
  return {
    mark(place) {
      marked = place;
      showAll();
    },
    dispose: () => vscode.Disposable.from(type, listener).dispose(),
  };
}

function optionsOf(
  document: vscode.TextDocument,
  { position, text }: TokenPlace,
  line: number,
): vscode.DecorationOptions {
  return {
    range: document.lineAt(line - 1).range,
    renderOptions: {
      after: {
        contentText: `◂ token ${grouped(position)} “${text}”`,
        color: new vscode.ThemeColor('stepformer.selectedToken'),
        margin: '0 0 0 3em',
      },
    },
  };
}

/** Shows a line (counted from 1) of a source, in an editor that shows the file already if there is one. */
export async function revealLine(file: string, line: number): Promise<void> {
  const uri = vscode.Uri.file(file);
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.fsPath === uri.fsPath,
  );
  const range = new vscode.Range(line - 1, 0, line - 1, 0);
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { viewColumn, selection: range });
}
