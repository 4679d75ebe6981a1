/** The command that opens one of the sample programs that come with the extension. */
import * as vscode from 'vscode';
import { say } from './messages';

const { fs } = vscode.workspace;

export function registerSamples(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('stepformer.openSample', () => openSample(context));
}

async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const samples = vscode.Uri.joinPath(context.extensionUri, 'samples');
  const entries = await fs.readDirectory(samples).then(undefined, () => []);
  const names = entries.map(([name]) => name).filter((name) => name.endsWith('.c'));
  if (names.length === 0) return say.noSamples(samples.fsPath);

  const items = await Promise.all(
    names.sort().map(async (label) => {
      const bytes = await fs.readFile(vscode.Uri.joinPath(samples, label));
      return { label, detail: summary(new TextDecoder().decode(bytes)) };
    }),
  );
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Open a Stepformer Sample',
    placeHolder: 'The file is copied into the folder; press F5 to run it in the transformer',
    matchOnDetail: true,
  });
  if (!chosen) return;

  // Without a folder the copy lies with the extension's own data: F5 needs a file on disk.
  const folder =
    vscode.workspace.workspaceFolders?.[0].uri ??
    vscode.Uri.joinPath(context.globalStorageUri, 'samples');
  const copy = vscode.Uri.joinPath(folder, chosen.label);
  try {
    await fs.createDirectory(folder);
    if (!(await exists(copy))) await fs.copy(vscode.Uri.joinPath(samples, chosen.label), copy);
  } catch (error) {
    return say.notWritten(copy.fsPath, (error as Error).message);
  }
  await vscode.window.showTextDocument(copy);
}

/** What a person changed in an earlier copy is kept. */
function exists(file: vscode.Uri): Thenable<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}

/** The first sentence of the comment that opens a sample. */
export function summary(source: string): string {
  const comment = /^\s*(?:\/\*+([\s\S]*?)\*\/|((?:\s*\/\/.*\n)+))/.exec(source);
  const text = (comment?.[1] ?? comment?.[2] ?? '').replace(/^\s*(\/\/|\*)/gm, ' ');
  return /^.*?[.:](?=\s|$)|^.*/.exec(text.replace(/\s+/g, ' ').trim())?.[0] ?? '';
}
