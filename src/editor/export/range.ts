/** The question which part of the run is exported. */
import * as vscode from 'vscode';
import { exportPrompts } from '../messages';
import { ask } from '../travel/request';

interface Around {
  /** The selected token; where there is none, the present moment takes its place. */
  readonly selected: number | undefined;
  /** How many tokens before and behind it are its neighbourhood. */
  readonly reach: number;
}

/** Positions [from, to); undefined where the question is closed. */
export async function chooseRange(
  session: vscode.DebugSession,
  { selected, reach }: Around,
  prompt: vscode.QuickPickOptions,
): Promise<{ readonly from: number; readonly to: number } | undefined> {
  const { begin, end, now } = await ask(session, 'stepformer.timeline', { buckets: 1 });
  const at = selected ?? now;
  const ranges = exportPrompts.ranges({ begin, end, now }, [at - reach, at + reach]);
  return vscode.window.showQuickPick(ranges, prompt);
}
