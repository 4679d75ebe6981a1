/** Answers what a page asks, and does what a person does there. */
import * as vscode from 'vscode';
import type { FromInsidePage, Question, ToInsidePage } from '../../protocol/inside-view';
import { ask, currentSession, withSession } from '../travel/request';
import { revealLine } from './line';
import type { InsidePages } from './pages';
import { savePicture } from './picture';
import type { Selections } from './selection';

type Heard = Exclude<FromInsidePage, { type: 'ready' | 'shows' | 'tour' }>;

export async function serve(
  message: Heard,
  post: (answer: ToInsidePage) => void,
  { selections, pages }: { selections: Selections; pages: InsidePages },
): Promise<void> {
  switch (message.type) {
    case 'ask':
      return answer(message, post);
    case 'select':
      return selections.select(message.selection);
    case 'look':
      return selections[message.where]();
    case 'open':
      return pages.show(message.view);
    case 'reveal':
      return revealLine(message.file, message.line);
    case 'save':
      return savePicture(message.picture);
    case 'exportHeads':
      await vscode.commands.executeCommand('stepformer.exportHeads');
      return;
    case 'goTo':
      await withSession((session) =>
        ask(session, 'stepformer.goTo', { position: message.position }),
      );
      return;
    case 'start':
      await vscode.commands.executeCommand(
        message.what === 'file' ? 'stepformer.debugFile' : 'stepformer.openSample',
      );
  }
}

/** A question that comes too late, since the program goes on, is answered by its failure. */
async function answer(question: Question, post: (answer: ToInsidePage) => void): Promise<void> {
  const { asked, request, asks } = question;
  try {
    const session = currentSession();
    if (!session) throw new Error('The program has ended.');
    post({ type: 'answer', asked, answer: await session.customRequest(request, asks) });
  } catch (error) {
    post({ type: 'failed', asked, reason: (error as Error).message });
  }
}
