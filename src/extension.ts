/** The VS Code extension: what it gives the editor, wired together. */
import type * as vscode from 'vscode';
import { registerAdapter } from './editor/adapter';
import { registerConfigurations } from './editor/configuration';
import { registerFailures } from './editor/failures';
import { registerHover } from './editor/hover';
import { registerProblems } from './editor/problems';
import { registerSamples } from './editor/samples';

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    registerAdapter(),
    registerConfigurations(),
    registerFailures(),
    registerHover(),
    registerProblems(),
    registerSamples(context),
  );
}
