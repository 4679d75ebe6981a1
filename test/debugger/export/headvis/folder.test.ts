/** The folder for HeadVis: of the shape that it reads, and each number the one of the forward pass. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HeadFile } from '../../../../src/debugger/export/headvis/format';
import type { ExportProgress, HeadExport } from '../../../../src/protocol/export-requests';
import type { Heads } from '../../../../src/protocol/heads-requests';
import type { Timeline } from '../../../../src/protocol/travel';
import { type Client, connect } from '../../client';
import { model } from '../../recorded';
import { STORIES } from '../../story';
import { checkFolder } from './schema';

/** Tokens of the run that are exported: six stretches. */
const TOKENS = 1500;

describe('the export for HeadVis', () => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'stepformer-headvis-'));
  const folder = path.join(place, 'data');
  let client: Client;
  let progress: ExportProgress;

  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const begin = (more: Partial<HeadExport> = {}): Promise<ExportProgress> =>
    client.request('stepformer.exportHeads', { path: folder, ...more });
  async function finish(first: ExportProgress): Promise<ExportProgress> {
    let last = first;
    while (!last.done) last = await client.request('stepformer.exportMore');
    return last;
  }

  before(async () => {
    client = connect();
    await client.request('initialize', {});
    const program = path.join(STORIES, 'ledger.c');
    await client.request('launch', { program, stopOnEntry: true, stopOnExit: true });
    await client.request('configurationDone');
    await client.event('stopped');
    await client.request('continue', { threadId: 1 });
    await client.event('stopped');
    const now: Timeline = await client.request('stepformer.timeline', { buckets: 1 });
    const first = await begin({ from: now.begin, to: now.begin + TOKENS });
    assert.ok(!first.done && !existsSync(folder), 'nothing has its name before it is whole');
    progress = await finish(first);
  });
  after(async () => {
    await client.request('disconnect');
    client.close();
    rmSync(place, { recursive: true });
  });

  it('has the shape that HeadVis reads, with a file for each head', () => {
    checkFolder(folder);
    const heads = model.layers.flatMap(({ heads: all }, l) => all.map((_, h) => `L${l}H${h}.json`));
    assert.deepEqual(readdirSync(path.join(folder, 'heads')).sort(), heads.sort());
    assert.deepEqual(readdirSync(place), ['data']);
    assert.ok(progress.bytes > 1_000_000 && progress.bytes < 50_000_000, `${progress.bytes} bytes`);
  });

  it('says of each token what the forward pass says, and where it attends to', async () => {
    const kinds = new Set<string>();
    const averaging = model.layers[0].heads.findIndex(({ tie }) => tie === 'average');
    for (const [l, h] of [
      [0, averaging],
      [3, 1],
      [5, 7],
      [6, 2],
    ]) {
      const { sequences }: HeadFile = read(`heads/L${l}H${h}.json`);
      const head = model.layers[l].heads[h];
      kinds.add(head.tie);
      for (const { rows, positions, attention_indices, attention_values, seq_len } of [
        sequences[0],
        sequences[5],
      ])
        for (const i of [0, 17, 200]) {
          const position = rows.position[i];
          const { layers }: Heads = await client.request('stepformer.heads', { position });
          const at = layers[l][h];
          assert.deepEqual(
            [rows.query[i], rows.winner[i], rows.score[i], rows.value[i], rows.margin[i]],
            [at.query, at.winner.position, at.score, at.value, at.margin ?? null],
          );
          assert.equal(rows.runner_up[i], at.runnerUp?.position ?? null);
          assert.deepEqual([rows.matters_now[i], rows.matters_later[i]], [at.now, at.later]);
          const query = positions.indexOf(position);
          const attended = attention_indices.flatMap((index, n) =>
            Math.floor(index / seq_len) === query
              ? [[positions[index % seq_len], attention_values[n]]]
              : [],
          );
          const tied = Array.from({ length: 8 }, (_, n) => [position - 7 + n, 1 / (position + 1)]);
          assert.deepEqual(attended, head.tie === 'latest' ? [[at.winner.position, 1]] : tied);
        }
    }
    assert.ok(kinds.size === 2, 'heads of both kinds are looked at');
  });

  it('adds up over the tokens what stands in the rows', () => {
    const scatter: Record<string, number>[] = read('scatter_data.json');
    for (const { layer, head, ...metrics } of scatter) {
      const { sequences, statistics }: HeadFile = read(`heads/L${layer}H${head}.json`);
      const rows = sequences.flatMap((sequence) =>
        sequence.rows.position.map((position, i) => ({
          position,
          winner: sequence.rows.winner[i],
          now: sequence.rows.matters_now[i],
        })),
      );
      assert.equal(statistics.tokens, rows.length);
      const near = (name: string, value: number) =>
        assert.ok(
          Math.abs(metrics[name] - value) <= 1e-9 * Math.abs(value),
          `${name} of L${layer}H${head}: ${metrics[name]}, not ${value}`,
        );
      const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
      near('matters_now', mean(rows.map(({ now }) => Number(now))));
      if (model.layers[layer].heads[head].tie === 'latest') {
        near('qk_distance', mean(rows.map(({ position, winner }) => position - winner)));
        near('self_attention_score', mean(rows.map((row) => Number(row.position === row.winner))));
        near('pattern_entropy', 0);
      } else {
        near('qk_distance', mean(rows.map(({ position }) => position / 2)));
        near('pattern_entropy', mean(rows.map(({ position }) => Math.log(position + 1))));
      }
    }
  });

  it('of some heads, and of a part of the run', async () => {
    const other = path.join(place, 'some');
    mkdirSync(other);
    const { from } = progress;
    const asked = { path: other, heads: [[3, 1]] as [number, number][], from, to: from + 300 };
    await finish(await begin(asked));
    checkFolder(other);
    const { sequences }: HeadFile = JSON.parse(
      readFileSync(path.join(other, 'heads/L3H1.json'), 'utf8'),
    );
    const positions = sequences.flatMap(({ rows }) => rows.position).sort((a, b) => a - b);
    assert.deepEqual(
      positions,
      Array.from({ length: 300 }, (_, i) => from + i),
    );
  });

  it('writes over nothing, and leaves nothing when it is given up', async () => {
    await assert.rejects(begin(), /choose a new name, or an empty folder/);
    const file = path.join(place, 'file');
    writeFileSync(file, '');
    await assert.rejects(begin({ path: file }), /choose a new name/);
    await assert.rejects(begin({ path: 'data' }), /not absolute/);
    await assert.rejects(begin({ path: path.join(place, 'no', 'x') }), /choose another place/);
    await assert.rejects(begin({ path: path.join(place, 'x'), heads: [[20, 0]] }), /layer 20/);
    await begin({ path: path.join(place, 'x') });
    await client.request('stepformer.exportStop');
    assert.deepEqual(readdirSync(place).sort(), ['data', 'file', 'some']);
  });
});
