/** Where the editor finds the debug adapter. */
import * as vscode from 'vscode';

/**
 * The adapter is a process of its own, so that nothing it does can hurt the editor; package.json names its
 * script. A developer who debugs it starts it first and gives its port in STEPFORMER_ADAPTER_PORT.
 */
export function registerAdapter(): vscode.Disposable {
  const port = Number(process.env.STEPFORMER_ADAPTER_PORT);
  return vscode.debug.registerDebugAdapterDescriptorFactory('stepformer', {
    createDebugAdapterDescriptor: (_session, executable) =>
      port ? new vscode.DebugAdapterServer(port) : executable,
  });
}
