/** `stepformer bench`: how fast programs run in the transformer, and beside what. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from '../arguments';
import { type Loaded, loadModel, loadProgram, UsageError } from '../load';
import { createMeter } from '../meter';
import { modelFigures } from '../statistics';
import { writeDocuments, writeJson } from './documents';
import type { Figures, LongFigures, LongRun, SampleFigures } from './figures';
import { median, rates } from './figures';
import { inFreshProcess } from './process';
import { LONG_PROGRAM } from './program';
import { report } from './report';
import { benchSample } from './sample';

const SAMPLES = 'collatz,recursion,list,sudoku';
const FLAGS = ['-O0', '-O2'] as const;
const RUNS = '3';
/** Tokens of the long runs, and of the run whose past is inspected. */
const SHORTER = 20_000_000;
const LONGER = 50_000_000;
const PAST = 10_000_000;
/** Fresh processes for the figures that are medians of such. */
const STARTS = 5;
const FLAT_RUNS = 3;

type Say = (line: string) => void;

/** Measures and prints a report; `--json` keeps the figures, `--docs` brings a folder of documents up to date. */
export async function bench(args: string[]): Promise<number> {
  const { values } = parse(args, {
    json: { type: 'string' },
    docs: { type: 'string' },
    from: { type: 'string' },
    samples: { type: 'string' },
    runs: { type: 'string' },
    long: { type: 'boolean' },
  });
  const text = (name: keyof typeof values) => values[name] as string | undefined;
  const runs = text('runs') ?? RUNS;
  if (!/^[1-9]\d?$/.test(runs)) throw new UsageError(`--runs takes 1 to 99, not "${runs}"`);
  const from = text('from');
  if (from !== undefined && !existsSync(from))
    throw new UsageError(`there is no file ${from} for --from; check its path`);
  const figures: Figures =
    from === undefined
      ? await measure((text('samples') ?? SAMPLES).split(','), Number(runs), values.long === true)
      : JSON.parse(readFileSync(from, 'utf8'));
  process.stdout.write(report(figures));
  const json = text('json');
  if (json) writeJson(json, figures);
  const docs = text('docs');
  if (docs) writeDocuments(docs, figures);
  return 0;
}

async function measure(names: readonly string[], runs: number, long: boolean): Promise<Figures> {
  const meter = createMeter(process.stderr.isTTY === true);
  const files = names.map(sampleFile);
  // First, so that a model file that is missing is said before anything is measured.
  const { model } = loadModel();
  const samples: SampleFigures[] = [];
  for (const file of files)
    for (const flags of FLAGS) {
      const sample = path.basename(file);
      meter.say(`${sample} ${flags}`);
      samples.push(
        await benchSample(
          await loadProgram({ files: [file], cflags: [flags] }),
          sample,
          flags,
          runs,
        ),
      );
    }
  const longer = long ? await measureLong(meter.say) : undefined;
  meter.clear();
  return {
    machine: {
      processor: cpus()[0].model,
      cores: cpus().length,
      platform: `${process.platform} ${process.arch}`,
      node: process.version,
    },
    model: modelFigures(model),
    samples,
    ...(longer && { long: longer }),
  };
}

/** The path of a sample that comes with Stepformer. */
function sampleFile(name: string): string {
  const file = path.join(__dirname, '..', 'samples', `${name}.c`);
  if (!existsSync(file)) throw new UsageError(`there is no sample "${name}"; try ${SAMPLES}`);
  return file;
}

async function measureLong(say: Say): Promise<LongFigures> {
  const loaded = await loadLongProgram();
  const run = (tokens: number, history: boolean): Promise<LongRun> => {
    say(`${tokens / 1e6} M tokens ${history ? 'with' : 'without'} history`);
    return inFreshProcess('long', { loaded, tokens, history });
  };
  const flat: LongRun[] = [];
  while (flat.length < FLAT_RUNS) flat.push(await run(SHORTER, true));
  const others = [await run(SHORTER, false), await run(LONGER, true), await run(LONGER, false)];
  say('starting');
  const { prompt } = await loadProgram({ files: [sampleFile('hello')] });
  const startSeconds: number[] = [];
  while (startSeconds.length < STARTS) startSeconds.push(await inFreshProcess('start', { prompt }));
  say('marks, the past, pauses and profiles');
  const sudoku = await loadProgram({ files: [sampleFile('sudoku')], cflags: ['-O2'] });
  return {
    runs: [flat[0], ...others],
    tenths: mediansOf(flat.map(tenths)),
    startSeconds,
    marks: await inFreshProcess('marks', { loaded }),
    past: await inFreshProcess('past', { loaded, tokens: PAST }),
    pauseSeconds: await inFreshProcess('pause', { loaded }),
    profiles: [
      await inFreshProcess('profile', { loaded: sudoku, name: 'sudoku.c', tokens: PAST }),
      await inFreshProcess('profile', { loaded, name: 'long.c', tokens: PAST }),
    ],
  };
}

async function loadLongProgram(): Promise<Loaded> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepformer-bench-'));
  try {
    const file = path.join(folder, 'long.c');
    writeFileSync(file, LONG_PROGRAM);
    return await loadProgram({ files: [file], cflags: ['-O2'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tokens/s over each tenth of a run. */
function tenths({ points }: LongRun): number[] {
  const step = (points.length - 1) / 10;
  return rates(points.filter((_, i) => i % step === 0));
}

/** Medians of lists of one length, number by number. */
const mediansOf = (lists: readonly (readonly number[])[]): number[] =>
  lists[0].map((_, i) => median(lists.map((list) => list[i])));
