/** The selected token, marked in the documents of the trace, and the token that a person chooses there. */
import * as vscode from 'vscode';
import { lineOfToken, type TraceText, tokenAt } from './text';

/** The token that is selected in the views. */
export interface SelectedToken {
  readonly position: number | undefined;
  readonly onDidChange: vscode.Event<void>;
  choose(position: number): void;
}

/** `textOf`: what a document shows; `undefined` where it is none of the trace, or of another program. */
export function followSelection(
  selected: SelectedToken,
  textOf: (uri: vscode.Uri) => TraceText | undefined,
): vscode.Disposable {
  const colour = new vscode.ThemeColor('stepformer.selectedToken');
  const mark = vscode.window.createTextEditorDecorationType({
    border: '1px solid',
    borderColor: colour,
    backgroundColor: new vscode.ThemeColor('stepformer.selectedLine'),
    overviewRulerColor: colour,
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });

  function show(editor: vscode.TextEditor): void {
    const text = textOf(editor.document.uri);
    const range = text && selected.position !== undefined && rangeOf(text, selected.position);
    editor.setDecorations(mark, range ? [range] : []);
    // Where the token is seen already, nothing moves below a person's hand.
    if (range && !editor.visibleRanges.some((seen) => seen.contains(range)))
      editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  }

  function choose({ textEditor, selections, kind }: vscode.TextEditorSelectionChangeEvent): void {
    const isPerson =
      kind === vscode.TextEditorSelectionChangeKind.Mouse ||
      kind === vscode.TextEditorSelectionChangeKind.Keyboard;
    const text = textOf(textEditor.document.uri);
    if (!isPerson || !text) return;
    const token = tokenAt(text, selections[0].active);
    if (token && token.row.position !== selected.position) selected.choose(token.row.position);
  }

  const showAll = () => vscode.window.visibleTextEditors.forEach(show);
  return vscode.Disposable.from(
    mark,
    selected.onDidChange(showAll),
    vscode.window.onDidChangeVisibleTextEditors(showAll),
    vscode.window.onDidChangeTextEditorSelection(choose),
  );
}

function rangeOf(text: TraceText, position: number): vscode.Range | undefined {
  const line = lineOfToken(text, position);
  const span = text.tokens[line]?.find(({ row }) => row.position === position);
  return span && new vscode.Range(line, span.start, line, span.end);
}
