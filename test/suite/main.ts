/** `npm run test:c -- DIR [--filter TEXT] [--cflags FLAGS] [--record]`: the C programs of a directory. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keep } from '../conformance/findings';
import { casesIn } from '../corpus';
import { judge } from './judge';

const USAGE =
  'usage: npm run test:c -- DIR [--filter TEXT] [--cflags FLAGS] [--record]\n' +
  '  DIR holds programs, name.c, each with what it writes in name.c.expected.\n';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      filter: { type: 'string', default: '' },
      cflags: { type: 'string', default: '' },
      record: { type: 'boolean' },
    },
  });
  const [directory] = positionals;
  if (!directory || !existsSync(directory)) {
    process.stderr.write(directory ? `there is no directory ${directory}\n${USAGE}` : USAGE);
    return 2;
  }
  const cflags = values.cflags.split(/\s+/).filter(Boolean);
  const cases = casesIn(directory).filter(
    ({ name, file }) => name.includes(values.filter) && existsSync(`${file}.expected`),
  );
  let failed = 0;
  for (const test of cases) {
    const { name, failure } = await judge(test, cflags);
    process.stdout.write(
      `${failure ? 'failed' : 'passed'} ${name}${failure ? `: ${failure}` : ''}\n`,
    );
    if (failure) failed++;
  }
  const passed = cases.length - failed;
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  if (values.record) keep({ programs: { passed, failed } });
  return failed > 0 || cases.length === 0 ? 1 : 0;
}

main().then((status) => {
  process.exitCode = status;
  // The compiler's thread would keep the process alive.
  process.exit();
});
