/** `npm run mutate -- [--cases N] [--seed S] [--record]`: damaged modules, each of which must end in an orderly way. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { keep } from '../conformance/findings';
import type { News, Order } from './child';
import type { Verdict } from './judge';

/** A case takes some milliseconds; one that takes longer than this hangs. In milliseconds. */
const PATIENCE = 60_000;
/** Of JavaScript, in MiB. */
const MEMORY = 2048;

interface Tally {
  readonly counts: Record<Verdict, number>;
  readonly faults: string[];
  rss: number;
}

/** Judges the cases from one to another in a process of its own, and returns the first that it did not live through. */
async function judgeUntilFault(order: Order, tally: Tally): Promise<number> {
  const child = fork(path.join(__dirname, 'child.ts'), {
    execArgv: [...process.execArgv, `--max-old-space-size=${MEMORY}`],
  });
  let next = order.from;
  const ended = new Promise<string>((resolve) => {
    child.on('exit', (code, signal) => resolve(`its process ended with ${signal ?? code}`));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    ended.then((reason) => reject(new Error(`no case was begun: ${reason}`)));
  });
  const faulty = await new Promise<string | undefined>((resolve) => {
    const patience = watch(child, () => resolve(`it still runs after ${PATIENCE / 1000} s`));
    ended.then(resolve);
    child.on('message', (news: News) => {
      if (news.kind !== 'judged') return;
      patience.refresh();
      next = news.at + 1;
      tally.rss = Math.max(tally.rss, news.rss);
      if (news.verdict) tally.counts[news.verdict]++;
      else tally.faults.push(`case ${news.at}: ${news.fault}`);
      if (next % 100 === 0) process.stderr.write(`\r${next - order.from} cases`);
      if (next === order.to) {
        clearTimeout(patience);
        resolve(undefined);
      }
    });
    child.send(order);
  });
  child.kill('SIGKILL');
  if (faulty === undefined) return order.to;
  tally.faults.push(`case ${next}: ${faulty}`);
  return next + 1;
}

function watch(child: ChildProcess, late: () => void): NodeJS.Timeout {
  return setTimeout(() => {
    late();
    child.kill('SIGKILL');
  }, PATIENCE);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      record: { type: 'boolean' },
    },
  });
  const [cases, seed] = [values.cases, values.seed].map(Number);
  const counts = { refused: 0, trapped: 0, ended: 0, limited: 0 };
  const tally: Tally = { counts, faults: [], rss: 0 };
  const end = seed + cases;
  for (let from = seed; from < end; ) {
    const told = tally.faults.length;
    from = await judgeUntilFault({ from, to: end }, tally);
    for (const fault of tally.faults.slice(told)) process.stdout.write(`\n${fault}\n`);
  }
  const list = Object.entries(counts).map(([verdict, n]) => `  ${n} ${verdict}`);
  process.stdout.write(
    `\n${cases} cases from seed ${seed}: ${tally.faults.length} ended otherwise than they may; the others\n${list.join('\n')}\n` +
      `at most ${Math.round(tally.rss / 2 ** 20)} MiB; a case N again: npm run mutate -- --seed N --cases 1\n`,
  );
  if (values.record && tally.faults.length === 0) keep({ mutation: { seed, ...counts } });
  return tally.faults.length > 0 ? 1 : 0;
}

main().then((status) => {
  process.exitCode = status;
});
