/**
 * A run that goes its own way from a recorded token on, with something changed: forward passes that read the KV cache
 * of the past as it is and keep their own keys and values apart, so that nothing of the real run is touched. Sums run
 * as in the dense pass.
 */
import { Unembedding } from '../executor/unembedding';
import { type Change, withWeights } from '../model/intervention';
import type { Layer, Matrix, Model } from '../model/model';
import type { Before, Best } from './before';
import { OverlayLayer } from './overlay';
import { type PreparedLayer, preparedLayer } from './prepared';

/** Thrown where numbers have grown so large that products would overflow. */
export class Overflow extends Error {
  override readonly name = 'Overflow';

  constructor(readonly layer: number) {
    super(`numbers overflow in layer ${layer}`);
  }
}

const LARGEST = 2 ** 500;

/** What is run of one token: the weights, and what is put in place of what they compute. */
interface Pass {
  readonly model: Model;
  readonly layers: readonly PreparedLayer[];
  /** By snapshot: slots and what is put there. */
  readonly slots: readonly (readonly (readonly [slot: number, value: number])[])[];
  /** By layer and head: the position that is read, or null for nothing. */
  readonly heads: readonly ReadonlyMap<number, number | null>[];
  readonly token: number | undefined;
}

export class Rerun {
  private readonly first: Pass;
  private readonly later: Pass;
  private readonly layers: readonly OverlayLayer[];
  private readonly averages: readonly (readonly boolean[])[];
  private readonly snapshots: readonly Float64Array[];
  /** Tokens so far: those of the past, and the run's own. */
  length: number;

  /** `begin`: position of the first token of the run. */
  constructor(
    model: Model,
    changes: readonly Change[],
    private readonly before: Before,
    private readonly begin: number,
  ) {
    const passOf = (those: readonly Change[]) => prepare(model, those);
    this.first = passOf(changes);
    this.later = passOf(changes.filter(({ lasting }) => lasting));
    this.layers = model.layers.map((_, l) => {
      const groups = groupsOf(this.first.model.layers[l], this.later.model.layers[l]);
      return new OverlayLayer(groups, begin);
    });
    this.averages = model.layers.map(({ heads }) => heads.map(({ tie }) => tie === 'average'));
    this.snapshots = Array.from(
      { length: 2 * model.layers.length + 1 },
      () => new Float64Array(model.dModel),
    );
    this.length = begin;
  }

  /** The pass of a token: only the first one may be changed once. */
  private pass(position: number): Pass {
    return position === this.begin ? this.first : this.later;
  }

  /** The weights of the last token's pass. */
  get model(): Model {
    return this.pass(this.length - 1).model;
  }

  /** The stream of the last token; the array is reused. */
  residual(layer: number, attended = false): Float64Array {
    return this.snapshots[2 * layer + (attended ? 1 : 0)];
  }

  /** The argmax of the logits after the last token, or the token that is forced. */
  predict(): number {
    const { token, model } = this.pass(this.length - 1);
    return token ?? unembeddingOf(model).argmax(this.snapshots[this.snapshots.length - 1]);
  }

  /** Appends a token and runs its forward pass. Throws `Unanswered` or `Overflow`. */
  append(token: number): void {
    const position = this.length++;
    const pass = this.pass(position);
    const { snapshots } = this;
    embed(pass.model, token, position, snapshots[0]);
    this.put(pass, 0);
    for (let l = 0; l < pass.layers.length; l++) {
      const layer = pass.layers[l];
      const found = this.attention(pass, l, position);
      add(layer.output, found, snapshots[2 * l], snapshots[2 * l + 1]);
      this.put(pass, 2 * l + 1);
      const hidden = feedForward(layer, snapshots[2 * l + 1]);
      add(layer.written, hidden, snapshots[2 * l + 1], snapshots[2 * l + 2]);
      this.put(pass, 2 * l + 2);
    }
  }

  /** Puts numbers in place of those computed, and checks the stream. */
  private put({ slots }: Pass, snapshot: number): void {
    const x = this.snapshots[snapshot];
    for (const [slot, value] of slots[snapshot]) x[slot] = value;
    for (let i = 0; i < x.length; i++)
      if (!(Math.abs(x[i]) <= LARGEST))
        throw new Overflow(Math.max(0, Math.ceil(snapshot / 2) - 1));
  }

