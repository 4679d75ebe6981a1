/** C expressions → their syntax: the grammar of C without calls, commas and compound literals. */
import type { Arithmetic, Comparison } from './code';
import { mistake } from './errors';
import { readCharacter, readNumber, readText } from './literals';
import { INT } from './scalars';
import type { Syntax, UnaryOperator } from './syntax';
import { createTokens, type Tokens } from './token-stream';
import { isTypeBegin, parseTypeName, type TypeNames } from './type-names';

/** Binary operators; those of a later row bind more tightly. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const COMPARISONS = ['==', '!=', '<', '>', '<=', '>='];
const UNARY = ['-', '+', '~', '!', '*', '&'];
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='];
const ONE: Syntax = { kind: 'number', value: 1, type: INT };

/** Throws a `UserError` that says what is wrong. `types`: the names of types in scope. */
export function parse(text: string, types: TypeNames): Syntax {
  const tokens = createTokens(text);
  const parser = createParser(text, tokens, types);
  const syntax = parser.whole();
  if (tokens.next.kind !== 'end') {
    if (ASSIGNMENTS.includes(tokens.next.text)) throw mistake.nested();
    throw mistake.leftOver(tokens.next.text);
  }
  return syntax;
}

function createParser(text: string, tokens: Tokens, types: TypeNames) {
  /** An assignment, or an expression without one. */
  const whole = (): Syntax => {
    const step = tokens.take('++', '--');
    const begin = tokens.next.at;
    const written = () => text.slice(begin, tokens.next.at).trim();
    if (step) {
      const x = unary();
      return change(step, x, written());
    }
    const x = expression();
    const target = written();
    const operator = tokens.take(...ASSIGNMENTS);
    if (operator) {
      const y = expression();
      const compound = operator === '=' ? undefined : (operator.slice(0, -1) as Arithmetic);
      return { kind: 'assign', operator: compound, x, y, target };
    }
    const last = tokens.take('++', '--');
    return last ? change(last, x, target) : x;
  };

  const change = (step: string, x: Syntax, target: string): Syntax => ({
    kind: 'assign',
    operator: step[0] as Arithmetic,
    x,
    y: ONE,
    target,
  });

  const expression = (): Syntax => {
    const condition = binary(0);
    if (!tokens.take('?')) return condition;
    const x = expression();
    tokens.expect(':');
    return { kind: 'choose', condition, x, y: expression() };
  };

  const binary = (level: number): Syntax => {
    if (level === LEVELS.length) return unary();
    let x = binary(level + 1);
    for (;;) {
      const operator = tokens.take(...LEVELS[level]);
      if (!operator) return x;
      const y = binary(level + 1);
      if (operator === '&&' || operator === '||') x = { kind: 'logical', operator, x, y };
      else if (COMPARISONS.includes(operator))
        x = { kind: 'compare', operator: operator as Comparison, x, y };
      else x = { kind: 'binary', operator: operator as Arithmetic, x, y };
    }
  };

  const unary = (): Syntax => {
    const operator = tokens.take(...UNARY);
    if (operator) return { kind: 'unary', operator: operator as UnaryOperator, x: unary() };
    if (tokens.take('++', '--')) throw mistake.nested();
    if (tokens.takeName('sizeof')) return { kind: 'sizeOf', what: sized() };
    if (tokens.next.text === '(' && isTypeBegin(tokens.following, types)) {
      tokens.expect('(');
      const type = parseTypeName(tokens, types);
      tokens.expect(')');
      return { kind: 'cast', type, x: unary() };
    }
    return postfix(primary());
  };

  const sized = (): (Syntax & { kind: 'sizeOf' })['what'] => {
    if (tokens.next.text !== '(' || !isTypeBegin(tokens.following, types)) return { x: unary() };
    tokens.expect('(');
    const type = parseTypeName(tokens, types);
    tokens.expect(')');
    return { type };
  };

  const postfix = (begin: Syntax): Syntax => {
    let x = begin;
    for (;;) {
      const operator = tokens.take('[', '.', '->', '(');
      if (!operator) return x;
      if (operator === '(') throw mistake.call();
      if (operator === '[') {
        x = { kind: 'element', x, index: expression() };
        tokens.expect(']');
      } else x = { kind: 'member', x, name: tokens.name(), arrow: operator === '->' };
    }
  };

  const primary = (): Syntax => {
    const token = tokens.next;
    if (tokens.take('(')) {
      const x = expression();
      if (ASSIGNMENTS.includes(tokens.next.text) || /^(\+\+|--)$/.test(tokens.next.text))
        throw mistake.nested();
      tokens.expect(')');
      return x;
    }
    tokens.advance();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', ...readNumber(token.text) };
      case 'character':
        return { kind: 'number', value: readCharacter(token.text), type: INT };
      case 'text':
        return { kind: 'text', bytes: texts(readText(token.text)) };
      case 'name':
        return { kind: 'name', name: token.text };
      case 'special':
        return token.text === '$mem' && tokens.take('[')
          ? memory()
          : { kind: 'special', name: token.text };
      default:
        throw mistake.expected('A value', token.text);
    }
  };

  /** Strings that stand side by side are one. */
  const texts = (bytes: readonly number[]): readonly number[] => {
    const { kind, text } = tokens.next;
    if (kind !== 'text') return bytes;
    tokens.advance();
    return texts([...bytes, ...readText(text)]);
  };

  const memory = (): Syntax => {
    const begin = expression();
    const end = tokens.take('..') ? expression() : undefined;
    tokens.expect(']');
    return { kind: 'memory', begin, end };
  };

  return { whole };
}
