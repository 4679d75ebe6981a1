/** Requests that begin and end a session. */
import { type DebugSession, Event } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { DIAGNOSTICS_EVENT, type SourceDiagnostic } from '../../protocol/diagnostics';
import type { LaunchConfiguration } from '../../protocol/launch';
import type { Debuggee } from '../debuggee';
import { problem } from '../errors';
import { launch, usesTerminal } from '../launch';
import type { Terminal } from '../terminal';
import { CAPABILITIES } from './capabilities';
import { type Desk, type Handlers, THREAD } from './desk';
import { runInTerminal } from './run-in-terminal';
import { toDiagnosticOutput } from './translate';

export function lifecycleRequests(desk: Desk, session: DebugSession): Handlers {
  async function start(configuration: LaunchConfiguration): Promise<void> {
    if (desk.isLaunched) throw problem.alreadyLaunched();
    desk.configuration = configuration;
    const debuggee = await launch(configuration, desk.dependencies, {
      output: desk.output,
      tell: (text) => desk.tell(text),
      log: (text) => desk.tell(text, 'stdout'),
      diagnostics: tellDiagnostics,
      reading: withProgress,
    });
    try {
      if (usesTerminal(configuration)) desk.terminal = await openTerminal(debuggee);
      if (!desk.ended) desk.launched(debuggee);
    } finally {
      if (!desk.isLaunched) debuggee.dispose();
      if (desk.ended) desk.terminal?.close();
    }
  }

  async function openTerminal({ typed }: Debuggee): Promise<Terminal> {
    if (!desk.client.opensTerminals) throw problem.noTerminal('the editor opens none');
    return runInTerminal(session, desk.configuration, desk.dependencies.terminal, {
      input: (bytes) => typed?.add(bytes),
      gone: () => desk.end(),
    });
  }

  function tellDiagnostics(diagnostics: readonly SourceDiagnostic[]): void {
    desk.send(new Event(DIAGNOSTICS_EVENT, { diagnostics }));
    for (const diagnostic of diagnostics)
      desk.send(new Event('output', desk.counted(toDiagnosticOutput(diagnostic))));
  }

  async function withProgress<T>(work: () => Promise<T>): Promise<T> {
    if (!desk.client.showsProgress) return work();
    const progressId = 'prompt';
    const title = 'The transformer reads the program';
    desk.send(new Event('progressStart', { progressId, title }));
    try {
      return await work();
    } finally {
      desk.send(new Event('progressEnd', { progressId }));
    }
  }

  return {
    initialize(args: Dap.InitializeRequestArguments): Dap.Capabilities {
      desk.client = {
        firstLine: args.linesStartAt1 === false ? 0 : 1,
        firstColumn: args.columnsStartAt1 === false ? 0 : 1,
        opensTerminals: args.supportsRunInTerminalRequest ?? false,
        showsProgress: args.supportsProgressReporting ?? false,
        knowsMemory: args.supportsMemoryEvent ?? false,
        knowsInvalidation: args.supportsInvalidatedEvent ?? false,
      };
      return CAPABILITIES;
    },
    launch: start,
    configurationDone() {
      const { stepping } = desk.program();
      const { stopOnEntry, noDebug } = desk.configuration;
      desk.run({ reason: 'entry', until: stopOnEntry && !noDebug ? stepping.entry() : undefined });
    },
    threads: () => ({ threads: [{ id: THREAD, name: 'transformer' }] }),
    terminate: () => desk.end(),
    disconnect: () => desk.end(),
  };
}
