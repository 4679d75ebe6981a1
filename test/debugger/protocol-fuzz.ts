/** `npm run fuzz:protocol -- [--seconds N] [--sessions N] [--seed S]`: random sessions with the debug adapter. */
import { parseArgs } from 'node:util';
import { compileProgram, haveSession } from './random-session';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      sessions: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [seconds, most, seed] = [values.seconds, values.sessions, values.seed].map(Number);
  const program = await compileProgram();
  const until = performance.now() + seconds * 1000;
  let [sessions, faulty, requests, stops] = [0, 0, 0, 0];
  const successes = new Map<string, number>();
  for (; sessions < most && performance.now() < until; sessions++) {
    const own = seed + sessions;
    const outcome = await haveSession(own, program);
    requests += outcome.requests;
    stops += outcome.stops;
    for (const [command, count] of outcome.successes)
      successes.set(command, (successes.get(command) ?? 0) + count);
    if (outcome.faults.length === 0) continue;
    faulty++;
    const again = `again: --seed ${own} --sessions 1`;
    process.stdout.write(`seed ${own} (${again}):\n  ${outcome.faults.join('\n  ')}\n`);
  }
  const list = [...successes].sort(([, a], [, b]) => b - a).map(([name, n]) => `  ${n} ${name}`);
  process.stdout.write(
    `${sessions} sessions, ${requests} requests, ${stops} stops, ${faulty} sessions with faults; successes:\n${list.join('\n')}\n`,
  );
  return faulty > 0 || sessions === 0 ? 1 : 0;
}

main().then((status) => {
  process.exitCode = status;
});
