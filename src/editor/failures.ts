/** A launch that fails is told as a notification. */
import * as vscode from 'vscode';
import { say } from './messages';

interface Response {
  readonly type?: string;
  readonly command?: string;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: { error?: ErrorMessage };
}

/** The protocol's `Message`: a text with `{names}` of variables in it. */
interface ErrorMessage {
  readonly format: string;
  readonly variables?: Readonly<Record<string, string>>;
  showUser?: boolean;
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
        const error = body?.error;
        if (error) error.showUser = false;
        say.launchFailed(error ? text(error) : (message ?? 'The program could not be started.'));
      },
    }),
  });
}

function text({ format, variables = {} }: ErrorMessage): string {
  return format.replace(/\{(\w+)\}/g, (whole, name) => variables[name] ?? whole);
}
