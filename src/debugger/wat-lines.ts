/**
 * The line table of a program in WebAssembly text. The assembler tells no lines, so that the instructions are
 * read from the text in the order in which they execute and matched with those of the module, function by
 * function; a function in which the two differ has no lines.
 */
import type { WasmInstruction } from './disassembly';
import type { LineRange } from './lines';

/** Where something begins, counted from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** A parenthesised form, or a word. */
interface Item extends Position {
  readonly word?: string;
  readonly items?: readonly Item[];
}

interface Written extends Position {
  readonly op: string;
}

/** What executes nothing of its own; a line with only these is no place to stop. */
const STRUCTURAL = new Set(['block', 'loop', 'end', 'else', 'nop']);
/** Forms within a function that are not instructions. */
const DECLARATIONS = new Set(['type', 'param', 'result', 'local', 'export', 'import']);
const INSTRUCTION = /^[a-z][a-z0-9_.]*$/;
const TOKEN = /;;[^\n]*|"(?:\\.|[^"\\])*"|[()\n]|[^\s()";]+|;/g;

/** `bodies`: the instructions of each function that the module itself has, and the byte after its last. */
export function watLines(
  file: string,
  text: string,
  bodies: readonly { readonly instructions: readonly WasmInstruction[]; readonly end: number }[],
): LineRange[] {
  const functions = functionForms(parse(text)).map(writtenIn);
  if (functions.length !== bodies.length) return [];
  return bodies.flatMap(({ instructions, end }, i) => {
    const written = functions[i];
    const same =
      written.length === instructions.length &&
      written.every(({ op }, k) => op === instructions[k].op);
    if (!same) return [];
    return instructions.flatMap(({ op, offset }, k) => {
      if (STRUCTURAL.has(op)) return [];
      const { line, column } = written[k];
      return [{ file, line, column, start: offset, end: instructions[k + 1]?.offset ?? end }];
    });
  });
}

function parse(text: string): readonly Item[] {
  const stack: (Position & { items: Item[] })[] = [{ line: 1, column: 1, items: [] }];
  let line = 1;
  let lineStart = 0;
  for (const { 0: token, index } of withoutBlockComments(text).matchAll(TOKEN)) {
    const top = stack[stack.length - 1];
    const position = { line, column: index - lineStart + 1 };
    if (token === '\n') {
      line++;
      lineStart = index + 1;
    } else if (token === '(') stack.push({ ...position, items: [] });
    else if (token === ')' && stack.length > 1) {
      stack.pop();
      stack[stack.length - 1].items.push(top);
    } else if (!token.startsWith(';;')) top.items.push({ ...position, word: token });
  }
  return stack[0].items;
}

/** Block comments nest; spaces and newlines take their place. */
function withoutBlockComments(text: string): string {
  let depth = 0;
  return text.replace(/;;[^\n]*|"(?:\\.|[^"\\])*"|\(;|;\)|\n|./g, (piece) => {
    if (piece === '(;') depth++;
    const inside = depth > 0;
    if (piece === ';)' && depth > 0) depth--;
    return inside ? piece.replace(/[^\n]/g, ' ') : piece;
  });
}

const headOf = (item: Item | undefined) => item?.items?.[0]?.word;

function functionForms(top: readonly Item[]): Item[] {
  const [module] = top;
  const fields = headOf(module) === 'module' ? (module.items ?? []) : top;
  return fields.filter(
    (field) => headOf(field) === 'func' && !field.items?.some((item) => headOf(item) === 'import'),
  );
}

/** The instructions of a function in the order in which they stand in the module. */
function writtenIn({ items = [], line, column }: Item): Written[] {
  const out: Written[] = [];
  writeSequence(items.slice(1), out);
  const last = out[out.length - 1] ?? { line, column };
  out.push({ ...last, op: 'end' });
  return out;
}

const at = (op: string, { line, column }: Position): Written => ({ op, line, column });

function writeSequence(items: readonly Item[], out: Written[]): void {
  for (const item of items) {
    if (item.items) writeFolded(item, out);
    else if (item.word && INSTRUCTION.test(item.word)) out.push(at(item.word, item));
  }
}

/** A folded instruction: its operands come first, unless it is a block. */
function writeFolded(form: Item, out: Written[]): void {
  const op = headOf(form);
  if (op === undefined || DECLARATIONS.has(op)) return;
  const rest = form.items?.slice(1) ?? [];
  const own = at(op, form);
  const end = at('end', form);
  if (op === 'block' || op === 'loop') {
    out.push(own);
    writeSequence(rest, out);
    out.push(end);
  } else if (op === 'if') {
    const branch = (name: string) => rest.find((item) => headOf(item) === name);
    const [then, otherwise] = [branch('then'), branch('else')];
    writeSequence(
      rest.filter((item) => item.items && item !== then && item !== otherwise),
      out,
    );
    out.push(own);
    writeSequence(then?.items?.slice(1) ?? [], out);
    if (otherwise) {
      out.push(at('else', otherwise));
      writeSequence(otherwise.items?.slice(1) ?? [], out);
    }
    out.push(end);
  } else {
    // Words after the name are immediates.
    writeSequence(
      rest.filter((item) => item.items),
      out,
    );
    out.push(own);
  }
}
