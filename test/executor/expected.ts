/** Compares an executor with the token sequence that the instruction-level interpreter says must come. */
import assert from 'node:assert/strict';
import type { Executor } from '../../src/executor/executor';
import { tokenWriter } from '../../src/program/expect';
import { createInterpreter, type InterpreterHost } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { type Prompt, writePrompt } from '../../src/program/prompt';
import { TOKENS } from '../../src/program/vocabulary';

export interface Expected {
  readonly prompt: Prompt;
  /** All tokens, the prompt first. */
  readonly tokens: readonly number[];
  /** Why the program stopped, and its exit status; undefined where the limit came first. */
  readonly stopped: string | undefined;
  readonly exitStatus: number | undefined;
}

/** The tokens of a whole run, or of its first `limit` tokens. */
export function expectedTokens(
  program: Program,
  input: InterpreterHost['input'] = () => undefined,
  limit = Number.POSITIVE_INFINITY,
): Expected {
  const interpreter = createInterpreter(program, { output: () => {}, input });
  const prompt = writePrompt(program);
  const tokens = Array.from(prompt.tokens);
  const write = tokenWriter(program, prompt);
  while (interpreter.stopped === undefined && tokens.length < limit)
    write(interpreter.step(), tokens);
  const { stopped, exitStatus } = interpreter;
  return { prompt, tokens, stopped, exitStatus };
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

/** The bytes that the program wrote to stdout, by its tokens. */
export function stdoutOf({ tokens }: Expected): Uint8Array {
  return Uint8Array.from(
    tokens.map((token) => TOKENS[token]).filter(({ family }) => family === 'stdout'),
    ({ value }) => value,
  );
}
