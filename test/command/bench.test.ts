/** What bench makes of figures, on made-up ones; that it measures at all; and that the documents show its figures. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withReport, writeDocuments } from '../../src/command/bench/documents';
import {
  type Figures,
  type LongRun,
  median,
  rates,
  type SampleFigures,
} from '../../src/command/bench/figures';
import { goalsOf, isMet } from '../../src/command/bench/goals';
import { timeNative } from '../../src/command/bench/native';
import { plots } from '../../src/command/bench/plot';
import { shares } from '../../src/command/bench/profile';
import { report, table } from '../../src/command/bench/report';
import { assembleWat } from '../../src/toolchain/read';

const ROOT = path.join(__dirname, '../..');

const SUDOKU: SampleFigures = {
  sample: 'sudoku.c',
  flags: '-O2',
  runs: 3,
  promptTokens: 17_000,
  tokens: 2_000_000,
  instructions: 1_000_000,
  tokensPerInstruction: 2,
  seconds: 0.5,
  loopSeconds: 0.4,
  processorSeconds: 0.7,
  tokensPerSecond: 4_000_000,
  instructionsPerSecond: 2_000_000,
  keptBytes: 50_000_000,
  hullTokens: 100_000,
  hullTokensPerSecond: 50_000,
  timesHull: 100,
  nativeFreshSeconds: 0.0004,
  nativeWarmSeconds: 0.0001,
  timesNativeFresh: 1250,
  timesNativeWarm: 5000,
};

/** A run of 50 million tokens that slows down by half in its last tenth. */
function longRun(history: boolean): LongRun {
  let seconds = 0;
  const points = Array.from({ length: 101 }, (_, i) => {
    if (i > 0) seconds += i > 90 ? 0.2 : 0.1;
    const size = 2 ** 20 * (history ? 100 + 12 * i : 120);
    return { tokens: 500_000 * i, seconds, keptBytes: size, rssBytes: size };
  });
  const { keptBytes } = points[100];
  const peakRssBytes = keptBytes;
  const tokens = 50_000_000;
  return { tokens, history, promptTokens: 1000, seconds, keptBytes, peakRssBytes, points };
}

const FIGURES: Figures = {
  machine: { processor: 'A processor', cores: 2, platform: 'linux x64', node: 'v20.0.0' },
  model: {
    layers: 11,
    dModel: 96,
    heads: 54,
    dFfn: 114,
    vocabulary: 6125,
    parameters: 1_000_000,
    nonzeros: 100_000,
  },
  samples: [SUDOKU, { ...SUDOKU, sample: 'list.c', flags: '-O0', tokens: 9 }],
  long: {
    runs: [longRun(true), longRun(false)],
    tenths: [4, 5, 5, 5, 5, 5, 5, 5, 5, 2.5].map((rate) => rate * 1e6),
    startSeconds: [0.1, 0.3, 0.12],
    marks: { marks: 100, ratios: [0.98, 1.01, 1.3] },
    past: {
      tokens: 10_001_000,
      inspectSeconds: [0.001, 0.002, 0.009],
      truncatedTo: 5_000_500,
      truncateSeconds: 0.5,
      regenerated: 1_000_000,
    },
    pauseSeconds: [0.0001, 0.0002],
    profiles: [{ program: 'sudoku.c', tokens: 1, functions: [{ name: 'insert', share: 0.25 }] }],
  },
};