  /** What the heads of a layer return, two numbers each. */
  private attention(pass: Pass, l: number, position: number): Float64Array {
    const { heads, query, key, value } = pass.layers[l];
    const x = this.snapshots[2 * l];
    const overlay = this.layers[l];
    const found = new Float64Array(2 * heads);
    for (let h = 0; h < heads; h++)
      overlay.append(
        h,
        position,
        [key.dot(2 * h, x), key.dot(2 * h + 1, x)],
        [value.dot(2 * h, x), value.dot(2 * h + 1, x)],
      );
    for (let h = 0; h < heads; h++) {
      const chosen = pass.heads[l].get(h);
      if (chosen === null) continue;
      found.set(
        chosen === undefined
          ? this.read(l, h, query.dot(2 * h, x), query.dot(2 * h + 1, x))
          : this.value(l, h, chosen),
        2 * h,
      );
    }
    return found;
  }

  /** What a head takes from a token. */
  private value(l: number, h: number, position: number): readonly number[] {
    return position < this.begin
      ? this.before.value(l, h, position)
      : this.layers[l].value(h, position);
  }

  /** What a head returns for a query, over the past and the run's own tokens. */
  private read(l: number, h: number, qx: number, qy: number): readonly number[] {
    const averages = this.averages[l][h];
    const own = this.layers[l].best(h, this.length - this.begin, qx, qy, averages);
    // Where every key scores 0, the last one wins.
    if (!averages && qx === 0 && qy === 0) return own.value;
    const past = this.before.best(l, h, qx, qy);
    if (!Number.isFinite(own.score + (past?.score ?? 0))) throw new Overflow(l);
    if (!past || own.score > past.score) return averages ? mean(own) : own.value;
    if (past.score > own.score) return averages ? mean(past) : past.value;
    if (!averages) return own.value;
    return mean({
      ...own,
      value: [past.value[0] + own.value[0], past.value[1] + own.value[1]],
      tied: past.tied + own.tied,
    });
  }
}

const mean = ({ value, tied }: Best) => [value[0] / tied, value[1] / tied];

function prepare(model: Model, changes: readonly Change[]): Pass {
  const interventions = changes.map(({ intervention }) => intervention);
  const changed = withWeights(model, interventions);
  const slots: [number, number][][] = Array.from({ length: 2 * model.layers.length + 1 }, () => []);
  const heads = model.layers.map(() => new Map<number, number | null>());
  let token: number | undefined;
  for (const each of interventions) {
    if (each.kind === 'slot')
      slots[2 * each.layer + (each.attended ? 1 : 0)].push([each.slot, each.value]);
    if (each.kind === 'ablate') heads[each.layer].set(each.head, null);
    if (each.kind === 'attend') heads[each.layer].set(each.head, each.position);
    if (each.kind === 'token') token = each.token;
  }
  const layers = changed.layers.map((layer) => preparedLayer(layer, model.dModel));
  return { model: changed, layers, slots, heads, token };
}

/** For each head the number of a store: those whose keys are the same in both models share one. */
function groupsOf(first: Layer, later: Layer): number[] {
  const names = first.heads.map((head, h) => `${head.key.join()}|${later.heads[h].key.join()}`);
  const distinct = [...new Set(names)];
  return names.map((name) => distinct.indexOf(name));
}

const unembeddings = new WeakMap<Matrix, Unembedding>();

function unembeddingOf(model: Model): Unembedding {
  let known = unembeddings.get(model.unembedding);
  if (!known) {
    known = new Unembedding(model);
    unembeddings.set(model.unembedding, known);
  }
  return known;
}

function embed({ embedding, position }: Model, token: number, p: number, x: Float64Array): void {
  for (let i = 0; i < x.length; i++)
    x[i] =
      embedding[token * x.length + i] +
      (position[i * 3] * p + position[i * 3 + 1] * p * p + position[i * 3 + 2]);
}

/** The stream after a part of a layer has been added to it. */
function add(
  rows: PreparedLayer['output'],
  from: Float64Array,
  x: Float64Array,
  out: Float64Array,
) {
  for (let i = 0; i < x.length; i++) out[i] = x[i] + rows.dot(i, from);
}

function feedForward({ width, gate, neuron }: PreparedLayer, x: Float64Array): Float64Array {
  const hidden = new Float64Array(width);
  for (let n = 0; n < width; n++) {
    const open = gate.dot(n, x);
    if (open > 0) hidden[n] = open * neuron.dot(n, x);
  }
  return hidden;
}
