/** One run of a program in the transformer, in slices between which the process stays responsive. */
import { Engine } from '../engine/engine';
import { type Executor, readForm } from '../executor/executor';
import { type Advance, Generation, type Host, inputTokens } from '../executor/host';
import { MARK } from '../executor/marks';
import { lookupReader, tapReader } from '../executor/taps';
import type { InputStream } from '../model/model';
import { tapNamed } from '../model/names';
import type { Limits } from '../program/inputs';
import { TRAPS, type Trap } from '../program/operations';
import type { Program } from '../program/program';
import type { Prompt } from '../program/prompt';

/** How long a slice lasts, in milliseconds. */
const SLICE = 20;
/** Tokens between two looks at the clock: of an executor that runs one by one, and of the engine. */
const BATCH = 256;
const ENGINE_BATCH = 1 << 16;

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
  /** Resolves once the host may have input after it said 'wait', or the run is interrupted. */
  readonly inputArrives?: () => Promise<void>;
  readonly maxTokens?: number;
  readonly limits?: Limits;
  /** Looked at between slices. */
  readonly interrupted?: () => boolean;
  readonly onSlice?: (progress: Progress) => void;
  /** Called after each generated token. */
  readonly onToken?: () => void;
}

/** Feeds the prompt and generates, a batch at a time. */
interface Driver {
  readonly generated: number;
  readonly instructions: number;
  /** Reads the next part of the prompt; false once there is none left. */
  feed(): boolean;
  /** Generates up to `budget` tokens. Throws a `RangeError` where memory is full. */
  generate(budget: number): Advance;
  /** Position behind the operation that the token before the last belongs to. */
  operationBefore(): number;
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
  const { output: mostOutput, memory: mostMemory = Number.POSITIVE_INFINITY } =
    options.limits ?? {};
  const limited = mostOutput === undefined ? host : limitOutput(host, mostOutput);
  const fast = executor instanceof Engine;
  const driver = fast
    ? engineDriver(executor, program, prompt, limited, onToken)
    : executorDriver(executor, program, prompt, limited, onToken);
  const batch = fast ? ENGINE_BATCH : BATCH;
  let seconds = 0;
  let end: End | undefined;
  let waiting = false;
  const progress = (): Progress => ({
    tokens: driver.generated,
    instructions: driver.instructions,
    seconds,
  });
  const work = () => {
    const left = maxTokens - driver.generated;
    if (left <= 0) {
      const message = `stopped after ${maxTokens} tokens, as --max-tokens says; raise it to run further`;
      end = { kind: 'limit', message };
      return;
    }
    if (executor.keptBytes() > mostMemory) {
      const message = `stopped: the KV cache takes more than the ${mostMemory / 2 ** 20} MiB that --max-memory allows; raise it to run further`;
      end = { kind: 'limit', message };
      return;
    }
    try {
      const advance = driver.generate(Math.min(left, batch));
      waiting = advance === 'waiting';
      if (advance === 'stopped') end = endOf(executor, program, prompt, driver.operationBefore());
    } catch (error) {
      // The engine's memory cannot grow.
      const full = error instanceof WebAssembly.RuntimeError;
      if (!full && !(error instanceof RangeError)) throw error;
      const reason = full
        ? `the memory for the KV cache is full after ${executor.length} tokens; give the program less to do`
        : error.message;
      end = { kind: 'limit', message: `stopped: ${reason}` };
    }
  };
  while (driver.feed()) {
    options.onSlice?.(progress());
    await new Promise(setImmediate);
    if (interrupted()) return { end: { kind: 'interrupted' }, progress: progress() };
  }
  while (!end) {
    const start = performance.now();
    do work();
    while (!end && !waiting && performance.now() - start < SLICE);
    seconds += (performance.now() - start) / 1000;
    options.onSlice?.(progress());
    await (waiting ? options.inputArrives?.() : new Promise(setImmediate));
    if (!end && interrupted()) end = { kind: 'interrupted' };
  }
  return { end, progress: progress() };
}

