/** A module in the transformer beside V8. */
import { verifyProgram } from '../../src/program/verify';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { differences } from '../suite/outcome';
import { runInTransformer } from '../suite/transformer';
import { meansTrap, runOnV8 } from '../suite/v8';
import { MEMORY_USED } from './generate';

const MOST_TOKENS = 3_000_000;
const nothing = { input: () => undefined, request: () => {} };

export interface Comparison {
  /** What differs, a sentence; `undefined` where nothing does. */
  readonly mismatch?: string;
  /** How it ended on V8. */
  readonly end: string;
}

/**
 * Throws a `BuildError` where the text is not a module. V8 may be given another one, to see that a difference is found.
 */
export async function compare(wat: string, onV8 = wat): Promise<Comparison> {
  const theirs = await runOnV8(await assembleWat('random.wat', onV8), nothing, false, MEMORY_USED);
  const program = await fromModule(readWasm(await assembleWat('random.wat', wat)));
  const problems = verifyProgram(program);
  if (problems.length > 0)
    return { mismatch: `the program is malformed: ${problems[0]}`, end: theirs.end };
  const ours = await runInTransformer(program, nothing, MOST_TOKENS, MEMORY_USED);
  const end = meansTrap(theirs.end, ours.end) ? ours.end : theirs.end;
  const found = differences(ours, { ...theirs, end });
  return {
    mismatch: found.length > 0 ? `V8 has ${found.join(' and ')} otherwise` : undefined,
    end,
  };
}
