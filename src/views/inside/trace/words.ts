/** How the parts of a trace are written. */
import type { TokenWriter } from '../../../protocol/inside';
import { grouped } from '../../../protocol/numbers';
import {
  type HeadInStretch,
  type PromptPart,
  STRETCH_TOKENS,
  type TraceGrouping,
  type TraceRow,
} from '../../../protocol/trace-requests';
import { fileName } from '../words';

/** Who wrote a token, as a sign and in words: never by its colour alone. */
export const WRITERS: Readonly<Record<TokenWriter, { sign: string; name: string }>> = {
  prompt: { sign: '□', name: 'prompt' },
  model: { sign: '●', name: 'model' },
  person: { sign: '✎', name: 'person' },
  input: { sign: '›', name: 'input' },
};

export const GROUPING_NAMES: Readonly<Record<TraceGrouping, string>> = {
  token: 'Tokens',
  instruction: 'Instructions',
  line: 'Lines',
  call: 'Calls',
};

const PARTS: Readonly<Record<PromptPart, string>> = {
  header: 'header of the program',
  code: '',
  'jump tables': 'jump table',
  memory: 'memory image',
  start: 'jump to the first instruction',
};

/** `list.c:17`; nothing where there is no source. */
export function placeText({ instruction }: TraceRow): string {
  const { file, line } = instruction ?? {};
  return file !== undefined && line !== undefined ? `${fileName(file)}:${line}` : '';
}

/** What a row is about: its instruction, or the part of the prompt. */
export function aboutText({ instruction, part }: TraceRow): string {
  return instruction ? instruction.text : part ? PARTS[part] : '';
}

/** What it means that rows are dimmed while they are filtered by a head. */
export const DIMMED = {
  legend: 'dimmed: it matters for nothing there',
  why:
    'A head matters at a token if what it returned there bears on the token that comes next, or on what is left in the ' +
    `KV cache for later ones. Of a row its first ${STRETCH_TOKENS} tokens are looked at.`,
};

/** Whether a head matters in a row of some tokens. */
export function headText(name: string, { at, looked }: HeadInStretch, tokens: number): string {
  if (at !== undefined) return `${name} matters at token ${grouped(at)}`;
  if (tokens === 1) return `${name} matters for nothing at this token`;
  const which = looked < tokens ? `the first ${looked} of its` : 'its';
  return `${name} matters at none of ${which} ${grouped(tokens)} tokens`;
}

/** An unsigned 32-bit number as a C programmer reads it. */
export const valueText = (value: number): string => String(value | 0);

/** A whole number with or without commas; `undefined` for anything else. */
export function positionIn(text: string): number | undefined {
  const digits = text.trim().replaceAll(',', '');
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

/** Decimal or hexadecimal, signed. */
export function numberIn(text: string): number | undefined {
  const written = text.trim().replaceAll(',', '');
  const [, sign, digits] = /^(-?)(\d+|0x[\da-f]+)$/i.exec(written) ?? [];
  return digits === undefined ? undefined : Number(digits) * (sign ? -1 : 1);
}
