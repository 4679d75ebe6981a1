/** Whether there is a program, and where it stands. */
import * as vscode from 'vscode';
import type { InsideState } from '../../protocol/inside-view';
import { ask, currentSession, programName } from '../travel/request';
import type { Standings } from '../travel/standing';

export interface StateSource {
  readonly state: InsideState;
  dispose(): void;
}

/** `changed` is told the session whenever the state may be another. */
export function trackState(
  standings: Standings,
  changed: (session: vscode.DebugSession | undefined) => void,
): StateSource {
  let state: InsideState = { is: 'empty' };
  let refreshes = 0;

  async function refresh(): Promise<void> {
    const refreshing = ++refreshes;
    const session = currentSession();
    const next = session ? await stateOf(session, standings) : ({ is: 'empty' } as const);
    // The program may have gone on while it was asked; what it does now is told by a later refresh.
    if (refreshing !== refreshes) return;
    state = next;
    changed(session);
  }

  const listeners = vscode.Disposable.from(
    standings.onDidChange((session) => {
      if (session === currentSession()) refresh();
    }),
    vscode.debug.onDidChangeActiveDebugSession(refresh),
  );
  refresh();
  return {
    get state() {
      return state;
    },
    dispose: () => listeners.dispose(),
  };
}

async function stateOf(session: vscode.DebugSession, standings: Standings): Promise<InsideState> {
  const program = programName(session);
  const running = { is: 'running', program } as const;
  if (standings.of(session) === 'running') return running;
  try {
    return { is: 'standing', program, ...(await ask(session, 'stepformer.present')) };
  } catch {
    return running;
  }
}
