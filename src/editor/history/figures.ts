/** What the history of the lines says, in numbers and words. */

import type { FileHistory, RanLine } from '../../protocol/line-history';
import { grouped } from '../../protocol/numbers';
import { codeOnly, functionsIn } from '../c-source';

/** Levels of warmth, from 1; 0 is a line that never ran. */
export const LEVELS = 5;

/** On a logarithmic scale, on which a tenth of the busiest line's tokens is one level less. */
export function warmth(tokens: number, most: number): number {
  if (tokens <= 0) return 0;
  return Math.max(LEVELS - Math.round(Math.log10(most / tokens)), 1);
}

export function share(tokens: number, of: number): string {
  const percent = (100 * tokens) / Math.max(of, 1);
  return `${percent > 0 && percent < 0.1 ? '< 0.1' : percent.toFixed(1)} %`;
}

export function counted(count: number, unit: string): string {
  return `${grouped(count)} ${unit}${count === 1 ? '' : 's'}`;
}

export interface FunctionHistory {
  readonly name: string;
  /** Counted from 0. */
  readonly line: number;
  readonly count: number;
  readonly tokens: number;
}

/** Functions of a source with what their lines add up to; those without code are left out. */
export function functionsOf(text: string, { lines }: FileHistory): FunctionHistory[] {
  const code = codeOnly(text);
  const lineOf = (offset: number) => code.slice(0, offset).split('\n').length - 1;
  return functionsIn(code).flatMap(({ name, parameters, close }) => {
    const [first, last] = [lineOf(parameters), lineOf(close)];
    const own = lines.filter(({ line }) => first < line && line - 1 <= last);
    if (own.length === 0) return [];
    // It is entered by its first line.
    return [{ name, line: first, count: own[0].count, tokens: sum(own) }];
  });
}

function sum(lines: readonly RanLine[]): number {
  return lines.reduce((total, { tokens }) => total + tokens, 0);
}
