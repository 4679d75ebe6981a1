/** What the extension tells a person when something cannot be done: what, and what to do about it. */
import * as path from 'node:path';
import * as vscode from 'vscode';

const OPEN_SAMPLE = 'Open a Sample';

export const say = {
  nothingToRun: () =>
    show('There is no program to debug: open a .c, .wat or .wasm file and start again.'),
  notAProgram: (file: string) =>
    show(
      `${path.basename(file)} is not a program that Stepformer can run: ` +
        'open a .c, .wat or .wasm file, or name one as "program" in launch.json.',
    ),
  /** The adapter's own words, which say what to do. */
  launchFailed: (reason: string) => {
    vscode.window.showErrorMessage(reason);
  },
  noSamples: (folder: string) =>
    show(`The samples could not be read from ${folder}: install the extension again.`),
  notWritten: (file: string, reason: string) =>
    show(`${file} could not be written (${reason}): open another folder and try again.`),
};

/** Not awaited: a notification that nobody answers must not hold up what comes after it. */
function show(message: string): void {
  vscode.window.showErrorMessage(message, OPEN_SAMPLE).then((answer) => {
    if (answer) vscode.commands.executeCommand('stepformer.openSample');
  });
}
