/** The command that takes a person on the guided tour: it runs a sample to its last line, and then the pages lead. */
import * as vscode from 'vscode';
import { TOUR_MARKS, type Tour, type TourMark } from '../../protocol/tour';
import { say } from '../messages';
import { currentSession } from '../travel/request';
import type { Standings } from '../travel/standing';
import { markedLines } from './marks';

const SAMPLE = 'first-steps.c';

/** Shows a step in the pages; without one the tour is over. */
export type ShowTour = (tour: Tour | undefined) => void;

export function registerTour(standings: Standings, show: ShowTour): vscode.Disposable {
  return vscode.commands.registerCommand('stepformer.takeTour', () => takeTour(standings, show));
}

async function takeTour(standings: Standings, show: ShowTour): Promise<void> {
  const opened = await vscode.commands.executeCommand<vscode.Uri | undefined>(
    'stepformer.openSample',
    SAMPLE,
  );
  if (!opened) return;
  const document = await vscode.workspace.openTextDocument(opened);
  const marks = markedLines(document.getText());
  const lines = Object.fromEntries(TOUR_MARKS.map((mark) => [mark, marks.get(mark)]));
  const stop = marks.get('stop');
  if (stop === undefined || Object.values(lines).some((line) => line === undefined))
    return say.noTour(opened.fsPath);
  if (await runTo(opened, stop, standings))
    show({ file: opened.fsPath, lines: lines as Record<TourMark, number>, step: 0 });
}

/** Debugs a file up to a line; false where that does not come about. */
async function runTo(file: vscode.Uri, line: number, standings: Standings): Promise<boolean> {
  const place = new vscode.Location(file, new vscode.Position(line - 1, 0));
  const breakpoint = new vscode.SourceBreakpoint(place);
  vscode.debug.addBreakpoints([breakpoint]);
  try {
    const stands = firstStop(standings);
    const started = await vscode.debug.startDebugging(undefined, {
      type: 'stepformer',
      request: 'launch',
      name: 'Guided tour',
      program: file.fsPath,
    });
    return started && (await stands);
  } finally {
    vscode.debug.removeBreakpoints([breakpoint]);
  }
}

/** Whether the session that begins comes to stand before it ends. */
function firstStop(standings: Standings): Promise<boolean> {
  return new Promise((resolve) => {
    const before = currentSession();
    const settle = (stands: boolean) => {
      listeners.dispose();
      resolve(stands);
    };
    const listeners = vscode.Disposable.from(
      standings.onDidChange((session) => {
        if (session !== before && standings.of(session) === 'standing') settle(true);
      }),
      vscode.debug.onDidTerminateDebugSession((session) => {
        if (session !== before) settle(false);
      }),
    );
  });
}
