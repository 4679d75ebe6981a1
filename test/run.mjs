/**
 * Runs the tests: `node test/run.mjs [fast] [windows]`, by default both. The fast ones run on all processors. Those that
 * open windows run after them, one at a time, since each keeps several processes busy. The failures of both stand
 * together at the end, and the last line is `N passed, N failed`.
 *
 * It is no TypeScript, so that the worker threads of what is tested do not inherit a loader of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import Mocha from 'mocha';
import 'tsx';

const FOLDER = import.meta.dirname;
const OPTIONS = JSON.parse(readFileSync(path.join(FOLDER, '../.mocharc.json'), 'utf8'));

const WINDOWS = ['views', 'editors', 'editor'];

/** What takes longest begins first, so that no processor waits for it at the end. */
const LONGEST = ['executor/corpus', 'command/run', 'mutation/mutation', 'debugger/stories'];

/** Prints tests as they end, and leaves the failures to the end of everything. */
class Progress extends Mocha.reporters.Spec {
  epilogue() {}
}

/** Test files, by their paths below this folder without the ending. */
const NAMES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.test.ts'.length))
  .sort();

const isWindow = (name) => WINDOWS.includes(name.split(path.sep)[0]);

const PHASES = {
  fast: () => {
    const rest = NAMES.filter((name) => !isWindow(name) && !LONGEST.includes(name));
    return run([...LONGEST, ...rest], { parallel: true, jobs: availableParallelism() });
  },
  windows: () => run(NAMES.filter(isWindow), {}),
};

/** How many tests passed and were skipped, and the failures. */
async function run(names, options) {
  const mocha = new Mocha({ ...OPTIONS, reporter: Progress, ...options });
  for (const name of names) mocha.addFile(path.join(FOLDER, `${name}.test.ts`));
  if (!options.parallel) await mocha.loadFilesAsync();
  const failures = [];
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes, pending } = runner.stats;
      resolve({ passed: passes, skipped: pending, failures });
    });
    runner.on('fail', (test) => failures.push(test));
  });
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !PHASES[name]);
if (unknown) {
  console.error(`'${unknown}' is none of: ${Object.keys(PHASES).join(', ')}`);
  process.exit(2);
}

let [passed, skipped] = [0, 0];
const failures = [];
for (const [name, phase] of Object.entries(PHASES)) {
  if (asked.length && !asked.includes(name)) continue;
  const result = await phase();
  passed += result.passed;
  skipped += result.skipped;
  failures.push(...result.failures);
}
Mocha.reporters.Base.list(failures);
console.log(`${passed} passed, ${failures.length} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failures.length ? 1 : 0);
