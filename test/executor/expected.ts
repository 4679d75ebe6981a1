/** Compares an executor with the token sequence that the instruction-level interpreter says must come. */
import assert from 'node:assert/strict';
import type { Executor } from '../../src/executor/executor';
import { tokenWriter } from '../../src/program/expect';
import { createInterpreter } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { type Prompt, writePrompt } from '../../src/program/prompt';
import { TOKENS } from '../../src/program/vocabulary';

export interface Expected {
  readonly prompt: Prompt;
  /** All tokens, the prompt first. */
  readonly tokens: number[];
  /** Executed instructions of the original module. */
  readonly counted: number;
  readonly output: number[];
  /** Exit status, trap, or undefined where the limit came first. */
  readonly end: number | string | undefined;
}

/** The tokens of a whole run, or of its first `limit` tokens. */
export function expectedTokens(
  program: Program,
  input: readonly number[] = [],
  limit = Number.POSITIVE_INFINITY,
): Expected {
  const output: number[] = [];
  let read = 0;
  const interpreter = createInterpreter(program, {
    output: (_stream, byte) => output.push(byte),
    input: () => input[read++],
  });
  const prompt = writePrompt(program);
  const tokens = Array.from(prompt.tokens);
  const write = tokenWriter(program, prompt);
  while (interpreter.stopped === undefined && tokens.length < limit) write(interpreter.step(), tokens);
  const { stopped, counted, exitStatus } = interpreter;
  return { prompt, tokens, counted, output, end: stopped === 'halted' ? exitStatus : stopped };
}

const isInput = (token: number) => ['in', 'eof'].includes(TOKENS[token].family);

/** Feeds the prompt, and fails at the first token that the model predicts otherwise. */
export function assertTokens(executor: Executor, { prompt, tokens }: Expected): void {
  for (const [position, token] of tokens.entries()) {
    if (position >= prompt.tokens.length && !isInput(token)) {
      const predicted = executor.predict();
      if (predicted !== token)
        assert.fail(
          `token ${position} is "${TOKENS[predicted].text}" and should be "${TOKENS[token].text}", after ` +
            tokens
              .slice(Math.max(prompt.tokens.length, position - 12), position)
              .map((t) => TOKENS[t].text)
              .join(' | '),
        );
    }
    executor.append(token);
  }
}
