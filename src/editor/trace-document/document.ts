/** The trace around a token as a document that is only read, with hovers over its tokens. */
import * as vscode from 'vscode';
import { grouped } from '../../protocol/numbers';
import { TRACE_MOST, type TraceRow } from '../../protocol/trace-requests';
import { LINKED } from '../hover/hover';
import { ask, currentSession, programName, withSession } from '../travel/request';
import { followSelection, type SelectedToken } from './follow';
import { GUESSES, hoverText, readersAsked } from './hover-text';
import { lineOfToken, type TraceText, tokenAt, traceText } from './text';

const SCHEME = 'stepformer-trace';
/** Tokens before and behind the selected one. */
const AROUND = 1500;

export function registerTraceDocument(selected: SelectedToken): vscode.Disposable {
  /** What is shown, by URI. */
  const shown = new Map<string, TraceText>();

  // Another session's tokens are others.
  const textOf = (uri: vscode.Uri) =>
    uri.query === currentSession()?.id ? shown.get(uri.toString()) : undefined;

  async function open(): Promise<void> {
    await withSession(async (session) => {
      const { now, recorded } = await ask(session, 'stepformer.present');
      const position = Math.min(selected.position ?? now - 1, recorded - 1);
      const name = `${programName(session)}, token ${grouped(position)}`;
      const uri = vscode.Uri.from({ scheme: SCHEME, path: name, query: session.id });
      shown.set(uri.toString(), traceText(await rowsAround(session, position, recorded), recorded));
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      const line = Math.max(0, lineOfToken(shown.get(uri.toString()) as TraceText, position));
      const at = new vscode.Range(line, 0, line, 0);
      // Beside the views, if those are looked at, where sources are.
      const { activeTextEditor, visibleTextEditors } = vscode.window;
      const { viewColumn } = activeTextEditor ?? visibleTextEditors.at(0) ?? {};
      const editor = await vscode.window.showTextDocument(document, { selection: at, viewColumn });
      editor.revealRange(at, vscode.TextEditorRevealType.InCenter);
    });
  }

  async function hover(uri: vscode.Uri, place: vscode.Position): Promise<vscode.Hover | undefined> {
    const trace = textOf(uri);
    const span = trace && tokenAt(trace, place);
    const session = currentSession();
    if (!span || !session) return undefined;
    const { position } = span.row;
    const [lens, { arcs }, readers, outline] = [
      await ask(session, 'stepformer.lens', { position, top: GUESSES }),
      await ask(session, 'stepformer.arcs', { first: position, last: position }),
      await ask(session, 'stepformer.readers', readersAsked(position)),
      await ask(session, 'stepformer.model'),
    ];
    const text = hoverText({ row: span.row, lens, arcs, readers, outline });
    const content = new vscode.MarkdownString(text);
    content.isTrusted = { enabledCommands: LINKED };
    return new vscode.Hover(
      content,
      new vscode.Range(place.line, span.start, place.line, span.end),
    );
  }

  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    followSelection(selected, textOf),
    vscode.commands.registerCommand('stepformer.openTrace', open),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) =>
        shown.get(uri.toString())?.text ??
        'This trace is gone: open it again while a program stands.\n',
    }),
    vscode.languages.registerHoverProvider(
      { scheme: SCHEME },
      // What cannot be told is left out: a hover is no place for errors.
      { provideHover: ({ uri }, place) => hover(uri, place).catch(() => undefined) },
    ),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString())),
  );
}

async function rowsAround(
  session: vscode.DebugSession,
  position: number,
  recorded: number,
): Promise<TraceRow[]> {
  const rows: TraceRow[] = [];
  const end = Math.min(recorded, position + AROUND);
  for (let first = Math.max(0, position - AROUND); first < end; first += TRACE_MOST) {
    const count = Math.min(TRACE_MOST, end - first);
    const answer = await ask(session, 'stepformer.trace', { by: 'token', first, count });
    rows.push(...answer.rows);
  }
  return rows;
}
