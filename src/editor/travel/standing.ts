/** Whether a session's program runs or stands, as its messages tell. */
import * as vscode from 'vscode';

export type Standing = 'running' | 'standing';

export interface Standings {
  of(session: vscode.DebugSession): Standing;
  /** Also fires when a program stands at another moment than before. */
  readonly onDidChange: vscode.Event<vscode.DebugSession>;
  dispose(): void;
}

/** Requests after which the program goes somewhere, unless they are refused. */
const MOVES = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'goto',
  'restartFrame',
  'stepformer.goTo',
  'stepformer.stepBack',
  'stepformer.goToWriter',
  'stepformer.switchBranch',
]);

interface Message {
  readonly type?: string;
  readonly event?: string;
  readonly command?: string;
  readonly success?: boolean;
}

export function trackStandings(): Standings {
  const known = new Map<string, Standing>();
  const changed = new vscode.EventEmitter<vscode.DebugSession>();
  const tracker = vscode.debug.registerDebugAdapterTrackerFactory('stepformer', {
    createDebugAdapterTracker(session) {
      const become = (standing: Standing) => {
        known.set(session.id, standing);
        changed.fire(session);
      };
      return {
        onWillReceiveMessage({ type, command = '' }: Message) {
          if (type === 'request' && MOVES.has(command)) become('running');
        },
        onDidSendMessage({ type, event, command = '', success }: Message) {
          if (type === 'event' && event === 'stopped') become('standing');
          if (type === 'event' && event === 'continued') become('running');
          // A person has changed something: the moment has then a future of its own.
          if (type === 'event' && event === 'invalidated') become('standing');
          if (type === 'response' && MOVES.has(command) && success === false) become('standing');
        },
        onWillStopSession() {
          known.delete(session.id);
        },
      };
    },
  });
  return {
    of: (session) => known.get(session.id) ?? 'running',
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(tracker, changed).dispose(),
  };
}
