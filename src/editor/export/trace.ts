/** The command that writes the trace to a file, in a format of the person's choice. */
import * as vscode from 'vscode';
import type { ExportArguments, TraceFormat } from '../../protocol/export-requests';
import type { Timeline } from '../../protocol/travel';
import { exportPrompts, say } from '../messages';
import { ask, withSession } from '../travel/request';
import { write } from './write';

const ENDINGS: Readonly<Record<TraceFormat, string>> = {
  tokens: 'jsonl',
  instructions: 'jsonl',
  chrome: 'json',
  cpuprofile: 'cpuprofile',
};

/** Tokens before and behind the selected one that are its neighbourhood. */
const NEIGHBOURHOOD = 10_000;

/** `selected`: the token that is selected in the views, if there is one. */
export function registerTraceExport(selected: () => number | undefined): vscode.Disposable {
  return vscode.commands.registerCommand('stepformer.exportTrace', () => exportTrace(selected()));
}

async function exportTrace(selected: number | undefined): Promise<void> {
  await withSession(async (session) => {
    const timeline = await ask(session, 'stepformer.timeline', { buckets: 1 });
    const chosen = await choose(timeline, selected ?? timeline.now);
    if (!chosen) return;
    const begin = () => ask(session, 'stepformer.exportTrace', chosen);
    const exported = await write(session, exportPrompts.writing, begin);
    if (exported && (await say.exported(chosen.path, exported.bytes)))
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(chosen.path));
  });
}

async function choose(
  { begin, end, now }: Timeline,
  selected: number,
): Promise<ExportArguments | undefined> {
  const format = await vscode.window.showQuickPick(exportPrompts.formats, exportPrompts.format);
  if (!format) return undefined;
  const around = [selected - NEIGHBOURHOOD, selected + NEIGHBOURHOOD] as const;
  const ranges = exportPrompts.ranges({ begin, end, now }, around);
  const range = await vscode.window.showQuickPick(ranges, exportPrompts.range);
  if (!range) return undefined;
  const ending = ENDINGS[format.format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, `trace.${ending}`),
    filters: { [format.label]: [ending] },
    title: exportPrompts.format.title,
  });
  return file && { format: format.format, path: file.fsPath, from: range.from, to: range.to };
}
