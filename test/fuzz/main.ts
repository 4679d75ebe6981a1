/** `npm run fuzz -- [--seconds N] [--modules N] [--seed S] [--record]`: random modules against V8. */
import { parseArgs } from 'node:util';
import { keep } from '../conformance/findings';
import { createRandom } from '../toolchain/random';
import { compare } from './compare';
import { generate, write } from './generate';
import { shrink } from './shrink';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      modules: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: '1' },
      record: { type: 'boolean' },
    },
  });
  const [seconds, most, seed] = [values.seconds, values.modules, values.seed].map(Number);
  const until = performance.now() + seconds * 1000;
  const ends = new Map<string, number>();
  let modules = 0;
  let mismatches = 0;
  for (; modules < most && performance.now() < until; modules++) {
    // A module has a seed of its own, so that it can be had again alone.
    const own = seed + modules;
    const module = generate(createRandom(own));
    const { mismatch, end } = await compare(write(module));
    ends.set(end, (ends.get(end) ?? 0) + 1);
    if (modules % 100 === 99) process.stderr.write(`\r${modules + 1} modules`);
    if (mismatch === undefined) continue;
    mismatches++;
    const smallest = write(
      await shrink(module, async (m) => (await compare(write(m))).mismatch !== undefined),
    );
    process.stdout.write(
      `\nseed ${own} (again: --seed ${own} --modules 1): ${mismatch}\n${smallest}\n`,
    );
  }
  const list = [...ends].sort(([, a], [, b]) => b - a).map(([end, n]) => `  ${n} ${end}`);
  process.stdout.write(
    `\n${modules} modules, ${mismatches} mismatches; they ended with\n${list.join('\n')}\n`,
  );
  if (values.record) keep({ fuzz: { seed, modules, mismatches } });
  return mismatches > 0 || modules === 0 ? 1 : 0;
}

main().then((status) => {
  process.exitCode = status;
});
