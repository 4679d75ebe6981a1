/** What is said of a changed run. */
import type { InstructionPlace } from '../../../protocol/inside';
import type {
  FirstDifference,
  WhatIf,
  WhatIfEnding,
  WhatIfToken,
} from '../../../protocol/intervene-requests';
import { grouped } from '../../../protocol/numbers';
import type { Guess } from '../../../protocol/residual-requests';
import { fileName, headName } from '../words';

/** A number of things: "1 token", "2,000 tokens". */
export const counted = (count: number, thing: string): string =>
  `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;

export function placeText({ text, function: name, file, line }: InstructionPlace): string {
  const where = file === undefined ? '' : `, ${fileName(file)}:${line}`;
  return `${text} (${name}${where})`;
}

/** Whether the change matters, in one sentence. */
export function verdict({ first, compared, differing, changed }: WhatIf): string {
  const stretch = changed.ended?.kind === 'end' ? ', up to the end of the program' : '';
  if (!first)
    return `The next ${counted(compared, 'token')} are the same${stretch}: this change makes no difference.`;
  const share = `${grouped(differing)} of ${counted(compared, 'token')} ${differing === 1 ? 'differs' : 'differ'}`;
  return `The run first differs at token ${grouped(first.position)}; ${share}.`;
}

/** What decided the first token that differs. */
export function decision(first: FirstDifference): string {
  const { real, changed, realTop, changedTop, forced } = first;
  if (!changed) return 'There the changed run has ended, and the real one goes on.';
  if (!real) return `There the real run has ended, and the changed one says “${changed.text}”.`;
  const [logit, other] = logits(changedTop, changed, real);
  if (forced)
    return `You say “${changed.text}” in place of “${real.text}”: its logit is ${logit}, against ${other}.`;
  if (!changed.chosen) return `The host says “${changed.text}” in place of “${real.text}”.`;
  const [was, against] = logits(realTop, real, changed);
  return `The model says “${changed.text}” in place of “${real.text}”: logit ${logit} against ${other}. Unchanged, it is ${against} against ${was}.`;
}

function logits(top: readonly Guess[], one: WhatIfToken, other: WhatIfToken): string[] {
  return [one, other].map(({ token }) => {
    const guess = top.find((each) => each.token === token);
    return guess === undefined ? 'unknown' : grouped(guess.logit);
  });
}

/** How the changed run ended; `position`: of its last token. */
export function endingText(ended: WhatIfEnding | undefined, position: number): string {
  const at = ended?.at ? ` at ${placeText(ended.at)}` : '';
  const token = `token ${grouped(position)}`;
  switch (ended?.kind) {
    case undefined:
      return `It still goes on at ${token}.`;
    case 'end':
      return `It ends the program after ${token}${at}.`;
    case 'trap':
      return `It traps after ${token}${at}: ${ended.trap.replace(/^trap: /, '')}.`;
    case 'input':
      return `After ${token} it asks for more ${ended.stream} than the real run was given${at}.`;
    case 'context full':
      return 'It has filled the context.';
    case 'overflow':
      return `After ${token} the numbers in layer ${ended.layer} grow beyond what can be computed with.`;
    case 'unanswered':
      return `At ${token} ${headName(ended.layer, ended.head)} asks what no index of the KV cache answers, and there are too many tokens to read them all again: choose an earlier token.`;
    case 'repeats':
      return `It is stuck: up to ${token} it says ${repeated(ended.tokens)} over and over again.`;
  }
}

function repeated(tokens: readonly string[]): string {
  const shown = tokens.slice(0, 6).map((text) => `“${text}”`);
  const more = tokens.length - shown.length;
  return `${shown.join(' ')}${more > 0 ? ` and ${counted(more, 'token')} more` : ''}`;
}
