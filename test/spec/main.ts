/** `npm run test:spec -- DIR [--filter TEXT] [--dense N] [--json FILE] [--record]`: the scripts of a directory. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { keep, type ScriptFile } from '../conformance/findings';
import { describeFile, judgeFile, summary, totalOf } from './report';
import { createTransformer } from './transformer';

const USAGE =
  'usage: npm run test:spec -- DIR [--filter TEXT] [--dense N] [--json FILE] [--record]\n' +
  '  DIR holds scripts (.wast). --dense: every N-th small program also in the dense pass (default 20).\n';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      filter: { type: 'string', default: '' },
      dense: { type: 'string', default: '20' },
      json: { type: 'string' },
      record: { type: 'boolean' },
    },
  });
  const [directory] = positionals;
  if (!directory || !existsSync(directory)) {
    process.stderr.write(directory ? `there is no directory ${directory}\n${USAGE}` : USAGE);
    return 2;
  }
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.wast') && name.includes(values.filter))
    .sort();
  const transformer = createTransformer(Number(values.dense));
  const files: ScriptFile[] = [];
  for (const name of names) {
    const verdicts = await judgeFile(path.join(directory, name), transformer);
    for (const { line, kind, outcome, reason } of verdicts)
      if (outcome === 'failed') process.stdout.write(`${name}:${line}: ${kind}: ${reason}\n`);
    const file = summary(name, verdicts);
    files.push(file);
    process.stdout.write(`${describeFile(file)}\n`);
  }
  const total = totalOf(files);
  const { runs, tokens, denseRuns } = transformer;
  process.stdout.write(
    `\n${describeFile(total)}\n${runs.toLocaleString('en-US')} programs ran in the transformer (${tokens.toLocaleString('en-US')} tokens), ${denseRuns} of them once more in the dense pass\n`,
  );
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ files, total }, null, 2)}\n`);
  if (values.record) keep({ spec: { files } });
  return total.failed > 0 || names.length === 0 ? 1 : 0;
}

main().then((status) => {
  process.exitCode = status;
});
