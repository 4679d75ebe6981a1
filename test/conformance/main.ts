/** Writes docs/conformance.md. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { costsOfAll } from './costs';
import { render } from './document';
import { readFindings } from './findings';

async function main(): Promise<void> {
  const file = path.join(__dirname, '../../docs/conformance.md');
  writeFileSync(file, render(await costsOfAll(), readFindings()));
}

main();
