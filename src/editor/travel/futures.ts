/** The command that lists the futures which were left, to go on in one of them or to compare it with the present one. */
import * as vscode from 'vscode';
import { grouped } from '../../protocol/numbers';
import type { Branch } from '../../protocol/travel';
import { prompts, say } from '../messages';
import { ask, withSession } from './request';

export function registerFutures(): vscode.Disposable {
  return vscode.commands.registerCommand('stepformer.otherFutures', otherFutures);
}

async function otherFutures(): Promise<void> {
  await withSession(async (session) => {
    const { branches } = await ask(session, 'stepformer.branches');
    if (branches.length === 0) return say.noFutures();
    const chosen = await vscode.window.showQuickPick(branches.map(item), prompts.futures);
    if (!chosen) return;
    const asked = prompts.futureAct(chosen.label);
    const act = await vscode.window.showQuickPick(prompts.futureActs, asked);
    const { id } = chosen.branch;
    if (act?.does === 'switch') await ask(session, 'stepformer.switchBranch', { id });
    if (act?.does === 'compare') {
      const difference = await ask(session, 'stepformer.compareBranch', { id });
      const answer = await say.differs(difference);
      if (answer === 'switch') await ask(session, 'stepformer.switchBranch', { id });
      if (answer === 'go' && difference.here)
        await ask(session, 'stepformer.goTo', { position: difference.here.position });
    }
  });
}

function item(branch: Branch) {
  return {
    branch,
    label: branch.change,
    description: `parted at token ${grouped(branch.fork)}, ${grouped(branch.length)} tokens`,
  };
}
