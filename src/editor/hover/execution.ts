/** What an instruction did when it was last executed, as a hover says it. */

import { grouped } from '../../protocol/numbers';
import type { ExecutedStep, Execution, FetchingHead } from '../../protocol/origin-requests';
import { headText, stepText, tokenText } from '../../protocol/origin-text';
import { goLink, showLink } from './links';
import { code } from './origin';

export function executionText({ instruction, steps, searched, all }: Execution): string {
  if (steps.length === 0)
    return `${code(instruction.text)} ${
      all
        ? 'has not been executed yet.'
        : `was not executed in the last ${grouped(searched)} tokens.`
    }`;
  return steps.map(stepLines).join('\n\n');
}

function stepLines(step: ExecutedStep): string {
  const { tokens, heads } = step;
  const [first] = tokens;
  const lines = [
    `**${code(stepText(step))}**`,
    '',
    `Tokens ${tokens
      .map(({ position, text }) => showLink(code(text), { position }))
      .join(' ')} · ${goLink('go before', first.position)}`,
    '',
    ...heads.map((head) => `- ${headLine(head)}`),
  ];
  return lines.join('\n');
}

function headLine({ fetches, reading }: FetchingHead): string {
  const { at, layer, head, name, winner, value } = reading;
  const show = showLink(`${headText(reading)} ${name}`, { position: at, layer, head });
  const token = showLink(tokenText(winner), { position: winner.position });
  return `${fetches} by ${show} from ${token}: ${value[0]}`;
}
