/** Saves the picture of a view to a file that a person names. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Picture } from '../../protocol/inside-view';
import { say } from '../messages';
import { proposed } from '../proposed';

export async function savePicture({ name, format, content }: Picture): Promise<void> {
  const chosen = await vscode.window.showSaveDialog({
    title: 'Save Picture',
    defaultUri: proposed(`${name}.${format}`),
    filters: format === 'svg' ? { 'SVG picture': ['svg'] } : { 'PNG picture': ['png'] },
  });
  if (!chosen) return;
  try {
    const bytes = Buffer.from(content, format === 'svg' ? 'utf8' : 'base64');
    await vscode.workspace.fs.writeFile(chosen, bytes);
  } catch (error) {
    return say.notWritten(chosen.fsPath, (error as Error).message);
  }
  await say.saved(path.basename(chosen.fsPath), chosen);
}
