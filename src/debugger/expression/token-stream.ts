/** The tokens of an expression, taken one after another. */
import { mistake } from './errors';
import { type Token, tokenize } from './tokens';

export interface Tokens {
  readonly next: Token;
  /** The one after the next. */
  readonly following: Token;
  advance(): void;
  /** Takes the next token if it is one of these punctuators. */
  take(...texts: readonly string[]): string | undefined;
  /** Takes the next token if it is one of these words. */
  takeName(...texts: readonly string[]): string | undefined;
  /** Throws a `UserError` if another comes. */
  expect(text: string): void;
  name(): string;
}

export function createTokens(text: string): Tokens {
  const all = tokenize(text);
  const end = all[all.length - 1];
  let at = 0;
  const takeIf = (kind: Token['kind'], texts: readonly string[]) => {
    const token = all[at];
    if (token.kind !== kind || !texts.includes(token.text)) return undefined;
    at++;
    return token.text;
  };
  const tokens: Tokens = {
    get next() {
      return all[at];
    },
    get following() {
      return all[at + 1] ?? end;
    },
    advance() {
      if (at < all.length - 1) at++;
    },
    take: (...texts) => takeIf('punctuator', texts),
    takeName: (...texts) => takeIf('name', texts),
    expect(text) {
      if (!tokens.take(text)) throw mistake.expected(`"${text}"`, tokens.next.text);
    },
    name() {
      const { kind, text } = tokens.next;
      if (kind !== 'name') throw mistake.expected('A name', text);
      tokens.advance();
      return text;
    },
  };
  return tokens;
}
