/** Launch configurations without a launch.json: the open file is the program. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchConfiguration } from '../protocol/launch';
import { say } from './messages';

const TYPE = 'stepformer';
const ENDINGS = ['.c', '.wat', '.wasm'];

type Configuration = vscode.DebugConfiguration & LaunchConfiguration;

export function registerConfigurations(): vscode.Disposable {
  const { debug, commands } = vscode;
  return vscode.Disposable.from(
    debug.registerDebugConfigurationProvider(TYPE, {
      resolveDebugConfiguration: (folder, given) => completed(folder, given),
      resolveDebugConfigurationWithSubstitutedVariables: (_folder, given) => checked(given),
    }),
    debug.registerDebugConfigurationProvider(
      TYPE,
      { provideDebugConfigurations: offered },
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    commands.registerCommand('stepformer.debugFile', (file?: vscode.Uri) => debugFile(file)),
  );
}

async function debugFile(file = openFile()): Promise<void> {
  if (!file) return say.nothingToRun();
  await vscode.debug.startDebugging(
    vscode.workspace.getWorkspaceFolder(file),
    forFile(file.fsPath),
  );
}

/** One configuration for each program of the folder, the open one first. */
async function offered(
  folder: vscode.WorkspaceFolder | undefined,
): Promise<vscode.DebugConfiguration[]> {
  const open = openFile();
  const found = folder
    ? await vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, '**/*.{c,wat,wasm}'),
        '**/node_modules/**',
        50,
      )
    : [];
  const files = found.map((file) => file.fsPath).sort();
  if (open) files.unshift(open.fsPath);
  return [...new Set(files)].map(forFile);
}

function forFile(program: string): Configuration {
  const name = `${path.basename(program)} in the transformer`;
  return { type: TYPE, request: 'launch', name, program };
}

/** Fills in what a configuration leaves out; F5 without a launch.json gives an empty one. */
function completed(
  folder: vscode.WorkspaceFolder | undefined,
  given: Configuration,
): Configuration | undefined {
  let named = given;
  if (!given.program && !given.files?.length) {
    const file = openFile();
    if (!file) {
      say.nothingToRun();
      return undefined;
    }
    named = { ...forFile(file.fsPath), ...given, program: file.fsPath };
  }
  const settings = vscode.workspace.getConfiguration(TYPE, folder);
  return {
    ...named,
    type: TYPE,
    request: named.request || 'launch',
    name: named.name || 'Stepformer',
    cflags: named.cflags ?? settings.get<string[]>('cflags'),
    compiler: named.compiler || settings.get<string>('compiler') || undefined,
  };
}

/** Refuses what is plainly no program before anything starts: `${file}` may be any file. */
function checked(given: Configuration): Configuration | undefined {
  const wrong = [given.program ?? [], given.files ?? []].flat().find((file) => !isProgram(file));
  if (wrong === undefined) return given;
  say.notAProgram(wrong);
  return undefined;
}

function isProgram(file: string): boolean {
  return ENDINGS.includes(path.extname(file).toLowerCase());
}

/**
 * The program that is open: in the active editor, or beside it where that shows no file, as a view of the transformer
 * does. A .wasm file has a tab but no text editor.
 */
function openFile(): vscode.Uri | undefined {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const active = [
    vscode.window.activeTextEditor?.document.uri,
    uriOf(activeTabGroup.activeTab),
  ].filter(isFile);
  const beside = all.map(({ activeTab }) => uriOf(activeTab)).filter(isFile);
  return (active.length > 0 ? active : beside).find(({ fsPath }) => isProgram(fsPath));
}

function uriOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
    ? input.uri
    : undefined;
}

const isFile = (uri: vscode.Uri | undefined): uri is vscode.Uri => uri?.scheme === 'file';
