/** The commands of a WebAssembly script. */
import { type Expression, type List, parse } from './expressions';

/** A module as a script writes it: text of its own, text in strings, or bytes. */
export type Source =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array };

export interface Definition {
  readonly name?: string;
  readonly source: Source;
}

export interface Action {
  readonly kind: 'invoke' | 'get';
  /** Name of the module; the last one where it is missing. */
  readonly module?: string;
  readonly field: string;
  /** Constant instructions in the text format. */
  readonly operands: readonly string[];
}

/** A value in the text format, or a set of NaNs. */
export type Result = string;

export type Command = { readonly line: number } & (
  | { readonly kind: 'module'; readonly definition: Definition }
  | { readonly kind: 'register'; readonly as: string; readonly module?: string }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'assert_return'; readonly action: Action; readonly results: readonly Result[] }
  | {
      readonly kind: 'assert_trap' | 'assert_exhaustion';
      /** An action, or a module whose start traps. */
      readonly action?: Action;
      readonly definition?: Definition;
      readonly message: string;
    }
  | {
      readonly kind: 'assert_invalid' | 'assert_malformed' | 'assert_unlinkable';
      readonly definition: Definition;
      readonly message: string;
    }
  | { readonly kind: 'unknown'; readonly name: string }
);

/** Reads a script. Throws an `Error` where it is none. */
export function readScript(source: string): Command[] {
  const forms = parse(source);
  // A script may be the fields of one module, without its brackets.
  const isModule = forms.length > 0 && forms.every((form) => FIELDS.has(headOf(form)));
  if (isModule) {
    const definition = { source: { kind: 'text', text: `(module ${source})` } } as const;
    return [{ kind: 'module', line: 1, definition }];
  }
  return forms.map((form) => commandOf(form, source));
}

const FIELDS = new Set([
  ...['type', 'import', 'func', 'table', 'memory', 'global', 'export', 'start', 'elem', 'data'],
]);

const atomOf = (expression: Expression | undefined) =>
  expression?.kind === 'atom' ? expression.text : '';
const headOf = ({ items }: List) => atomOf(items[0]);
const utf8 = (expression: Expression | undefined) =>
  expression?.kind === 'text' ? Buffer.from(expression.bytes).toString('utf8') : '';
const listAt = (items: readonly Expression[], index: number): List => {
  const item = items[index];
  if (item?.kind !== 'list') throw new Error('a list was expected');
  return item;
};

function commandOf(form: List, source: string): Command {
  const { items, line } = form;
  const name = headOf(form);
  const text = ({ start, end }: List) => source.slice(start, end);
  switch (name) {
    case 'module':
      return { kind: 'module', line, definition: definitionOf(form, source) };
    case 'register':
      return { kind: 'register', line, as: utf8(items[1]), module: atomOf(items[2]) || undefined };
    case 'invoke':
    case 'get':
      return { kind: 'action', line, action: actionOf(form, source) };
    case 'assert_return':
      return {
        kind: 'assert_return',
        line,
        action: actionOf(listAt(items, 1), source),
        results: items.slice(2).map((_, i) => text(listAt(items, i + 2))),
      };
    // The spelling of older scripts.
    case 'assert_return_canonical_nan':
    case 'assert_return_arithmetic_nan': {
      const set = name.includes('canonical') ? 'nan:canonical' : 'nan:arithmetic';
      return {
        kind: 'assert_return',
        line,
        action: actionOf(listAt(items, 1), source),
        results: [set],
      };
    }
    case 'assert_trap':
    case 'assert_exhaustion': {
      const subject = listAt(items, 1);
      const message = utf8(items[2]);
      return headOf(subject) === 'module'
        ? { kind: name, line, definition: definitionOf(subject, source), message }
        : { kind: name, line, action: actionOf(subject, source), message };
    }
    case 'assert_invalid':
    case 'assert_malformed':
    case 'assert_unlinkable':
      return {
        kind: name,
        line,
        definition: definitionOf(listAt(items, 1), source),
        message: utf8(items[2]),
      };
    default:
      return { kind: 'unknown', line, name };
  }
}

function definitionOf(form: List, source: string): Definition {
  const rest = form.items.slice(1);
  const name = atomOf(rest[0]).startsWith('$') ? atomOf(rest.shift()) : undefined;
  const kind = atomOf(rest[0]);
  if (kind !== 'binary' && kind !== 'quote')
    return { name, source: { kind: 'text', text: source.slice(form.start, form.end) } };
  const bytes = Buffer.concat(
    rest.map((item) => (item.kind === 'text' ? item.bytes : Buffer.of())),
  );
  return kind === 'binary'
    ? { name, source: { kind, bytes: Uint8Array.from(bytes) } }
    : { name, source: { kind, text: bytes.toString('utf8') } };
}

function actionOf(form: List, source: string): Action {
  const rest = form.items.slice(1);
  const module = atomOf(rest[0]).startsWith('$') ? atomOf(rest.shift()) : undefined;
  return {
    kind: headOf(form) === 'get' ? 'get' : 'invoke',
    module,
    field: utf8(rest[0]),
    operands: rest.slice(1).map((_, i) => {
      const { start, end } = listAt(rest, i + 1);
      return source.slice(start, end);
    }),
  };
}
