/** The command that writes a folder for HeadVis, with a file for each head. */
import * as vscode from 'vscode';
import type { HeadExport } from '../../protocol/export-requests';
import type { Selection } from '../../protocol/inside';
import { headPrompts, say } from '../messages';
import { proposed } from '../proposed';
import { ask, withSession } from '../travel/request';
import { chooseRange } from './range';
import { write } from './write';

/** Tokens before and behind the selected one: as many as an export tells of. */
const NEIGHBOURHOOD = 2560;

/** `selected`: what is selected in the views, if there is anything. */
export function registerHeadExport(selected: () => Selection | undefined): vscode.Disposable {
  return vscode.commands.registerCommand('stepformer.exportHeads', () => exportHeads(selected()));
}

async function exportHeads(selected: Selection | undefined): Promise<void> {
  await withSession(async (session) => {
    const chosen = await choose(session, selected);
    if (!chosen) return;
    const begin = () => ask(session, 'stepformer.exportHeads', chosen);
    const exported = await write(session, headPrompts.writing, begin);
    if (exported && (await say.exportedHeads(chosen.path, exported.bytes)))
      await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(chosen.path));
  });
}

async function choose(
  session: vscode.DebugSession,
  selected: Selection | undefined,
): Promise<HeadExport | undefined> {
  const { layers } = await ask(session, 'stepformer.model');
  const { layer, head } = selected ?? {};
  const one = layer !== undefined && head !== undefined ? layers[layer]?.heads[head] : undefined;
  const count = layers.reduce((sum, { heads }) => sum + heads.length, 0);
  const which = one
    ? await vscode.window.showQuickPick(
        headPrompts.which(count, [layer as number, head as number], one.name),
        headPrompts.heads,
      )
    : { heads: undefined };
  if (!which) return undefined;
  const around = { selected: selected?.position, reach: NEIGHBOURHOOD };
  const range = await chooseRange(session, around, headPrompts.range);
  if (!range) return undefined;
  const folder = await vscode.window.showSaveDialog({
    defaultUri: proposed('data'),
    ...headPrompts.folder,
  });
  return folder && { path: folder.fsPath, heads: which.heads, from: range.from, to: range.to };
}
