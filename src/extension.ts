/** The VS Code extension: what it gives the editor, wired together. */
import type * as vscode from 'vscode';
import { registerAdapter } from './editor/adapter';
import { registerBookmarks } from './editor/bookmarks/commands';
import { registerConfigurations } from './editor/configuration';
import { registerFailures } from './editor/failures';
import { registerHistory } from './editor/history/history';
import { registerHover } from './editor/hover/hover';
import { registerInlineValues } from './editor/inline/provider';
import { registerInside } from './editor/inside/inside';
import { registerProblems } from './editor/problems';
import { registerSamples } from './editor/samples';
import { registerTimeline } from './editor/timeline/view';
import { registerFutures } from './editor/travel/futures';
import { trackStandings } from './editor/travel/standing';
import { registerSteps } from './editor/travel/steps';
import { registerWriter } from './editor/travel/writer';

export function activate(context: vscode.ExtensionContext): void {
  const standings = trackStandings();
  const bookmarks = registerBookmarks(context.workspaceState);
  context.subscriptions.push(
    registerAdapter(),
    registerConfigurations(),
    registerFailures(),
    registerHover(),
    registerProblems(),
    registerSamples(context),
    standings,
    registerSteps(),
    registerWriter(),
    registerFutures(),
    bookmarks,
    registerHistory(standings),
    registerInlineValues(),
    registerInside(context.extensionUri, standings),
    registerTimeline(context.extensionUri, standings, bookmarks),
  );
}
