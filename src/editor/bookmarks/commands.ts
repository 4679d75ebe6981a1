/** The commands that set, visit and remove bookmarks. */
import * as vscode from 'vscode';
import { grouped } from '../../protocol/numbers';
import { prompts, say } from '../messages';
import { ask, withSession } from '../travel/request';
import { type Bookmark, type BookmarkStore, createBookmarkStore } from './store';

export interface Bookmarks {
  of(session: vscode.DebugSession): readonly Bookmark[];
  readonly onDidChange: vscode.Event<void>;
  dispose(): void;
}

export function registerBookmarks(memory: vscode.Memento): Bookmarks {
  const store = createBookmarkStore(memory);
  const changed = new vscode.EventEmitter<void>();
  const register = vscode.commands.registerCommand;
  const commands = vscode.Disposable.from(
    register('stepformer.addBookmark', async () => {
      await withSession((session) => add(session, store));
      changed.fire();
    }),
    register('stepformer.goToBookmark', () => withSession((session) => visit(session, store))),
    register('stepformer.removeBookmark', async () => {
      await withSession((session) => remove(session, store));
      changed.fire();
    }),
  );
  return {
    of: (session) => store.of(programOf(session)),
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(commands, changed).dispose(),
  };
}

/** What is debugged, by its files; a bookmark holds only for these. */
function programOf({ configuration }: vscode.DebugSession): string {
  return [configuration.program ?? configuration.files ?? []].flat().join('\n');
}

async function add(session: vscode.DebugSession, store: BookmarkStore): Promise<void> {
  const here = await ask(session, 'stepformer.here');
  const label = await vscode.window.showInputBox(prompts.bookmark(here));
  if (label === undefined) return;
  await store.add(programOf(session), {
    position: here.position,
    label: label.trim() || prompts.bookmark(here).value,
    function: here.function,
    line: here.line,
  });
}

async function visit(session: vscode.DebugSession, store: BookmarkStore): Promise<void> {
  const chosen = await choose(store.of(programOf(session)), prompts.goToBookmark);
  if (chosen) await ask(session, 'stepformer.goTo', { position: chosen.position });
}

async function remove(session: vscode.DebugSession, store: BookmarkStore): Promise<void> {
  const program = programOf(session);
  const chosen = await choose(store.of(program), prompts.removeBookmark);
  if (chosen) await store.remove(program, chosen.position);
}

async function choose(
  bookmarks: readonly Bookmark[],
  options: vscode.QuickPickOptions,
): Promise<Bookmark | undefined> {
  if (bookmarks.length === 0) {
    say.noBookmarks();
    return undefined;
  }
  const items = bookmarks.map((bookmark) => ({
    bookmark,
    label: bookmark.label,
    description: `token ${grouped(bookmark.position)}, ${placeOf(bookmark)}`,
  }));
  return (await vscode.window.showQuickPick(items, options))?.bookmark;
}

function placeOf({ function: name, line }: Bookmark): string {
  return line === undefined ? name : `${name}, line ${line}`;
}
