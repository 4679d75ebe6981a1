/**
 * The line table of a program in WebAssembly text. The assembler tells no lines, so that the instructions are
 * read from the text in the order in which they execute and matched with those of the module, function by
 * function; a function in which the two differ has no lines.
 */
import type { WasmInstruction } from './disassembly';
import type { LineRange } from './lines';

/** A parenthesised form, or a word; `line` counts from 1. */
interface Item {
  readonly line: number;
  readonly word?: string;
  readonly items?: readonly Item[];
}

interface Written {
  readonly op: string;
  readonly line: number;
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
    return instructions.flatMap(({ op, offset }, k) =>
      STRUCTURAL.has(op)
        ? []
        : [{ file, line: written[k].line, start: offset, end: instructions[k + 1]?.offset ?? end }],
    );
  });
}

function parse(text: string): readonly Item[] {
  const stack: { line: number; items: Item[] }[] = [{ line: 1, items: [] }];
  let line = 1;
  for (const [token] of withoutBlockComments(text).matchAll(TOKEN)) {
    const top = stack[stack.length - 1];
    if (token === '\n') line++;
    else if (token === '(') stack.push({ line, items: [] });
    else if (token === ')' && stack.length > 1) {
      stack.pop();
      stack[stack.length - 1].items.push(top);
    } else if (!token.startsWith(';;')) top.items.push({ line, word: token });
  }
  return stack[0].items;
}

/** Block comments nest; their newlines are kept. */
function withoutBlockComments(text: string): string {
  let depth = 0;
  return text.replace(/;;[^\n]*|"(?:\\.|[^"\\])*"|\(;|;\)|\n|./g, (piece) => {
    if (piece === '(;') depth++;
    const inside = depth > 0;
    if (piece === ';)' && depth > 0) depth--;
    return inside && piece !== '\n' ? '' : piece;
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
function writtenIn({ items = [], line }: Item): Written[] {
  const out: Written[] = [];
  writeSequence(items.slice(1), out);
  out.push({ op: 'end', line: out[out.length - 1]?.line ?? line });
  return out;
}

function writeSequence(items: readonly Item[], out: Written[]): void {
  for (const item of items) {
    if (item.items) writeFolded(item, out);
    else if (item.word && INSTRUCTION.test(item.word)) out.push({ op: item.word, line: item.line });
  }
}

/** A folded instruction: its operands come first, unless it is a block. */
function writeFolded(form: Item, out: Written[]): void {
  const op = headOf(form);
  if (op === undefined || DECLARATIONS.has(op)) return;
  const rest = form.items?.slice(1) ?? [];
  const own = { op, line: form.line };
  const end = { op: 'end', line: form.line };
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
      out.push({ op: 'else', line: otherwise.line });
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
