/** A program that has run to its end, with its whole past: what tests of the debugger look into without a session. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dependencies } from '../../src/adapter';
import { createDebuggee } from '../../src/debugger/assemble';
import type { Debuggee } from '../../src/debugger/debuggee';
import { textLines } from '../../src/debugger/launch';
import type { Transformer } from '../../src/debugger/transformer';
import { Engine } from '../../src/engine/engine';
import { readPrecompiled } from '../../src/engine/file';
import { WATCHED } from '../../src/machine/watched';
import { readModel } from '../../src/model/file';
import { build } from '../../src/toolchain/build';
import { type Expected, expectedTokens } from '../executor/expected';

const built = (name: string) => readFileSync(path.join(__dirname, '../../dist', name));
const modelFile = built('machine.stepformer');

/** The model as it is built, with its code: what the debug adapter uses. */
export const model = readModel(modelFile);
const precompiled = readPrecompiled(built('machine.engine'), modelFile);

export interface Recorded {
  readonly debuggee: Debuggee;
  readonly run: Expected;
  /** What the program wrote. */
  readonly output: readonly { readonly byte: number; readonly error: boolean }[];
}

/** `input`: what it reads. `limit`: tokens after which it is left. */
export async function recorded(file: string, input = '', limit?: number): Promise<Recorded> {
  const { program } = await build({ files: [file], cflags: ['-O0'] });
  const typed = [...Buffer.from(input)];
  const output: { byte: number; error: boolean }[] = [];
  const run = expectedTokens(
    program,
    (stream) => (stream === 'stdin' ? typed.shift() : undefined),
    limit,
    (stream, byte) => output.push({ byte, error: stream === 'stderr' }),
  );
  const engine = new Engine(model, { precompiled, watch: WATCHED });
  engine.read(Int32Array.from(run.tokens));
  const { reader } = engine;
  const positions = run.tokens.flatMap((token, position) =>
    position >= run.prompt.tokens.length && /^std(out|err) /.test(model.tokens[token].text)
      ? [position]
      : [],
  );
  const transformer: Partial<Transformer> = {
    model,
    length: engine.length,
    recorded: engine.length,
    version: 0,
    token: (position) => reader.token(position),
    predict: () => reader.predict(),
    at: (position) => reader.at(position),
    residual: (layer, attended) => reader.residual(layer, attended),
    attend: (layer, head, query) => reader.attend(layer, head, query),
    operations: reader.walk(['pc', 'call depth']),
    dispose() {},
    written: async (start, count) => ({
      total: output.length,
      bytes: Uint8Array.from(output.slice(start, start + count), ({ byte }) => byte),
      positions: Int32Array.from(positions.slice(start, start + count)),
      errors: Uint8Array.from(output.slice(start, start + count), ({ error }) => Number(error)),
    }),
  };
  const debuggee = await createDebuggee({
    file: path.resolve(file),
    program,
    prompt: run.prompt,
    // What runs is not asked for: the program has ended.
    transformer: transformer as Transformer,
    textLines: textLines(file, program, dependencies),
    maxTokens: Number.POSITIVE_INFINITY,
    typed: undefined,
    locateSource: (linked) => linked,
    sourceName: dependencies.sourceName,
    stopsAtBreakpoints: true,
    justMyCode: true,
    log: () => {},
  });
  return { debuggee, run, output };
}

/** The same as of an earlier moment. */
export function asOf(debuggee: Debuggee, length: number): Debuggee {
  const { context } = debuggee;
  const { at, residual, attend } = { ...context.at(length - 1), at: context.at };
  return { ...debuggee, context: { ...context, length, at, residual, attend } };
}
