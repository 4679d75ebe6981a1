/** Writes something slice by slice, so that the adapter answers others in between. */
import * as vscode from 'vscode';
import type { ExportProgress } from '../../protocol/export-requests';
import { ask } from '../travel/request';

/** `begin` asks for the first slice; undefined where it is cancelled. */
export function write(
  session: vscode.DebugSession,
  title: string,
  begin: () => Promise<ExportProgress>,
): Thenable<ExportProgress | undefined> {
  const shown = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(shown, async (progress, cancelled) => {
    let last = await begin();
    let told = 0;
    while (!last.done) {
      if (cancelled.isCancellationRequested) {
        await ask(session, 'stepformer.exportStop');
        return undefined;
      }
      const percent = (100 * (last.position - last.from)) / (last.to - last.from);
      progress.report({ increment: percent - told, message: `${Math.floor(percent)} %` });
      told = percent;
      last = await ask(session, 'stepformer.exportMore');
    }
    return last;
  });
}