/** Ends the run where the program writes more than so many bytes. */
function limitOutput(host: Host, most: number): Host {
  let written = 0;
  return {
    ...host,
    output(stream, byte) {
      if (stream !== 'files' && ++written > most)
        throw new RangeError(
          `the program has written ${most} bytes, as many as --max-output allows; raise it to let it write more`,
        );
      host.output(stream, byte);
    },
  };
}

/** Any executor: token by token. */
function executorDriver(
  executor: Executor,
  program: Program,
  prompt: Prompt,
  host: Host,
  onToken: (() => void) | undefined,
): Driver {
  const pcOfOperation = tapReader(executor, 'pc of operation');
  const isOperation = executor.model.tokens.map((token) => token.operation === true);
  const generation = new Generation(executor, host);
  let fed = 0;
  let instructions = 0;
  let before = -1;
  return {
    operationBefore: () => before,
    get generated() {
      return generation.generated;
    },
    get instructions() {
      return instructions;
    },
    feed() {
      const end = Math.min(fed + BATCH, prompt.tokens.length);
      while (fed < end) executor.append(prompt.tokens[fed++]);
      return fed < prompt.tokens.length;
    },
    generate(budget) {
      for (let i = 0; i < budget; i++) {
        before = pcOfOperation();
        const outcome = generation.advance();
        if (outcome === 'waiting') return outcome;
        const last = executor.token(executor.length - 1);
        if (isOperation[last] && program.origins[prompt.ends[pcOfOperation()]]?.first)
          instructions++;
        onToken?.();
        if (outcome === 'stopped') return outcome;
      }
      return 'running';
    },
  };
}

/** The engine: as many tokens at once as the host allows. */
function engineDriver(
  engine: Engine,
  program: Program,
  prompt: Prompt,
  host: Host,
  onToken: (() => void) | undefined,
): Driver {
  const { model } = engine;
  const { tokens } = model;
  const marks = new Uint8Array(prompt.tokens.length);
  program.origins.forEach(({ first }, address) => {
    if (first) marks[prompt.positions[address]] = MARK.count;
  });
  const answers = inputTokens(model);
  const pcOfOperation = tapNamed(model, 'pc of operation');
  let fed = false;
  /** The stream of a question that has no answer yet. */
  let asked: InputStream | undefined;
  return {
    operationBefore() {
      const { layer, form } = pcOfOperation;
      return readForm(form, engine.at(engine.length - 2).residual(layer));
    },
    get generated() {
      return Math.max(0, engine.length - prompt.tokens.length);
    },
    get instructions() {
      return engine.passed;
    },
    feed() {
      if (fed) return false;
      fed = true;
      engine.watch({ marks, level: 0 });
      engine.read(prompt.tokens);
      return true;
    },
    generate(budget) {
      const end = engine.length + budget;
      while (engine.length < end) {
        if (asked) {
          const byte = host.input(asked);
          if (byte === 'wait') return 'waiting';
          asked = undefined;
          engine.append(answers.get(byte) as number);
          onToken?.();
          continue;
        }
        const stop = engine.run(onToken ? 1 : end - engine.length);
        onToken?.();
        if (stop !== 'host') continue;
        const role = tokens[engine.token(engine.length - 1)].host;
        if (role?.kind === 'stop') return 'stopped';
        if (role?.kind === 'output') host.output(role.stream, role.byte);
        if (role?.kind === 'ask') asked = role.stream;
      }
      return 'running';
    },
  };
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

/** Why the program stopped, read from the last tokens. */
function endOf(executor: Executor, program: Program, prompt: Prompt, operationBefore: number): End {
  const last = executor.length - 1;
  const { text } = executor.model.tokens[executor.token(last)];
  const trap = TRAPS.find((kind) => text === `trap: ${kind}`);
  if (trap) {
    const address = placeOf(executor, program, prompt, prompt.ends[operationBefore]);
    return { kind: 'trap', trap, address, token: last };
  }
  // `exit` wrote the digits of its status just before `halt`.
  return { kind: 'exit', status: lookupReader(executor, 'numbers')(last - 1).value[0] };
}
