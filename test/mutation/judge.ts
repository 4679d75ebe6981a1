/** What becomes of a damaged module, on the way that the command line takes it. */
import assert from 'node:assert/strict';
import { report } from '../../src/command/run';
import { runProgram } from '../../src/command/session';
import type { Program } from '../../src/program/program';
import { type Prompt, writePrompt } from '../../src/program/prompt';
import { verifyProgram } from '../../src/program/verify';
import { fromModule } from '../../src/toolchain/build';
import { BuildError } from '../../src/toolchain/errors';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { inputsOf } from '../corpus';
import { machineEngine } from '../executor/engine';

export type Verdict = 'refused' | 'trapped' | 'ended' | 'limited';

export interface Judged {
  readonly verdict: Verdict;
  /** What a person is told; empty where it is nothing. */
  readonly message: string;
}

const MOST_TOKENS = 100_000;

/** Throws whatever is thrown that is no refusal: that is what it must not come to. */
export async function judge(wasm: Uint8Array): Promise<Judged> {
  return judgeProgram(wasm, () => fromModule(readWasm(wasm)));
}

/** The same of a text. */
export async function judgeText(text: string): Promise<Judged> {
  let wasm: Uint8Array;
  try {
    wasm = await assembleWat('text.wat', text);
  } catch (error) {
    return refusal(error);
  }
  return judge(wasm);
}

async function judgeProgram(wasm: Uint8Array, load: () => Promise<Program>): Promise<Judged> {
  let program: Program;
  try {
    program = await load();
  } catch (error) {
    return refusal(error);
  }
  assert.deepEqual(verifyProgram(program), []);
  let prompt: Prompt;
  try {
    prompt = writePrompt(program);
  } catch (error) {
    // The prompt may be too long; elsewhere such an error is a bug.
    if (error instanceof RangeError) return told('refused', error.message);
    throw error;
  }
  const input = inputsOf({});
  const host = { output: () => {}, input };
  const { end } = await runProgram(machineEngine(), program, prompt, host, {
    maxTokens: MOST_TOKENS,
  });
  const lines: string[] = [];
  await report(end, { program, prompt, wasm, diagnostics: [] }, (line) => lines.push(line));
  switch (end.kind) {
    case 'exit':
      return told('ended', '');
    case 'trap':
      return told('trapped', lines.join('\n'));
    case 'limit':
      return told('limited', lines.join('\n'));
    default:
      throw new Error(`nobody interrupts it, and yet it ended as ${end.kind}`);
  }
}

function refusal(error: unknown): Judged {
  if (!(error instanceof BuildError)) throw error;
  return told('refused', error.message);
}

function told(verdict: Verdict, message: string): Judged {
  assert.ok(verdict === 'ended' || message !== '', 'nothing is said');
  assert.ok(!/[\n\r]/.test(message), `more than one line: ${message}`);
  return { verdict, message };
}
