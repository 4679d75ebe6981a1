/** A launch that fails is told as a notification. */
import * as vscode from 'vscode';
import { say } from './messages';

interface Response {
  readonly type?: string;
  readonly command?: string;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: { error?: { format?: string; showUser?: boolean } };
}

/**
 * By itself VS Code shows a dialog that offers to open launch.json, which is no help when there is none or
 * when the program does not compile. It leaves the message to the extension when `showUser` is false.
 */
export function registerFailures(): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory('stepformer', {
    createDebugAdapterTracker: () => ({
      onDidSendMessage({ type, command, success, message, body }: Response) {
        if (type !== 'response' || command !== 'launch' || success !== false) return;
        if (body?.error) body.error.showUser = false;
        say.launchFailed(message ?? body?.error?.format ?? 'The program could not be started.');
      },
    }),
  });
}
