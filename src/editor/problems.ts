/** Compiler errors and warnings in the Problems view. */
import * as vscode from 'vscode';
import {
  DIAGNOSTICS_EVENT,
  type DiagnosticsBody,
  type SourceDiagnostic,
} from '../protocol/diagnostics';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

export function registerProblems(): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('stepformer');
  const listener = vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, body }) => {
    if (event === DIAGNOSTICS_EVENT) show(problems, body);
  });
  return vscode.Disposable.from(problems, listener);
}

function show(problems: vscode.DiagnosticCollection, body: DiagnosticsBody): void {
  problems.clear();
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const said of body.diagnostics) {
    const list = byFile.get(said.file) ?? [];
    list.push(diagnostic(said));
    byFile.set(said.file, list);
  }
  for (const [file, list] of byFile) problems.set(vscode.Uri.file(file), list);
}

function diagnostic(said: SourceDiagnostic): vscode.Diagnostic {
  const position = new vscode.Position(Math.max(said.line - 1, 0), Math.max(said.column - 1, 0));
  const shown = new vscode.Diagnostic(
    // An empty range at a word's start: the editor underlines the word.
    new vscode.Range(position, position),
    said.message,
    SEVERITIES[said.severity],
  );
  shown.source = 'clang';
  return shown;
}
