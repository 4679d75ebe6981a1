/** One run of a program in the transformer, in slices between which the process stays responsive. */
import type { Executor } from '../executor/executor';
import { Generation, type Host } from '../executor/host';
import { lookupReader, tapReader } from '../executor/taps';
import { TRAPS, type Trap } from '../program/operations';
import type { Program } from '../program/program';
import type { Prompt } from '../program/prompt';

/** How long a slice lasts, in milliseconds. */
const SLICE = 20;
/** Tokens between two looks at the clock. */
const BATCH = 256;

export type End =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'trap'; readonly trap: Trap; readonly address: number; readonly token: number }
  /** The person's limit, or that of the context or the memory. */
  | { readonly kind: 'limit'; readonly message: string }
  | { readonly kind: 'interrupted' };

export interface Progress {
  readonly tokens: number;
  /** Executed instructions of the original module. */
  readonly instructions: number;
  /** Of the token loop, without the time between slices. */
  readonly seconds: number;
}

export interface RunOptions {
  readonly maxTokens?: number;
  /** Looked at between slices. */
  readonly interrupted?: () => boolean;
  readonly onSlice?: (progress: Progress) => void;
  /** Called after each generated token. */
  readonly onToken?: () => void;
}

/** Feeds the prompt and generates until the program ends. */
export async function runProgram(
  executor: Executor,
  program: Program,
  prompt: Prompt,
  host: Host,
  options: RunOptions = {},
): Promise<{ end: End; progress: Progress }> {
  const { maxTokens = Number.POSITIVE_INFINITY, interrupted = () => false, onToken } = options;
  const pcOfOperation = tapReader(executor, 'pc of operation');
  const isOperation = executor.model.tokens.map((token) => token.operation === true);
  let seconds = 0;
  let instructions = 0;
  let end: End | undefined;

  let fed = 0;
  const generation = new Generation(executor, host);
  const progress = (): Progress => ({ tokens: generation.generated, instructions, seconds });
  /** Undefined where the context or the memory is full, which ends the run. */
  const advance = () => {
    try {
      return generation.advance();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      end = { kind: 'limit', message: `stopped: ${error.message}` };
      return undefined;
    }
  };
  const work = () => {
    if (fed < prompt.tokens.length) executor.append(prompt.tokens[fed++]);
    else if (generation.generated >= maxTokens)
      end = {
        kind: 'limit',
        message: `stopped after ${maxTokens} tokens, as --max-tokens says; raise it to run further`,
      };
    else {
      const before = prompt.ends[pcOfOperation()];
      const outcome = advance();
      if (!outcome) return;
      const last = executor.token(executor.length - 1);
      if (isOperation[last] && program.origins[prompt.ends[pcOfOperation()]]?.first) instructions++;
      onToken?.();
      if (outcome === 'stopped') end = endOf(executor, placeOf(executor, program, prompt, before));
    }
  };
  while (!end) {
    const start = performance.now();
    const feeding = fed < prompt.tokens.length;
    do for (let i = 0; i < BATCH && !end; i++) work();
    while (!end && performance.now() - start < SLICE);
    if (!feeding) seconds += (performance.now() - start) / 1000;
    options.onSlice?.(progress());
    await new Promise(setImmediate);
    if (!end && interrupted()) end = { kind: 'interrupted' };
  }
  return { end, progress: progress() };
}

/**
 * The instruction at `address`, or where that belongs to linked-in code, the call that led there. Frames are
 * read from the return addresses in the KV cache.
 */
function placeOf(executor: Executor, program: Program, prompt: Prompt, address: number): number {
  const returns = lookupReader(executor, 'returns');
  let place = address;
  for (let depth = tapReader(executor, 'call depth')(); depth > 0; depth--) {
    if ((program.origins[place]?.offset ?? -1) >= 0) return place;
    place = prompt.ends[returns(depth).value[0]];
  }
  return address;
}

/** Why the program stopped, read from the last tokens; `address` is that of the operation before. */
function endOf(executor: Executor, address: number): End {
  const { text } = executor.model.tokens[executor.token(executor.length - 1)];
  const trap = TRAPS.find((kind) => text === `trap: ${kind}`);
  if (trap) return { kind: 'trap', trap, address, token: executor.length - 1 };
  // `exit` wrote the digits of its status just before `halt`.
  const status = lookupReader(executor, 'numbers')(executor.length - 2).value[0];
  return { kind: 'exit', status };
}
