/** A small program that has run to its end, token by token through the dense pass: what the views' data is held to. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createHistory } from '../../../src/debugger/history';
import { createLineTable } from '../../../src/debugger/lines';
import { createProgramMap } from '../../../src/debugger/program-map';
import type { Stopped } from '../../../src/debugger/stopped';
import type { Context, Moment } from '../../../src/debugger/transformer';
import { Engine } from '../../../src/engine/engine';
import { readPrecompiled } from '../../../src/engine/file';
import { DenseExecutor } from '../../../src/executor/dense';
import { readModel } from '../../../src/model/file';
import type { Model } from '../../../src/model/model';
import { build } from '../../../src/toolchain/build';
import { expectedTokens } from '../../executor/expected';

const built = (name: string) => readFileSync(path.join(__dirname, '../../../dist', name));

export interface SmallRun {
  readonly model: Model;
  readonly tokens: readonly number[];
  /** Where the prompt ends. */
  readonly begin: number;
  /** Looked into through the engine, as the debugger does. */
  readonly stopped: Stopped;
  /** The forward pass of a token, densely. */
  dense(position: number): Moment;
}

export async function smallRun(): Promise<SmallRun> {
  const file = built('machine.stepformer');
  const model = readModel(file);
  const { program } = await build({ files: [path.join(__dirname, 'small.wat')] });
  const { prompt, tokens, stopped } = expectedTokens(program);
  assert.equal(stopped, 'halted');
  const engine = new Engine(model, { precompiled: readPrecompiled(built('machine.engine'), file) });
  engine.read(Int32Array.from(tokens));
  const { reader } = engine;
  const context: Context = {
    model,
    length: tokens.length,
    recorded: tokens.length,
    version: 0,
    token: (position) => reader.token(position),
    predict: () => reader.predict(),
    at: (position) => reader.at(position),
    keys: reader.keys,
    residual: (layer, attended) => reader.residual(layer, attended),
    attend: (layer, head, query) => reader.attend(layer, head, query),
    operations: reader.walk(['pc', 'call depth']),
  };
  const map = createProgramMap(program, prompt, createLineTable([]));
  const looked: Pick<Stopped, 'context' | 'map' | 'history'> = {
    context,
    map,
    history: createHistory(context, map),
  };
  return {
    model,
    tokens,
    begin: prompt.tokens.length,
    stopped: looked as Stopped,
    dense: densePasses(model, tokens),
  };
}

/** The dense pass of every token, kept. */
function densePasses(model: Model, tokens: readonly number[]): (position: number) => Moment {
  const executor = new DenseExecutor(model);
  const passes = tokens.map((token): Moment => {
    executor.append(token);
    const streams = Array.from({ length: 2 * model.layers.length + 1 }, (_, stage) =>
      executor.residual(stage >> 1, stage % 2 === 1).slice(),
    );
    const heads = model.layers.map(({ heads }, l) => heads.map((_, h) => executor.attend(l, h)));
    return {
      residual: (layer, attended = false) => streams[2 * layer + (attended ? 1 : 0)],
      attend: (layer, head) => heads[layer][head],
    };
  });
  return (position) => passes[position];
}
