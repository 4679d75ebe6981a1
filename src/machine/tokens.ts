/** The vocabulary as the model file carries it: how each token is written, and what it asks of the host. */
import type { HostRole, InputStream, ModelToken } from '../model/model';
import { OPERATIONS } from '../program/operations';
import { TOKENS, type Token, VARIANTS } from '../program/vocabulary';

function hostRole({ family, value }: Token): HostRole | undefined {
  switch (family) {
    case 'stdout':
    case 'stderr':
    case 'files':
      return { kind: 'output', stream: family, byte: value };
    case 'in':
      return { kind: 'input', byte: value };
    case 'eof':
      return { kind: 'end of input' };
    case 'op': {
      const { name } = OPERATIONS[VARIANTS[value].operation];
      if (name === 'halt' || name.startsWith('trap: ')) return { kind: 'stop' };
      if (name.startsWith('input.')) return { kind: 'ask', stream: name.slice(6) as InputStream };
    }
  }
  return undefined;
}

/** An executed operation is like no other, and so is what opens or closes an edit; of other tokens those in the same place of a number are alike. */
function group({ family, lane, text }: Token): string {
  return family === 'op' || family === 'edit'
    ? text
    : lane > 0
      ? `${family}, lane ${lane}`
      : family;
}

/** The tokens of the machine, by id. */
export function modelTokens(): ModelToken[] {
  return TOKENS.map((token) => ({
    text: token.text,
    operation: token.family === 'op' ? true : undefined,
    group: group(token),
    host: hostRole(token),
  }));
}
