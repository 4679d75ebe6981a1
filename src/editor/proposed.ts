/** Where a dialog proposes to save something. */
import * as vscode from 'vscode';

/** A file or folder of this name in the folder that is open; undefined where none is. */
export function proposed(name: string): vscode.Uri | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder && vscode.Uri.joinPath(folder, name);
}
