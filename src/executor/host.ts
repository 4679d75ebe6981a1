/**
 * The host: appends the token that the model predicts, feeds an input byte when the model asks for one, and
 * stops at a stop token. It does nothing else.
 */
import type { InputStream, Model, OutputStream } from '../model/model';
import type { Executor } from './executor';

export interface Host {
  /** A byte that the program wrote. */
  output(stream: OutputStream, byte: number): void;
  /** The next byte of a stream, `undefined` at its end, or 'wait' where none has arrived yet. */
  input(stream: InputStream): number | undefined | 'wait';
}

/** 64 Mi tokens: positions beyond it would not be exact. */
export const CONTEXT_LIMIT = 2 ** 26;

/** What the KV cache may take, in bytes; beyond it a run ends with a message and not with the process. */
export const MEMORY_LIMIT = 8 * 2 ** 30;
/** Tokens between two looks at the memory. */
const LOOK = 2 ** 16;

export type Advance = 'running' | 'stopped' | 'waiting';

/** The token that stands for each input byte, and for the end of input (`undefined`). */
export function inputTokens({ tokens }: Model): ReadonlyMap<number | undefined, number> {
  const ids = new Map<number | undefined, number>();
  tokens.forEach(({ host }, id) => {
    if (host?.kind === 'input') ids.set(host.byte, id);
    if (host?.kind === 'end of input') ids.set(undefined, id);
  });
  return ids;
}

/** The generation loop, one token a call. */
export class Generation {
  private asked: InputStream | undefined;
  /** Tokens generated or fed since the prompt ended. */
  generated = 0;

  private readonly inputTokens: ReadonlyMap<number | undefined, number>;

  constructor(
    readonly executor: Executor,
    private readonly host: Host,
  ) {
    this.inputTokens = inputTokens(executor.model);
  }

  /**
   * Appends one token. `stopped`: it was a stop token. `waiting`: nothing was appended, since the model asks
   * for input and the host has none yet. Throws a `RangeError` when the context or the memory is full.
   */
  advance(): Advance {
    const { executor, host } = this;
    if (executor.length >= CONTEXT_LIMIT)
      throw new RangeError(`the context limit of ${CONTEXT_LIMIT} tokens is reached`);
    if (this.generated % LOOK === 0 && executor.keptBytes() > MEMORY_LIMIT)
      throw new RangeError(
        `the KV cache has reached its limit of ${MEMORY_LIMIT / 2 ** 30} GiB after ${executor.length} tokens; give the program less to do`,
      );
    let token: number;
    if (this.asked) {
      const byte = host.input(this.asked);
      if (byte === 'wait') return 'waiting';
      token = this.inputTokens.get(byte) as number;
      this.asked = undefined;
    } else {
      token = executor.predict();
    }
    executor.append(token);
    this.generated++;
    const role = executor.model.tokens[token].host;
    if (role?.kind === 'output') host.output(role.stream, role.byte);
    if (role?.kind === 'ask') this.asked = role.stream;
    return role?.kind === 'stop' ? 'stopped' : 'running';
  }
}
