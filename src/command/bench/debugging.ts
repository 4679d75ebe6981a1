/** What a debugger asks of the engine: marks that cost nothing, any past token, going back, pausing. */
import { Worker } from 'node:worker_threads';
import { type Engine, interrupt } from '../../engine/engine';
import type { Connection } from '../../engine/reader';
import { MARK } from '../../executor/marks';
import type { Loaded } from '../load';
import { generate, promptedEngine, timed } from './engine';
import type { MarkFigures, PastFigures } from './figures';

const MARKS = 100;
/** Tokens after which the instructions that were not executed are taken for such as never will be. */
const TRIED = 6_000_000;
/** A program works in phases of its own, so stretches are short and take turns often. */
const STRETCH = 20_000;
const PAIRS = 24;
const GROUPS = 25;
/** Past tokens that are inspected. */
const INSPECTED = 1000;
/** Tokens that are generated again after going back. */
const AGAIN = 1_000_000;
const PAUSES = 25;
/** Tokens of a run that a pause cuts short. */
const SLICE = 1 << 20;
/** Pauses are asked for at most so many milliseconds after the run has begun. */
const LATEST = 40;

/** Times stretches of one run with and without marks that are not hit, by turns. */
export function measureMarks({ loaded }: { loaded: Loaded }): MarkFigures {
  const engine = promptedEngine(loaded);
  const idle = neverExecuted(engine, loaded);
  if (idle.length < MARKS) throw new Error(`only ${idle.length} instructions are not executed`);
  const none = new Uint8Array(loaded.prompt.tokens.length);
  const some = none.slice();
  for (let i = 0; i < MARKS; i++) some[idle[Math.floor((i * idle.length) / MARKS)]] = MARK.stop;
  const stretch = (marks: Uint8Array) => {
    engine.watch({ marks, level: 0 });
    return timed(() => generate(engine, STRETCH));
  };
  const group = () => {
    let [marked, unmarked] = [0, 0];
    for (let i = 0; i < PAIRS; i++) {
      // Which of the two is first follows no period that a program could have too.
      const order = Math.random() < 0.5 ? [some, none] : [none, some];
      for (const marks of order)
        if (marks === some) marked += stretch(marks);
        else unmarked += stretch(marks);
    }
    return marked / unmarked;
  };
  return { marks: MARKS, ratios: Array.from({ length: GROUPS }, group) };
}

/** Positions of the instructions at which a run does not come by. */
function neverExecuted(engine: Engine, { prompt }: Loaded): number[] {
  const marks = new Uint8Array(prompt.tokens.length);
  for (const position of prompt.positions) marks[position] = MARK.stop;
  for (const end = engine.length + TRIED; engine.length < end; ) {
    engine.watch({ marks, level: 0 });
    if (engine.run(end - engine.length) === 'boundary') marks[engine.watched()[0]] = 0;
  }
  return [...prompt.positions].filter((position) => marks[position] !== 0);
}

/** Inspects past tokens, then goes back to the middle and on from there. Throws if other tokens follow. */
export function measurePast({ loaded, tokens }: { loaded: Loaded; tokens: number }): PastFigures {
  const engine = promptedEngine(loaded);
  generate(engine, tokens);
  const { layers } = engine.model;
  const inspectSeconds = Array.from({ length: INSPECTED }, (_, i) => {
    // Multiples of the golden ratio are spread evenly, and in no order.
    const position = Math.floor((((i + 1) * 0.6180339887) % 1) * engine.length);
    return timed(() => {
      const moment = engine.at(position);
      layers.forEach(({ heads }, l) => {
        moment.residual(l, true);
        moment.residual(l + 1);
        heads.forEach((_, h) => {
          moment.attend(l, h);
        });
      });
    });
  });
  const truncatedTo = Math.floor(engine.length / 2);
  const before = engine.tokens(truncatedTo, truncatedTo + AGAIN);
  const length = engine.length;
  const truncateSeconds = timed(() => engine.truncate(truncatedTo));
  generate(engine, AGAIN);
  const after = engine.tokens(truncatedTo, truncatedTo + AGAIN);
  if (before.some((token, i) => after[i] !== token))
    throw new Error('other tokens follow after going back');
  return { tokens: length, inspectSeconds, truncatedTo, truncateSeconds, regenerated: AGAIN };
}

/** What the thread that pauses is given. */
interface Pausing {
  readonly connection: Connection;
  /** The round that has begun. */
  readonly round: Int32Array;
  /** When the pause of this round was asked for, in nanoseconds. */
  readonly asked: BigInt64Array;
}

/** Interrupts a run from another thread, again and again; seconds until it stands, by round. */
export async function measurePause({ loaded }: { loaded: Loaded }): Promise<number[]> {
  const engine = promptedEngine(loaded);
  generate(engine, AGAIN);
  const { connection } = engine;
  const round = new Int32Array(new SharedArrayBuffer(4));
  const asked = new BigInt64Array(new SharedArrayBuffer(8));
  const pausing: Pausing = { connection, round, asked };
  const worker = new Worker(__filename, { workerData: pausing });
  const seconds: number[] = [];
  for (let i = 1; i <= PAUSES; i++) {
    Atomics.store(round, 0, i);
    Atomics.notify(round, 0);
    while (engine.run(SLICE, true) !== 'interrupted');
    seconds.push(Number(process.hrtime.bigint() - asked[0]) / 1e9);
    interrupt(connection, false);
  }
  await worker.terminate();
  return seconds;
}

/** In the other thread: asks for a pause some time after each round has begun. */
export function pauseRounds({ connection, round, asked }: Pausing): void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 1; i <= PAUSES; i++) {
    Atomics.wait(round, 0, i - 1);
    Atomics.wait(never, 0, 0, 1 + ((i * 17) % LATEST));
    asked[0] = process.hrtime.bigint();
    interrupt(connection);
  }
}
