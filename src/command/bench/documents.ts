/** The figures where others read them: as JSON, as plots, and as a block of docs/performance.md. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figures } from './figures';
import { plots } from './plot';
import { report } from './report';

/** What stands between these lines of a document is written by `bench`. */
const BEGIN = '<!-- figures: written by "stepformer bench --docs" -->';
const END = '<!-- end of figures -->';

/** Writes performance.json and the plots to a folder, and the report into its performance.md if it has one. */
export function writeDocuments(folder: string, figures: Figures): void {
  mkdirSync(folder, { recursive: true });
  writeJson(path.join(folder, 'performance.json'), figures);
  for (const [name, svg] of plots(figures)) writeFileSync(path.join(folder, name), svg);
  const document = path.join(folder, 'performance.md');
  if (existsSync(document))
    writeFileSync(document, withReport(readFileSync(document, 'utf8'), figures));
}

/** A document with the report in its place. Throws a `RangeError` if it has none. */
export function withReport(document: string, figures: Figures): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin)
    throw new RangeError(`the document has no line ${BEGIN} with ${END} below; add them`);
  const block = `${BEGIN}\n\n\`\`\`text\n${report(figures)}\`\`\`\n\n`;
  return document.slice(0, begin) + block + document.slice(end);
}

/** Writes JSON with each innermost list and object on a line of its own. */
export function writeJson(file: string, figures: Figures): void {
  const text = JSON.stringify(figures, null, 1);
  const innermost = /[[{][^[\]{}]*[\]}]/g;
  writeFileSync(file, `${text.replace(innermost, (part) => part.replace(/\n */g, ' '))}\n`);
}