describe('the figures of bench', () => {
  it('takes medians', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.throws(() => median([]), RangeError);
  });

  it('tells how fast a run is between its points', () => {
    const between = rates(longRun(true).points);
    assert.equal(between.length, 100);
    assert.ok(Math.abs(between[0] - 5e6) < 1 && Math.abs(between[99] - 2.5e6) < 1);
  });

  it('aligns tables: words left, numbers right, and heads of several lines', () => {
    const text = table<[string, number]>(
      [
        { name: 'name', align: 'left', cell: ([name]) => name },
        { name: 'a\nvalue', align: 'right', cell: ([, value]) => String(value) },
      ],
      [
        ['x', 1000],
        ['longer', 2],
      ],
    );
    const lines = [
      'name        a',
      '        value',
      '─────────────',
      'x        1000',
      'longer      2',
    ];
    assert.equal(text, lines.join('\n'));
  });

  it('prints every sample, and each goal as met or not', () => {
    const text = report(FIGURES);
    assert.match(text, /^sudoku\.c +-O2 +17,000 +2,000,000 +1,000,000 +2\.00 +0\.500 +4,000,000 /m);
    assert.match(text, /^list\.c +-O0 /m);
    assert.match(text, /^✓ +Sudoku -O2: tokens +at least +3 +4\.00 +M\/s$/m);
    assert.match(text, /^✗ +Sudoku -O2: slower than fresh native code +at most +1000 +1250 +×$/m);
    assert.match(text, /^✗ +Last tenth of a run beside the second +at least +80 +50 +%$/m);
    assert.match(text, /^insert +25\.0 %$/m);
    assert.ok(text.split('\n').every((line) => line.length <= 125 && line === line.trimEnd()));
  });

  it('holds goals only to what was measured', () => {
    assert.deepEqual(goalsOf({ ...FIGURES, samples: [], long: undefined }), []);
    const missed = goalsOf(FIGURES).filter((goal) => !isMet(goal));
    assert.deepEqual(
      missed.map(({ what }) => what),
      [
        'Sudoku -O2: slower than fresh native code',
        'Last tenth of a run beside the second',
        'A past token of 10 M, the slowest of all',
      ],
    );
  });

  it('draws plots whose curves and labels lie on their card', () => {
    const drawn = plots(FIGURES);
    assert.deepEqual([...drawn.keys()], ['speed.svg', 'memory.svg']);
    for (const svg of drawn.values()) {
      const [, width, height] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) as string[]).map(Number);
      const curves = [...svg.matchAll(/<path fill="none"[^>]* d="M([^"]*)"/g)].map(([, d]) =>
        d.split('L').map((point) => point.split(' ').map(Number)),
      );
      const labels = [...svg.matchAll(/<text x="([^"]*)" y="([^"]*)"/g)].map(([, x, y]) => [
        +x,
        +y,
      ]);
      assert.ok(curves.length >= 3 && curves.filter((points) => points.length >= 100).length === 2);
      for (const [x, y] of [...curves.flat(), ...labels])
        assert.ok(x >= 0 && x <= width && y >= 0 && y <= height, `${x}, ${y}`);
      const named = labels.slice(-curves.length).map(([, y]) => y);
      for (const a of named) assert.equal(named.filter((b) => Math.abs(a - b) < 16).length, 1);
    }
    assert.equal(plots({ ...FIGURES, long: undefined }).size, 0);
  });

  it("adds a profile's samples up by function", () => {
    const node = (id: number, functionName: string) => ({
      id,
      callFrame: { functionName, scriptId: '', url: '', lineNumber: 0, columnNumber: 0 },
    });
    const nodes = [node(1, 'insert'), node(2, ''), node(3, 'insert')];
    const timing = { startTime: 0, endTime: 8, samples: [1, 2, 3], timeDeltas: [1, 2, 5] };
    assert.deepEqual(shares({ nodes, ...timing }), [
      { name: 'insert', share: 0.75 },
      { name: '(anonymous)', share: 0.25 },
    ]);
  });

  it('puts the report in its place in a document, again and again', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stepformer-'));
    try {
      const file = path.join(folder, 'performance.md');
      const marks = [
        '<!-- figures: written by "stepformer bench --docs" -->',
        '<!-- end of figures -->',
      ];
      writeFileSync(file, `before\n${marks.join('\nold\n')}\nafter\n`);
      writeDocuments(folder, FIGURES);
      const written = readFileSync(file, 'utf8');
      assert.ok(written.startsWith('before\n') && written.endsWith('\nafter\n'));
      assert.ok(written.includes(report(FIGURES)) && !written.includes('old'));
      assert.equal(withReport(written, FIGURES), written);
      const json = readFileSync(path.join(folder, 'performance.json'), 'utf8');
      assert.deepEqual(JSON.parse(json), FIGURES);
      assert.throws(() => withReport('no place', FIGURES), RangeError);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('stepformer bench', () => {
  it('times native code that is new to V8, and code that is not', async () => {
    const text = `(module (memory (export "memory") 1)
      (func (export "_start") (local $i i32)
        (loop (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                                 (i32.const 100000))))))`;
    const { fresh, warm } = await timeNative(await assembleWat('loop.wat', text), ['loop']);
    assert.deepEqual([fresh.length, warm.length], [20, 20]);
    assert.ok([...fresh, ...warm].every((seconds) => seconds > 0));
  });

  it('measures a sample at both flags, and writes its figures', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stepformer-'));
    try {
      const json = path.join(folder, 'figures.json');
      const args = ['bench', '--samples', 'hello', '--runs', '1', '--json', json];
      const printed = execFileSync(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args], {
        encoding: 'utf8',
      });
      const figures: Figures = JSON.parse(readFileSync(json, 'utf8'));
      assert.equal(printed, report(figures));
      assert.deepEqual(
        figures.samples.map(({ sample, flags, runs }) => [sample, flags, runs]),
        [
          ['hello.c', '-O0', 1],
          ['hello.c', '-O2', 1],
        ],
      );
      for (const row of figures.samples) {
        // The hull executor ran to the end of so short a program, and generated the same.
        assert.equal(row.hullTokens, row.tokens);
        assert.ok(row.instructions > 0 && row.loopSeconds < row.seconds);
        assert.ok(row.nativeFreshSeconds > 0 && row.timesNativeWarm > 1);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('docs/performance.md', () => {
  const read = (name: string) => readFileSync(path.join(ROOT, 'docs', name), 'utf8');

  it('shows the figures and the plots of docs/performance.json', () => {
    const figures: Figures = JSON.parse(read('performance.json'));
    assert.equal(withReport(read('performance.md'), figures), read('performance.md'));
    const drawn = plots(figures);
    assert.ok(drawn.size > 0);
    for (const [name, svg] of drawn) {
      assert.equal(read(name), svg);
      assert.ok(read('performance.md').includes(`](${name})`), `${name} is not shown`);
    }
  });
});
