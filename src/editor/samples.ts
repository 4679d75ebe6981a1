/** The command that opens one of the sample programs that come with the extension. */
import * as vscode from 'vscode';
import { say } from './messages';

const { fs } = vscode.workspace;

export function registerSamples(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('stepformer.openSample', (name?: unknown) =>
    openSample(context, typeof name === 'string' ? name : undefined),
  );
}

/** The one of that name, or else one of a person's choice; tells where its copy is. */
async function openSample(
  context: vscode.ExtensionContext,
  name: string | undefined,
): Promise<vscode.Uri | undefined> {
  const samples = vscode.Uri.joinPath(context.extensionUri, 'samples');
  const chosen = name ?? (await chooseSample(samples));
  if (!chosen) return undefined;

  // Without a folder the copy lies with the extension's own data: F5 needs a file on disk.
  const folder =
    vscode.workspace.workspaceFolders?.[0].uri ??
    vscode.Uri.joinPath(context.globalStorageUri, 'samples');
  const copy = vscode.Uri.joinPath(folder, chosen);
  try {
    await fs.createDirectory(folder);
    if (!(await exists(copy))) await fs.copy(vscode.Uri.joinPath(samples, chosen), copy);
  } catch (error) {
    say.notWritten(copy.fsPath, (error as Error).message);
    return undefined;
  }
  await vscode.window.showTextDocument(copy);
  return copy;
}

async function chooseSample(samples: vscode.Uri): Promise<string | undefined> {
  const entries = await fs.readDirectory(samples).then(undefined, () => []);
  const names = entries.map(([name]) => name).filter((name) => name.endsWith('.c'));
  if (names.length === 0) {
    say.noSamples(samples.fsPath);
    return undefined;
  }
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
  return chosen?.label;
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
