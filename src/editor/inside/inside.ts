/**
 * Looking inside the transformer: the pages, the one selection that they share with the editor, and the commands.
 * `stepformer.select` (a `Selection` and, if one likes, a view) is for links of hovers and the like.
 */
import * as vscode from 'vscode';
import type { Selection } from '../../protocol/inside';
import type { FromInsidePage, View } from '../../protocol/inside-view';
import type { Tour } from '../../protocol/tour';
import { registerHeadExport } from '../export/heads';
import { registerTraceExport } from '../export/trace';
import { say } from '../messages';
import { registerTour } from '../tour/tour';
import { registerTraceDocument } from '../trace-document/document';
import { ask, currentSession, withSession } from '../travel/request';
import type { Standings } from '../travel/standing';
import { createLineMark } from './line';
import { createPages, type InsidePage } from './pages';
import { createSelections } from './selection';
import { serve } from './serve';
import { trackState } from './state';

const COMMANDS: Readonly<Record<string, View>> = {
  'stepformer.showTrace': 'trace',
  'stepformer.showHeads': 'heads',
  'stepformer.showHull': 'hull',
  'stepformer.showResidual': 'residual',
  'stepformer.showUpstream': 'upstream',
  'stepformer.intervene': 'intervene',
};

export function registerInside(extension: vscode.Uri, standings: Standings): vscode.Disposable {
  const line = createLineMark();
  const changed = new vscode.EventEmitter<void>();
  const selections = createSelections(() => {
    pages.post({ type: 'selected', selected: selections.selected });
    markLine();
    changed.fire();
  });
  const pages = createPages(extension, (message, page) => {
    if (message.type === 'ready') greet(page);
    else hear(message, page);
  });
  let tour: Tour | undefined;
  /** Whose tokens are selected. */
  let session: vscode.DebugSession | undefined;
  const source = trackState(standings, (current) => {
    if (current !== session) {
      selections.clear();
      showTour(undefined);
    }
    session = current;
    const { state } = source;
    if (state.is === 'standing') selections.stand(state.now, state.recorded);
    pages.post({ type: 'state', state });
    markLine();
  });

  function greet(page: InsidePage): void {
    page.post({ type: 'state', state: source.state });
    page.post({ type: 'selected', selected: selections.selected });
    page.post({ type: 'tour', tour });
    markLine();
  }

  function showTour(shown: Tour | undefined): void {
    if (!shown && !tour) return;
    tour = shown;
    if (shown && pages.open.size === 0) pages.show('trace');
    pages.post({ type: 'tour', tour });
  }

  function stepTour(step: number | undefined): void {
    showTour(tour && step !== undefined ? { ...tour, step } : undefined);
  }

  function hear(message: FromInsidePage, page: InsidePage): void {
    if (message.type === 'ready' || message.type === 'shows') return;
    if (message.type === 'tour') stepTour(message.step);
    else serve(message, page.post, { selections, pages });
  }

  /** The line is marked only for those who look inside, and only while the program stands. */
  async function markLine(): Promise<void> {
    const { selection } = selections.selected;
    const asked = currentSession();
    const shown = pages.open.size > 0 && source.state.is === 'standing';
    if (!selection || !asked || !shown) return line.mark(undefined);
    const { position } = selection;
    const place = await ask(asked, 'stepformer.token', { position }).catch(() => undefined);
    if (selections.selected.selection?.position === position) line.mark(place);
  }

  function select(selection: Selection, view?: View): void {
    selections.select(selection);
    if (view || pages.open.size === 0) pages.show(view);
  }

  const register = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    line,
    pages,
    source,
    registerTour(standings, showTour),
    registerTraceExport(() => selections.selected.selection?.position),
    registerHeadExport(() => selections.selected.selection),
    changed,
    registerTraceDocument({
      get position() {
        return selections.selected.selection?.position;
      },
      onDidChange: changed.event,
      choose: (position) => selections.select({ ...selections.selected.selection, position }),
    }),
    register('stepformer.lookInside', () => pages.show()),
    ...Object.entries(COMMANDS).map(([command, view]) => register(command, () => pages.show(view))),
    register('stepformer.select', select),
    register('stepformer.selectTokenOfLine', () =>
      withSession(async (standing) => {
        const position = await tokenOfLine(standing);
        if (position !== undefined) select({ ...selections.selected.selection, position });
      }),
    ),
  );
}

/** The latest token of the line in which the cursor is. */
async function tokenOfLine(session: vscode.DebugSession): Promise<number | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    say.noLine();
    return undefined;
  }
  const file = editor.document.uri.fsPath;
  const line = editor.selection.active.line + 1;
  const { position } = await ask(session, 'stepformer.locate', { file, line });
  if (position === undefined) say.lineNotRun(line);
  return position;
}
