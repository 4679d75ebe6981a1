/** The view with the timeline: gives the page what it asks for, and does what a person does there. */
import * as vscode from 'vscode';
import type { FromPage, TimelineState, ToPage } from '../../protocol/timeline-view';
import type { Bookmarks } from '../bookmarks/commands';
import { openPage } from '../page';
import { ask, currentSession, programName, withSession } from '../travel/request';
import type { Standings } from '../travel/standing';
import { BODY } from './body';

const VIEW = 'stepformer.timeline';
/** The view is there from the first session of a window on, and stays to say how to start another. */
const SHOWN = 'stepformer.timelineShown';

export function registerTimeline(
  extension: vscode.Uri,
  standings: Standings,
  bookmarks: Bookmarks,
): vscode.Disposable {
  let view: vscode.WebviewView | undefined;

  const post = (message: ToPage) => view?.webview.postMessage(message);
  const postState = () => post({ type: 'state', state: stateOf(standings, bookmarks) });

  const show = () => vscode.commands.executeCommand('setContext', SHOWN, true);
  const started = vscode.debug.onDidStartDebugSession(({ type }) => {
    if (type === 'stepformer') show();
  });

  const resolveWebviewView = (shown: vscode.WebviewView) => {
    view = shown;
    const { webview } = shown;
    webview.onDidReceiveMessage((message: FromPage) =>
      message.type === 'ready' ? postState() : serve(message, post),
    );
    openPage(webview, extension, 'timeline', { title: 'Timeline', body: BODY });
    shown.onDidDispose(() => {
      view = undefined;
    });
  };

  return vscode.Disposable.from(
    started,
    vscode.window.registerWebviewViewProvider(VIEW, { resolveWebviewView }),
    vscode.commands.registerCommand('stepformer.showTimeline', async () => {
      await show();
      await vscode.commands.executeCommand(`${VIEW}.focus`);
    }),
    standings.onDidChange((session) => {
      if (session === currentSession()) postState();
    }),
    vscode.debug.onDidChangeActiveDebugSession(postState),
    bookmarks.onDidChange(postState),
  );
}

function stateOf(standings: Standings, bookmarks: Bookmarks): TimelineState {
  const session = currentSession();
  if (!session) return { is: 'empty' };
  const name = programName(session);
  if (standings.of(session) === 'running') return { is: 'running', program: name };
  return { is: 'standing', program: name, bookmarks: bookmarks.of(session) };
}

type Asked = Exclude<FromPage, { type: 'ready' }>;

async function serve(message: Asked, post: (answer: ToPage) => void): Promise<void> {
  switch (message.type) {
    case 'timeline':
    case 'output':
      return answer(message, post);
    case 'goTo':
      await withSession((session) =>
        ask(session, 'stepformer.goTo', { position: message.position }),
      );
      return;
    case 'step':
      await withSession(async (session) => {
        if (message.direction === 'back')
          await ask(session, 'stepformer.stepBack', { kind: 'over' });
        else await vscode.commands.executeCommand('workbench.action.debug.stepOver');
      });
      return;
    case 'start':
      await vscode.commands.executeCommand(
        message.what === 'file' ? 'stepformer.debugFile' : 'stepformer.openSample',
      );
  }
}

/** A question that comes too late, since the program goes on, is answered by its failure and told to nobody. */
async function answer(
  question: Extract<Asked, { asked: number }>,
  post: (answer: ToPage) => void,
): Promise<void> {
  const { asked } = question;
  try {
    const session = currentSession();
    if (!session) throw new Error('The program has ended.');
    if (question.type === 'timeline') {
      const { from, to, buckets } = question;
      const timeline = await ask(session, 'stepformer.timeline', { from, to, buckets });
      post({ type: 'timeline', asked, timeline });
    } else {
      const { start, count } = question;
      const output = await ask(session, 'stepformer.output', { start, count });
      post({ type: 'output', asked, output });
    }
  } catch (error) {
    post({ type: 'failed', asked, reason: (error as Error).message });
  }
}
