/** What came of a script, in counts and in words. */
import { readFileSync } from 'node:fs';
import type { ScriptFile } from '../conformance/findings';
import { judge, type Verdict } from './judge';
import { readScript } from './script';
import type { Transformer } from './transformer';

/** Judges all commands of a file. */
export async function judgeFile(file: string, transformer: Transformer): Promise<Verdict[]> {
  try {
    return await judge(readScript(readFileSync(file, 'utf8')), transformer);
  } catch (error) {
    const reason = `the script cannot be judged: ${(error as Error).message}`;
    return [{ line: 1, kind: 'script', outcome: 'failed', reason }];
  }
}

export function summary(name: string, verdicts: readonly Verdict[]): ScriptFile {
  const outOfScope: Record<string, number> = {};
  for (const { outcome, reason = '' } of verdicts)
    if (outcome === 'out of scope') outOfScope[reason] = (outOfScope[reason] ?? 0) + 1;
  const count = (wanted: Verdict['outcome']) =>
    verdicts.filter(({ outcome }) => outcome === wanted).length;
  return { name, passed: count('passed'), failed: count('failed'), outOfScope };
}

export function totalOf(files: readonly ScriptFile[]): ScriptFile {
  const outOfScope: Record<string, number> = {};
  for (const file of files)
    for (const [reason, n] of Object.entries(file.outOfScope))
      outOfScope[reason] = (outOfScope[reason] ?? 0) + n;
  const sum = (key: 'passed' | 'failed') => files.reduce((total, file) => total + file[key], 0);
  return { name: 'all scripts', passed: sum('passed'), failed: sum('failed'), outOfScope };
}

export function describeFile({ name, passed, failed, outOfScope }: ScriptFile): string {
  const excluded = Object.entries(outOfScope).map(([reason, n]) => `${n} out of scope (${reason})`);
  return [`${name}: ${passed} passed, ${failed} failed`, ...excluded].join(', ');
}
