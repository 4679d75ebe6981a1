/** The message of a logpoint: text with C expressions in braces. */

export type LogPart = { readonly text: string } | { readonly expression: string };

/** `\{` and `\}` are the braces themselves. A brace that is never closed is text. */
export function parseLogMessage(message: string): LogPart[] {
  const parts: LogPart[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const character = message[at];
    if (character === '\\' && /[{}\\]/.test(message[at + 1] ?? '')) text += message[++at];
    else if (character === '{' && closing(message, at) > at + 1) {
      if (text) parts.push({ text });
      text = '';
      const end = closing(message, at);
      parts.push({ expression: message.slice(at + 1, end).trim() });
      at = end;
    } else text += character;
  }
  if (text) parts.push({ text });
  return parts;
}

/** Index of the brace that closes the one at `open`; -1 if there is none. */
function closing(message: string, open: number): number {
  let depth = 0;
  for (let at = open; at < message.length; at++) {
    if (message[at] === '{') depth++;
    if (message[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
