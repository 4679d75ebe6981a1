/** The command that writes the trace to a file, in a format of the person's choice. */
import * as vscode from 'vscode';
import type { ExportArguments, TraceFormat } from '../../protocol/export-requests';
import { exportPrompts, say } from '../messages';
import { proposed } from '../proposed';
import { ask, withSession } from '../travel/request';
import { chooseRange } from './range';
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
    const chosen = await choose(session, selected);
    if (!chosen) return;
    const begin = () => ask(session, 'stepformer.exportTrace', chosen);
    const exported = await write(session, exportPrompts.writing, begin);
    if (exported && (await say.exported(chosen.path, exported.bytes)))
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(chosen.path));
  });
}

async function choose(
  session: vscode.DebugSession,
  selected: number | undefined,
): Promise<ExportArguments | undefined> {
  const format = await vscode.window.showQuickPick(exportPrompts.formats, exportPrompts.format);
  if (!format) return undefined;
  const around = { selected, reach: NEIGHBOURHOOD };
  const range = await chooseRange(session, around, exportPrompts.range);
  if (!range) return undefined;
  const ending = ENDINGS[format.format];
  const file = await vscode.window.showSaveDialog({
    defaultUri: proposed(`trace.${ending}`),
    filters: { [format.label]: [ending] },
    title: exportPrompts.format.title,
  });
  return file && { format: format.format, path: file.fsPath, from: range.from, to: range.to };
}
