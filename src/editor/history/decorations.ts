/** The history beside the lines: counts after them, warmth before them, and a shade on those that never ran. */

import * as vscode from 'vscode';
import type { RanLine } from '../../protocol/line-history';
import { grouped } from '../../protocol/numbers';
import { counted, LEVELS, share, warmth } from './figures';
import { type HistorySource, settings, shown } from './source';

export function registerDecorations(source: HistorySource): vscode.Disposable {
  const create = vscode.window.createTextEditorDecorationType;
  const counts = create({});
  const never = create({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('stepformer.neverRan'),
  });
  const warm = Array.from({ length: LEVELS }, (_, i) => {
    const colour = new vscode.ThemeColor(`stepformer.warmth${i + 1}`);
    return create({
      isWholeLine: true,
      borderWidth: '0 0 0 3px',
      borderStyle: 'solid',
      borderColor: colour,
      overviewRulerColor: i + 1 === LEVELS ? colour : undefined,
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    });
  });

  function show(editor: vscode.TextEditor): void {
    const found = source.of(editor.document);
    const lines = (found?.file.lines ?? []).filter(({ line }) => line <= editor.document.lineCount);
    const most = lines.reduce((m, { tokens }) => Math.max(m, tokens), 1);
    const ran = lines.filter(({ count }) => count > 0);
    const heat = shown() === 'heat';
    editor.setDecorations(
      counts,
      ran.map((line) => countOf(editor.document, line, found?.tokens ?? 0)),
    );
    warm.forEach((type, i) => {
      const level = ran.filter(({ tokens }) => heat && warmth(tokens, most) === i + 1);
      editor.setDecorations(type, level.map(rangeOf));
    });
    const shades = settings().get('coverage', true);
    editor.setDecorations(never, lines.filter(({ count }) => shades && count === 0).map(rangeOf));
  }
  const showAll = () => vscode.window.visibleTextEditors.forEach(show);

  return vscode.Disposable.from(
    counts,
    never,
    ...warm,
    source.onDidChange(showAll),
    vscode.window.onDidChangeVisibleTextEditors(showAll),
  );
}

function rangeOf({ line }: RanLine): vscode.Range {
  return new vscode.Range(line - 1, 0, line - 1, 0);
}

function countOf(
  document: vscode.TextDocument,
  line: RanLine,
  tokens: number,
): vscode.DecorationOptions {
  const contentText = `× ${grouped(line.count)}`;
  const color = new vscode.ThemeColor('stepformer.lineCount');
  return {
    range: document.lineAt(line.line - 1).range,
    hoverMessage: hoverOf(line, tokens),
    renderOptions: { after: { contentText, color, margin: '0 0 0 3em' } },
  };
}

function hoverOf({ count, tokens, values }: RanLine, all: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(
    `Ran ${counted(count, 'time')}: ${counted(tokens, 'token')}, ${share(tokens, all)} of all.`,
  );
  if (values.length)
    text.appendMarkdown('\n\nLast written:').appendCodeblock(values.join('\n'), 'c');
  return text;
}
