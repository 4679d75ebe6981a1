/** What HeadVis expects of its folder, by the descriptions of its formats. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export function checkFolder(folder: string): void {
  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const config = read('config.json');
  assert.equal(typeof config.model_name, 'string');
  for (const name of ['n_layers', 'n_heads', 'n_intervals']) whole(config[name], name);
  assert.equal(config.head_data_pattern, 'L{layer}H{head}.json');
  assert.equal(config.has_umap, false);
  assert.deepEqual(config.umap_heads, []);
  assert.deepEqual(read('server_config.json'), {});
  assert.deepEqual(read('attributions/manifest.json'), {});

  const heads: [number, number][] = config.heads;
  const scatter: Record<string, number>[] = read('scatter_data.json');
  const key = ([layer, head]: readonly number[]) => `${layer} ${head}`;
  assert.deepEqual(
    scatter.map(({ layer, head }) => key([layer, head])).sort(),
    heads.map(key).sort(),
  );
  // What the first row lacks is no axis.
  for (const metric of config.metrics) {
    number(scatter[0][metric], metric);
    assert.equal(typeof config.metric_descriptions[metric], 'string');
  }
  for (const row of scatter) for (const [name, value] of Object.entries(row)) number(value, name);

  for (const [layer, head] of heads) {
    const file = read(`heads/L${layer}H${head}.json`);
    for (const { key: name } of config.custom_plots) histogram(file[name]);
    for (const { key: name } of config.custom_tables) table(file[name]);
    for (const value of Object.values(file.statistics)) number(value, 'a statistic');
    assert.ok(file.sequences.length > 0);
    const ids = new Set(file.sequences.map(({ sequence_id }: Sequence) => sequence_id));
    assert.equal(ids.size, file.sequences.length);
    for (const each of file.sequences) sequence(each, config.n_intervals);
    const intervals = new Set(file.sequences.map(({ interval }: Sequence) => interval));
    assert.equal(intervals.size, config.n_intervals, 'no interval is empty');
  }
}

interface Sequence {
  readonly sequence_id: number;
  readonly interval: number;
  readonly tokens: readonly string[];
  readonly attention_indices: readonly number[];
  readonly attention_values: readonly number[];
  readonly seq_len: number;
  readonly max_activation: number;
}

function sequence(
  { sequence_id, interval, tokens, attention_indices, ...rest }: Sequence,
  intervals: number,
): void {
  const { attention_values, seq_len, max_activation } = rest;
  whole(sequence_id, 'sequence_id');
  assert.ok(interval >= 1 && interval <= intervals);
  assert.ok(tokens.every((token) => typeof token === 'string'));
  assert.equal(seq_len, tokens.length);
  assert.equal(attention_indices.length, attention_values.length);
  assert.equal(new Set(attention_indices).size, attention_indices.length);
  let most = 0;
  const sums = new Map<number, number>();
  attention_indices.forEach((index, i) => {
    whole(index, 'an index');
    const [query, key] = [Math.floor(index / seq_len), index % seq_len];
    assert.ok(query < seq_len && key <= query, 'a token attends to none after it');
    const value = attention_values[i];
    assert.ok(value > 0 && value <= 1);
    sums.set(query, (sums.get(query) ?? 0) + value);
    // It passes over the first row and column.
    if (query > 0 && key > 0) most = Math.max(most, value);
  });
  for (const sum of sums.values()) assert.ok(sum <= 1 + 1e-12, 'the weights of a token are shares');
  assert.equal(max_activation, most);
}

function histogram({ bin_edges, bin_values }: Record<string, number[]>): void {
  assert.equal(bin_edges.length, bin_values.length + 1);
  assert.ok(bin_edges.every((edge, i) => i === 0 || edge > bin_edges[i - 1]));
  for (const value of bin_values) whole(value, 'a bin');
}

function table(rows: { token: string; weight: number }[]): void {
  assert.ok(Array.isArray(rows));
  for (const { token, weight } of rows) {
    assert.equal(typeof token, 'string');
    number(weight, 'a weight');
  }
}

function whole(value: unknown, name: string): void {
  assert.ok(Number.isSafeInteger(value), `${name} is ${value}`);
}

function number(value: unknown, name: string): void {
  assert.ok(Number.isFinite(value), `${name} is ${value}`);
}
