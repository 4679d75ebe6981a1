/** The text of a C expression → its tokens. */
import { mistake } from './errors';

export interface Token {
  /** `special` begins with a dollar; `end` comes once, after all others. */
  readonly kind: 'number' | 'name' | 'special' | 'character' | 'text' | 'punctuator' | 'end';
  /** As it is written. */
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

/** The longer ones first. `..` is that of `$mem[a..b]`. */
const PUNCTUATORS =
  '<<= >>= -> ++ -- << >> <= >= == != && || += -= *= /= %= &= |= ^= .. + - * / % & | ^ ~ ! < > = ? : . , ( ) [ ]'.split(
    ' ',
  );

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  // A point that another follows belongs to a range.
  ['number', /(\d+\.(?!\.)\d*|\.\d+|\d)([eEpP][+-]|\w)*/y],
  ['name', /[A-Za-z_]\w*/y],
  ['special', /\$\w+/y],
  ['character', /'(\\.|[^'\\])*'/y],
  ['text', /"(\\.|[^"\\])*"/y],
];

/** Throws a `UserError` where something is no token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; ; ) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  if (tokens.length === 0) throw mistake.empty();
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { kind, text: found[0], at };
  }
  if (`'"`.includes(text[at])) throw mistake.unclosed(text[at]);
  const punctuator = PUNCTUATORS.find((candidate) => text.startsWith(candidate, at));
  if (!punctuator) throw mistake.character(text[at]);
  return { kind: 'punctuator', text: punctuator, at };
}
