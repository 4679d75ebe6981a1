/** Asks the editor for a terminal, and runs the program in it. */
import path from 'node:path';
import type { DebugSession } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { LaunchConfiguration } from '../../protocol/launch';
import type { Dependencies } from '../dependencies';
import { problem } from '../errors';
import { openTerminal, TERMINAL_VARIABLE, type Terminal, type TerminalListener } from '../terminal';

/** Rejects with a `UserError` if no terminal opens, or what is started in it does not come back. */
export async function runInTerminal(
  session: DebugSession,
  { console, program, files }: LaunchConfiguration,
  { args, env, patience }: Dependencies['terminal'],
  listener: TerminalListener,
): Promise<Terminal> {
  const start = (value: string) =>
    new Promise<void>((resolve, reject) => {
      const request: Dap.RunInTerminalRequestArguments = {
        kind: console === 'externalTerminal' ? 'external' : 'integrated',
        title: 'Stepformer',
        cwd: path.dirname(path.resolve(files?.[0] ?? program ?? '')),
        args: [...args],
        env: { ...env, [TERMINAL_VARIABLE]: value },
      };
      session.runInTerminalRequest(request, patience, ({ success, message }) => {
        if (success) resolve();
        else reject(new Error(message));
      });
    });
  try {
    return await openTerminal(start, listener, patience);
  } catch (error) {
    throw problem.noTerminal((error as Error).message);
  }
}
