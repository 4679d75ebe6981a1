/** One C program: compiled, run in the transformer and on V8, and compared with what it should write. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileServer } from '../../src/host/file-server';
import { type Build, build } from '../../src/toolchain/build';
import { BuildError } from '../../src/toolchain/errors';
import { type Case, inputsOf } from '../corpus';
import { differences, isExpected, type Outcome } from './outcome';
import { runInTransformer, type Surroundings } from './transformer';
import { meansTrap, runOnV8 } from './v8';

export interface Verdict {
  readonly name: string;
  /** Why it does not pass; `undefined` where it does. */
  readonly failure?: string;
}

/** Suites hold C of every age; what was right once is only warned of. */
const TOLERANT = [
  '-std=gnu17',
  ...['implicit-int', 'implicit-function-declaration', 'int-conversion'].map(
    (warning) => `-Wno-error=${warning}`,
  ),
  '-Wno-error=incompatible-function-pointer-types',
  '-Wno-error=return-mismatch',
];

const MOST_TOKENS = 50_000_000;

/** A program finds an empty directory, in which it may write; the clock and random numbers are the same for both. */
function surroundings(test: Case, directory: string): Surroundings {
  const server = new FileServer({ path: directory, writable: true });
  const given = inputsOf(test);
  return {
    input: (stream) => (stream === 'files' ? server.read() : given(stream)),
    request: (byte) => server.write(byte),
  };
}

export async function judge(test: Case, cflags: readonly string[] = []): Promise<Verdict> {
  const { name, file } = test;
  let built: Build;
  try {
    built = await build({ files: [file], cflags: [...TOLERANT, ...cflags], opensFiles: true });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return { name, failure: error.message };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'suite-'));
  const fresh = (runner: string) => surroundings(test, mkdtempSync(path.join(folder, runner)));
  try {
    const ours = await runInTransformer(built.program, fresh('ours'), MOST_TOKENS);
    if (!isExpected(ours, test.expected)) return { name, failure: unexpected(ours, test.expected) };
    const theirs = await runOnV8(built.wasm, fresh('theirs'), true);
    const end = meansTrap(theirs.end, ours.end) ? ours.end : theirs.end;
    const found = differences(ours, { ...theirs, end });
    return found.length > 0
      ? { name, failure: `V8 has ${found.join(' and ')} otherwise` }
      : { name };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first line that is not as expected. */
function unexpected({ output, end }: Outcome, expected: string): string {
  const [ours, theirs] = [Buffer.from(output).toString('latin1'), expected].map((text) =>
    text.split('\n'),
  );
  const line = ours.findIndex((text, i) => text !== theirs[i]);
  const at = line < 0 ? ours.length - 1 : line;
  return `line ${at + 1} is "${ours[at]}" and should be "${theirs[at] ?? ''}"; ended: ${end}`;
}
