/** Asks the debug adapter what the Debug Adapter Protocol has no words for. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { InsideRequests } from '../../protocol/inside';
import type { TravelRequests } from '../../protocol/travel';
import { say } from '../messages';

type Requests = TravelRequests & InsideRequests;
type Name = keyof Requests;
type Rest<N extends Name> = Requests[N]['asks'] extends undefined
  ? []
  : [asks: Requests[N]['asks']];

/** The session that commands are about, if it is one of ours. */
export function currentSession(): vscode.DebugSession | undefined {
  const session = vscode.debug.activeDebugSession;
  return session?.type === 'stepformer' ? session : undefined;
}

/** The file that is debugged, or the first of them, without its folder. */
export function programName(session: vscode.DebugSession): string {
  const { program, files } = session.configuration;
  return path.basename([program ?? files ?? session.name].flat()[0]);
}

/** The adapter's answer; an error has the adapter's words for a person. */
export function ask<N extends Name>(
  session: vscode.DebugSession,
  name: N,
  ...[asks]: Rest<N>
): Promise<Requests[N]['answers']> {
  return Promise.resolve(session.customRequest(name, asks));
}

/** Does something with the session that is debugged; what fails, and that there is none, is told. */
export async function withSession<T>(
  act: (session: vscode.DebugSession) => Promise<T>,
): Promise<T | undefined> {
  const session = currentSession();
  if (!session) {
    say.noSession();
    return undefined;
  }
  try {
    return await act(session);
  } catch (error) {
    say.refused((error as Error).message);
    return undefined;
  }
}

/** The frame whose variables are shown. */
export function focusedFrame(): number | undefined {
  const item = vscode.debug.activeStackItem;
  return item instanceof vscode.DebugStackFrame ? item.frameId : undefined;
}
