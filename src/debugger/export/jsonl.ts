/** JSON Lines: one object a line, of a token or of an executed instruction. What is not known is left out. */
import { once } from '../once';
import { fieldsOf } from './fields';
import type { Executed, TracePlace, TraceToken, TraceWriter } from './trace-writer';

/** `{ position, token, who, instruction, function, file, line, depth }` */
export function tokenLines(): TraceWriter {
  const placeSaid = once(fieldsOfPlace);
  const tokenSaid = once(({ text, who }: TraceToken) => fieldsOf({ token: text, who }));
  return linesWriter(({ position, place, depth, tokens }) => {
    const rest = `${placeSaid(place)},"depth":${depth}}\n`;
    let lines = '';
    for (let i = 0; i < tokens.length; i++)
      lines += `{"position":${position + i},${tokenSaid(tokens[i])},${rest}`;
    return lines;
  });
}

/** `{ position, instruction, function, file, line, depth, tokens }` */
export function instructionLines(): TraceWriter {
  const placeSaid = once(fieldsOfPlace);
  const tokenSaid = once(({ text }: TraceToken) => JSON.stringify(text));
  return linesWriter(({ position, place, depth, tokens }) => {
    const texts = tokens.map(tokenSaid).join(',');
    return `{"position":${position},${placeSaid(place)},"depth":${depth},"tokens":[${texts}]}\n`;
  });
}

const linesWriter = (lines: (executed: Executed) => string): TraceWriter => ({
  begin: () => '',
  instruction: lines,
  end: () => '',
});

const fieldsOfPlace = ({ text, function: name, file, line }: TracePlace) =>
  fieldsOf({ instruction: text, function: name, file, line });
