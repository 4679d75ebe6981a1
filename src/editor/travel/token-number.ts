/** Numbers of tokens as people write and read them. */
import { grouped } from '../../protocol/numbers';

export interface Range {
  readonly begin: number;
  readonly end: number;
  readonly now: number;
}

/** The context's length: no token has a higher number. */
const MOST = 67_108_864;

/**
 * A position from what was typed: a number, which may be grouped (`1,234`, `1 234` or `1_234`), or a distance from
 * the present moment (`+100`, `-100`). What cannot be gone to is answered by a sentence.
 */
export function readToken(text: string, { begin, now }: Range): number | string {
  const match = /^([+-]?)(\d+)$/.exec(text.replace(/[\s,_]/g, ''));
  if (!match) return 'Type a number, such as 12,345, or a distance, such as -100.';
  const distance = Number(match[2]);
  const position = match[1] === '' ? distance : now + (match[1] === '-' ? -distance : distance);
  if (position < begin)
    return `The program begins at token ${grouped(begin)}; the ${grouped(begin)} tokens before it are the prompt.`;
  if (position > MOST) return `The context ends at token ${grouped(MOST)}.`;
  return position;
}
