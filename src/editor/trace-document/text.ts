/** A part of the trace as text, an instruction a line, and where its tokens stand in it. */

import { grouped } from '../../protocol/numbers';
import type { TraceRow } from '../../protocol/trace-requests';

export interface TokenSpan {
  readonly row: TraceRow;
  readonly start: number;
  readonly end: number;
}

export interface TraceText {
  readonly text: string;
  /** By line: its tokens, in the order in which they stand there. */
  readonly tokens: readonly (readonly TokenSpan[])[];
}

/** Who wrote a line's first token, where it is not the model. */
const WRITERS = { prompt: 'prompt', model: '', person: 'you', input: 'input' } as const;
/** Columns at which there begin: the tokens, the instruction, its value, and its function. */
const COLUMNS = { tokens: 14, instruction: 50, value: 80, function: 96 } as const;
/** Steps of indentation at most. */
const DEEPEST = 12;

/** `rows`: by token, one after another. */
export function traceText(rows: readonly TraceRow[], recorded: number): TraceText {
  const [first, last] = [rows.at(0)?.position ?? 0, rows.at(-1)?.position ?? 0];
  const title = `Tokens ${grouped(first)} to ${grouped(last)} of ${grouped(recorded)}, an instruction a line.`;
  const lines = ['', ...instructionsOf(rows).map(lineOf)].map((line) =>
    typeof line === 'string' ? { text: line, tokens: [] } : line,
  );
  return {
    text: [title, ...lines.map(({ text }) => text), ''].join('\n'),
    tokens: [[], ...lines.map(({ tokens }) => tokens)],
  };
}

/** The line on which a token stands; -1 if it is not in the text. */
export const lineOfToken = ({ tokens }: TraceText, position: number): number =>
  tokens.findIndex((spans) => spans.some(({ row }) => row.position === position));

/** The token under a place; elsewhere on the line it is the one that executes the instruction. */
export function tokenAt(
  { tokens }: TraceText,
  { line, character }: { readonly line: number; readonly character: number },
): TokenSpan | undefined {
  const spans = tokens[line] ?? [];
  return spans.find(({ start, end }) => character >= start && character < end) ?? spans.at(0);
}

function instructionsOf(rows: readonly TraceRow[]): TraceRow[][] {
  const groups: TraceRow[][] = [];
  for (const row of rows) {
    const open = groups.at(-1);
    if (open && !row.begins) open.push(row);
    else groups.push([row]);
  }
  return groups;
}

function lineOf(rows: readonly TraceRow[]): { text: string; tokens: TokenSpan[] } {
  const [{ position, by, instruction, depth, part }] = rows;
  const value = rows.at(-1)?.value;
  const tokens: TokenSpan[] = [];
  let text = `${grouped(position).padStart(COLUMNS.tokens - 2)}  `;
  for (const row of rows) {
    tokens.push({ row, start: text.length, end: text.length + row.text.length });
    text += `${row.text} `;
  }
  const add = (column: number, more: string) => {
    if (more) text = `${text.trimEnd()} `.padEnd(column) + more;
  };
  const { file, line } = instruction ?? {};
  const place = file === undefined ? '' : `  ${file.split(/[\\/]/).at(-1)}:${line}`;
  add(COLUMNS.instruction, instruction?.text ?? (part && part !== 'code' ? part : ''));
  add(COLUMNS.value, value === undefined ? '' : `= ${value | 0}`);
  const indent = '  '.repeat(Math.min(depth, DEEPEST));
  add(COLUMNS.function, instruction ? `${indent}${instruction.function}${place}` : '');
  add(0, WRITERS[by] && ` (${WRITERS[by]})`);
  return { text: text.trimEnd(), tokens };
}
