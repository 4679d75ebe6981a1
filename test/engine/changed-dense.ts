/**
 * The reference of runs with something changed: the forward pass as plain loops over full matrices and all keys, in
 * which numbers are put in place of others from one token on, or in that token alone.
 */
import type { Change } from '../../src/model/intervention';
import type { Head, Matrix, Model } from '../../src/model/model';

interface Cache {
  readonly keys: [number, number][];
  readonly values: [number, number][];
}

export class ChangedDense {
  private readonly caches: Cache[][];
  private readonly changed = new Map<string, Model>();
  /** The embedding, then the stream after each attention and feed-forward part. */
  snapshots: Float64Array[] = [];
  length = 0;

  /** `begin`: the token from which on something is changed. */
  constructor(
    private readonly model: Model,
    private readonly begin: number,
    private readonly changes: readonly Change[],
  ) {
    this.caches = model.layers.map(({ heads }) => heads.map(() => ({ keys: [], values: [] })));
  }

  /** A run that goes its own way from a token of this one on, which has read it already. */
  fork(begin: number, changes: readonly Change[]): ChangedDense {
    const run = new ChangedDense(this.model, begin, changes);
    this.caches.forEach((heads, l) => {
      heads.forEach(({ keys, values }, h) => {
        run.caches[l][h] = { keys: keys.slice(0, begin), values: values.slice(0, begin) };
      });
    });
    run.length = begin;
    return run;
  }

  private at(position: number): readonly Change[] {
    if (position < this.begin) return [];
    return this.changes.filter(({ lasting }) => lasting || position === this.begin);
  }

  /** The model as a token is run by it. */
  private modelAt(position: number): Model {
    const changes = this.at(position).filter(({ intervention }) => intervention.kind === 'weight');
    if (changes.length === 0) return this.model;
    const name = JSON.stringify(changes);
    const known = this.changed.get(name);
    if (known) return known;
    const copy = structuredClone(this.model);
    for (const { intervention } of changes)
      if (intervention.kind === 'weight') spoil(copy, intervention);
    this.changed.set(name, copy);
    return copy;
  }

  append(token: number): void {
    const p = this.length++;
    const model = this.modelAt(p);
    const { dModel } = model;
    const x = new Float64Array(dModel);
    for (let i = 0; i < dModel; i++) {
      const [a, b, c] = model.position.subarray(i * 3, i * 3 + 3);
      x[i] = model.embedding[token * dModel + i] + (a * p + b * p * p + c);
    }
    this.snapshots = [];
    this.keep(x, 0, false);
    model.layers.forEach(({ heads, ffn }, l) => {
      const found = heads.map((head, h) => this.head(head, x, l, h));
      for (let i = 0; i < dModel; i++) {
        let sum = 0;
        heads.forEach(({ output }, h) => {
          sum += output[i * 2] * found[h][0];
          sum += output[i * 2 + 1] * found[h][1];
        });
        x[i] += sum;
      }
      this.keep(x, l, true);
      const width = ffn.names.length;
      const hidden = ffn.names.map(
        (_, n) => Math.max(0, dot(ffn.gate, n, x)) * dot(ffn.value, n, x),
      );
      for (let i = 0; i < dModel; i++) {
        let sum = 0;
        for (let n = 0; n < width; n++) sum += ffn.output[i * width + n] * hidden[n];
        x[i] += sum;
      }
      this.keep(x, l + 1, false);
    });
  }

  /** Puts numbers in place of slots, and keeps a copy of the stream. */
  private keep(x: Float64Array, layer: number, attended: boolean): void {
    for (const { intervention: each } of this.at(this.length - 1))
      if (each.kind === 'slot' && each.layer === layer && each.attended === attended)
        x[each.slot] = each.value;
    this.snapshots.push(x.slice());
  }

  private head(head: Head, x: Float64Array, l: number, h: number): readonly [number, number] {
    const { keys, values } = this.caches[l][h];
    keys.push([dot(head.key, 0, x), dot(head.key, 1, x)]);
    values.push([dot(head.value, 0, x), dot(head.value, 1, x)]);
    for (const { intervention: each } of this.at(this.length - 1)) {
      if (!('head' in each) || each.layer !== l || each.head !== h) continue;
      return each.kind === 'ablate' ? [0, 0] : values[each.position];
    }
    const [qx, qy] = [dot(head.query, 0, x), dot(head.query, 1, x)];
    let most = Number.NEGATIVE_INFINITY;
    let winners: number[] = [];
    keys.forEach(([a, b], i) => {
      const score = qx * a + qy * b;
      if (score > most) winners = [];
      if (score >= most) winners.push(i);
      most = Math.max(most, score);
    });
    if (head.tie === 'latest') return values[winners[winners.length - 1]];
    const sum = (d: 0 | 1) => winners.reduce((total, i) => total + values[i][d], 0);
    return [sum(0) / winners.length, sum(1) / winners.length];
  }

  /** The logit of a token after the last one. */
  logit(token: number): number {
    const x = this.snapshots[this.snapshots.length - 1];
    return dot(this.modelAt(this.length - 1).unembedding, token, x);
  }

  predict(): number {
    for (const { intervention: each } of this.at(this.length - 1))
      if (each.kind === 'token') return each.token;
    const { unembedding, tokens } = this.modelAt(this.length - 1);
    const x = this.snapshots[this.snapshots.length - 1];
    const logits = tokens.map((_, id) => dot(unembedding, id, x));
    return logits.indexOf(logits.reduce((a, b) => Math.max(a, b)));
  }
}

type Weight = Extract<Change['intervention'], { kind: 'weight' }>;

/** Writes a weight into a model. */
function spoil(model: Model, { place, row, column, value }: Weight): void {
  const matrix = matrixOf(model, place);
  matrix[row * columnsOf(model, place) + column] = value;
}

function matrixOf({ layers, ...model }: Model, place: Weight['place']): Matrix {
  switch (place.matrix) {
    case 'embedding':
    case 'unembedding':
      return model[place.matrix];
    case 'query':
    case 'key':
    case 'value':
    case 'output':
      return layers[place.layer].heads[place.head][place.matrix];
    case 'gate':
      return layers[place.layer].ffn.gate;
    case 'neuron value':
      return layers[place.layer].ffn.value;
    default:
      return layers[place.layer].ffn.output;
  }
}

function columnsOf({ dModel, layers }: Model, place: Weight['place']): number {
  if (place.matrix === 'output') return 2;
  return place.matrix === 'neuron output' ? layers[place.layer].ffn.names.length : dModel;
}

function dot(matrix: Matrix, row: number, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += matrix[row * x.length + i] * x[i];
  return sum;
}
