/** The history of the lines as the adapter last told it. */
import * as vscode from 'vscode';
import type { FileHistory, LineHistory } from '../../protocol/line-history';
import { ask, currentSession } from '../travel/request';
import type { Standings } from '../travel/standing';

export interface HistorySource {
  /** Of a document that is as it was compiled. */
  of(document: vscode.TextDocument): { tokens: number; file: FileHistory } | undefined;
  readonly onDidChange: vscode.Event<void>;
  dispose(): void;
}

export type Shown = 'off' | 'counts' | 'heat';

export const shown = (): Shown => settings().get<Shown>('lineHistory', 'off');

export function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('stepformer');
}

/**
 * Asked for at each stop, if it is shown at all. It stays when the program has ended, since that is when one looks
 * at it, until another begins; and a file that is edited loses its own, which would be beside the wrong lines.
 */
export function createHistorySource(standings: Standings): HistorySource {
  const changed = new vscode.EventEmitter<void>();
  let history: LineHistory | undefined;
  const edited = new Set<string>();

  async function refresh(): Promise<void> {
    const session = currentSession();
    if (shown() === 'off' || !session || standings.of(session) !== 'standing')
      return changed.fire();
    // The program may have gone on meanwhile; the next stop tells more.
    history = await ask(session, 'stepformer.lines', {}).catch(() => history);
    changed.fire();
  }
  const listeners = vscode.Disposable.from(
    changed,
    standings.onDidChange((session) => {
      if (session === currentSession() && standings.of(session) === 'standing') refresh();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('stepformer')) refresh();
    }),
    vscode.debug.onDidStartDebugSession(({ type }) => {
      if (type !== 'stepformer') return;
      history = undefined;
      edited.clear();
      changed.fire();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!history || contentChanges.length === 0) return;
      edited.add(document.uri.fsPath);
      changed.fire();
    }),
  );
  return {
    of({ uri: { fsPath, scheme } }) {
      if (!history || shown() === 'off' || scheme !== 'file' || edited.has(fsPath))
        return undefined;
      const file = history.files.find((told) => told.file === fsPath);
      return file && { tokens: history.tokens, file };
    },
    onDidChange: changed.event,
    dispose: () => listeners.dispose(),
  };
}
