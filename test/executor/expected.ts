/** Compares an executor with the token sequence that the instruction-level interpreter says must come. */
import assert from 'node:assert/strict';
import type { Engine } from '../../src/engine/engine';
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
  /** Positions of tokens that a person gives, where there are any. */
  readonly given?: ReadonlySet<number>;
  /** What must hold of the model's state after so many tokens. */
  readonly states?: ReadonlyMap<number, (executor: Executor) => void>;
}

/** The tokens of a whole run, or of its first `limit` tokens. */
export function expectedTokens(
  program: Program,
  input: InterpreterHost['input'] = () => undefined,
  limit = Number.POSITIVE_INFINITY,
  output: InterpreterHost['output'] = () => {},
): Expected {
  const interpreter = createInterpreter(program, { output, input });
  const prompt = writePrompt(program);
  const tokens = Array.from(prompt.tokens);
  const write = tokenWriter(program, prompt);
  while (interpreter.stopped === undefined && tokens.length < limit)
    write(interpreter.step(), tokens);
  const { stopped, exitStatus } = interpreter;
  return { prompt, tokens, stopped, exitStatus };
}

/** Whether a token comes from outside. */
export const isGiven = ({ tokens, given }: Expected, position: number) =>
  ['in', 'eof'].includes(TOKENS[tokens[position]].family) || given?.has(position) === true;

/** Feeds the prompt, and fails at the first token that the model predicts otherwise. */
export function assertTokens(executor: Executor, run: Expected): void {
  const { prompt, tokens } = run;
  for (const [position, token] of tokens.entries()) {
    if (position >= prompt.tokens.length && !isGiven(run, position))
      assertToken(run, position, executor.predict());
    executor.append(token);
    run.states?.get(executor.length)?.(executor);
  }
}

/** Most tokens that the engine generates between two comparisons. */
const BATCH = 2 ** 16;

/** Like `assertTokens`, with tokens that the engine generates by itself. */
export function assertRun(engine: Engine, run: Expected): void {
  const { prompt, tokens } = run;
  const begin = prompt.tokens.length;
  engine.feed(tokens.slice(0, begin - 1));
  engine.append(tokens[begin - 1]);
  for (let position = begin; position < tokens.length; ) {
    if (isGiven(run, position)) engine.append(tokens[position]);
    else engine.run(Math.min(BATCH, untilGiven(run, position)));
    for (const token of engine.tokens(position, engine.length)) assertToken(run, position++, token);
    run.states?.get(position)?.(engine);
  }
}

/** Tokens from `position` on to the next that comes from outside. */
function untilGiven(run: Expected, position: number): number {
  let end = position;
  while (end < run.tokens.length && !isGiven(run, end)) end++;
  return end - position;
}

function assertToken({ prompt, tokens }: Expected, position: number, found: number): void {
  if (found === tokens[position]) return;
  assert.fail(
    `token ${position} is "${TOKENS[found].text}" and should be "${TOKENS[tokens[position]].text}", after ` +
      tokens
        .slice(Math.max(prompt.tokens.length, position - 12), position)
        .map((t) => TOKENS[t].text)
        .join(' | '),
  );
}

/** The bytes that the program wrote to stdout, by its tokens. */
export function stdoutOf({ tokens }: Expected): Uint8Array {
  return Uint8Array.from(
    tokens.map((token) => TOKENS[token]).filter(({ family }) => family === 'stdout'),
    ({ value }) => value,
  );
}
