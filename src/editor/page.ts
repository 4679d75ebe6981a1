/** Puts a page of `dist` into a webview. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type PageParts, pageHtml } from './page-html';

/** Options that a page's webview needs. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, 'dist')] };
}

/** `name`: of the script and the style sheet in `dist`. */
export function openPage(
  webview: vscode.Webview,
  extension: vscode.Uri,
  name: string,
  parts: Pick<PageParts, 'title' | 'body'>,
): void {
  const file = (ending: string) =>
    `${webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', `${name}.${ending}`))}`;
  webview.options = pageOptions(extension);
  webview.html = pageHtml({
    ...parts,
    script: file('js'),
    style: file('css'),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
  });
}
