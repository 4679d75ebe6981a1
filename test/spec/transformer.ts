/** Runs programs in the transformer: on the engine, and small ones once more in the dense pass. */
import { runProgram } from '../../src/command/session';
import { createState, type MachineState } from '../../src/debugger/state';
import { DenseExecutor } from '../../src/executor/dense';
import type { Executor } from '../../src/executor/executor';
import type { Program } from '../../src/program/program';
import { writePrompt } from '../../src/program/prompt';
import { machineEngine } from '../executor/engine';
import { machineModel } from '../executor/model';

/** More than any script needs, but for the one that counts to 2^30. */
const MOST_TOKENS = 60_000_000;
/** The dense pass takes some 10 ms a token. */
const DENSE_TOKENS = 1500;

export interface Outcome {
  readonly output: Uint8Array;
  /** The trap, or how else the run ended: `exit` or the message of a limit. */
  readonly end: string;
}

export interface Transformer {
  /** `look` is called where the run has ended, be it by a trap; what it sees is gone afterwards. */
  run(program: Program, look?: (executor: Executor, state: MachineState) => void): Promise<Outcome>;
  readonly runs: number;
  readonly tokens: number;
  /** Runs that were repeated in the dense pass, with the same tokens. */
  readonly denseRuns: number;
}

/** `denseEvery`: of the programs that are small enough every so many-th is repeated in the dense pass. */
export function createTransformer(denseEvery: number): Transformer {
  let runs = 0;
  let tokens = 0;
  let small = 0;
  let denseRuns = 0;
  return {
    get runs() {
      return runs;
    },
    get tokens() {
      return tokens;
    },
    get denseRuns() {
      return denseRuns;
    },
    async run(program, look) {
      const engine = machineEngine();
      const prompt = writePrompt(program);
      const output: number[] = [];
      const host = {
        output: (stream: string, byte: number) => {
          if (stream === 'stdout') output.push(byte);
        },
        input: () => undefined,
      };
      const { end } = await runProgram(engine, program, prompt, host, { maxTokens: MOST_TOKENS });
      runs++;
      tokens += engine.length - prompt.tokens.length;
      if (engine.length <= DENSE_TOKENS && small++ % denseEvery === 0) {
        assertSame(Array.from(engine.tokens(0, engine.length)), prompt.tokens.length);
        denseRuns++;
      }
      look?.(engine, createState(engine, program.frameSize));
      const name = end.kind === 'trap' ? end.trap : end.kind === 'limit' ? end.message : end.kind;
      return { output: Uint8Array.from(output), end: name };
    },
  };
}

function assertSame(tokens: readonly number[], prompt: number): void {
  const dense = new DenseExecutor(machineModel());
  tokens.forEach((token, position) => {
    if (position >= prompt && dense.predict() !== token)
      throw new Error(`the dense pass says another token at ${position}`);
    dense.append(token);
  });
}
