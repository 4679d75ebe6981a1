/** Where a value came from, as a hover says it. */
import type { Origin } from '../../protocol/origin-requests';
import { marginText, type Reading, readingsOf, tokenText } from '../../protocol/origin-text';
import { goLink, showLink } from './links';

export function originText({ name, value, parts, more }: Origin): string {
  const readings = readingsOf(parts);
  const lines = readings.map((reading) => `- ${lineOf(reading, readings.length > 1)}`);
  if (more > 0) lines.push(`- and ${more} more`);
  return [`**${escaped(name)}** = ${code(value)}`, '', ...lines].join('\n');
}

function lineOf({ parts, heads, first, written }: Reading, named: boolean): string {
  const { at, layer, head, winner } = first;
  const show = showLink(heads, { position: at, layer, head });
  const what = named ? `${parts}: ` : '';
  if (!written) return `${what}never written, so 0: ${show} finds no key of it`;
  const token = showLink(tokenText(winner), { position: winner.position });
  const go = winner.by === 'prompt' ? '' : ` · ${goLink('go there', winner.position + 1)}`;
  return `${what}read by ${show} from ${token}, ${marginText(first)}${go}`;
}

/** Text in which nothing is a mark of Markdown's. */
export const escaped = (text: string) => text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');

/** Text that is shown as it is. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
