/**
 * The KV cache of all heads of a layer that share their keys. It holds only keys that some query can still
 * select: those on the convex hull, and of several equal keys the latest (and, for averaging heads, their
 * sum). Memory is O(hull), a query O(log hull).
 */
import { Hull } from './convexHull';

/** Which queries the heads of a store can ask, read off their weights. */
export type Directions =
  /** (0, 0) only: every key ties. */
  | 'none'
  /** (q, 0): only the leftmost and rightmost keys count. */
  | 'flat'
  /** (q, p) with p > 0: the upper hull suffices. */
  | 'upward'
  | 'any';

/** Numbers kept for each node of a hull: position, latest values, and where needed their count and sums. */
class Records {
  private data: Float64Array;
  private readonly stride: number;

  constructor(
    private readonly dimensions: number,
    private readonly sums: boolean,
  ) {
    this.stride = 1 + dimensions + (sums ? 1 + dimensions : 0);
    this.data = new Float64Array(this.stride * 4);
  }

  get bytes(): number {
    return this.data.byteLength;
  }

  /** Records a token at a node; `known` adds to what ties there, otherwise the node begins anew. */
  write(node: number, known: boolean, position: number, values: Float64Array): void {
    const { dimensions, stride } = this;
    const start = node * stride;
    if (start >= this.data.length) {
      const larger = new Float64Array(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    const { data } = this;
    data[start] = position;
    for (let d = 0; d < dimensions; d++) data[start + 1 + d] = values[d];
    if (!this.sums) return;
    const from = start + 1 + dimensions;
    data[from] = known ? data[from] + 1 : 1;
    for (let d = 0; d < dimensions; d++)
      data[from + 1 + d] = known ? data[from + 1 + d] + values[d] : values[d];
  }

  position(node: number): number {
    return this.data[node * this.stride];
  }

  latest(node: number, dimension: number): number {
    return this.data[node * this.stride + 1 + dimension];
  }

  count(node: number): number {
    return this.data[node * this.stride + 1 + this.dimensions];
  }

  sum(node: number, dimension: number): number {
    return this.data[node * this.stride + 2 + this.dimensions + dimension];
  }
}

/** Nodes of the record for queries that do not point up or down. */
const LEFTMOST = 0;
const RIGHTMOST = 1;
const ALL = 2;

/** What a query selected: the tied nodes of one of the record lists. */
export class Selection {
  score = 0;
  keyX = 0;
  keyY = 0;
  /** Position of the latest of the tied keys. */
  winner = 0;
  private records!: Records;
  private latestNode = 0;
  /** The node from which the next search with this selection begins. */
  near = 0;
  /** The tied nodes are the first `tied` of these. */
  private readonly nodes: number[] = [];
  private tied = 0;

  start(records: Records): void {
    this.records = records;
    this.tied = 0;
    this.winner = -1;
  }

  tie(node: number, x: number, y: number): void {
    this.nodes[this.tied++] = node;
    const position = this.records.position(node);
    if (position <= this.winner) return;
    this.winner = position;
    this.latestNode = node;
    this.keyX = x;
    this.keyY = y;
  }

  latest(dimension: number): number {
    return this.records.latest(this.latestNode, dimension);
  }

  average(dimension: number): number {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < this.tied; i++) {
      sum += this.records.sum(this.nodes[i], dimension);
      count += this.records.count(this.nodes[i]);
    }
    return sum / count;
  }
}

export class KeyStore {
  private readonly upper: Hull | undefined;
  private readonly lower: Hull | undefined;
  private readonly upperRecords: Records;
  private readonly lowerRecords: Records;
  private readonly flatRecords: Records;
  private leftX = Number.POSITIVE_INFINITY;
  private rightX = Number.NEGATIVE_INFINITY;
  private leftY = 0;
  private rightY = 0;
  private latestX = 0;
  private latestY = 0;
  private any = false;

  constructor(
    directions: Directions,
    dimensions: number,
    /** Whether a head averages over tied keys. */
    averages: boolean,
  ) {
    if (directions === 'upward' || directions === 'any') this.upper = new Hull();
    if (directions === 'any') this.lower = new Hull();
    this.upperRecords = new Records(dimensions, averages);
    this.lowerRecords = new Records(dimensions, averages);
    this.flatRecords = new Records(dimensions, averages);
    this.flat = directions !== 'upward';
  }

  private readonly flat: boolean;

  get bytes(): number {
    const hulls = (this.upper?.bytes ?? 0) + (this.lower?.bytes ?? 0);
    return hulls + this.upperRecords.bytes + this.lowerRecords.bytes + this.flatRecords.bytes;
  }

  /** Adds the key of the token at `position`, with its values (one a dimension). */
  insert(x: number, y: number, position: number, values: Float64Array): void {
    if (this.upper) {
      const { node, known } = this.upper.insert(x, y);
      if (node >= 0) this.upperRecords.write(node, known, position, values);
    }
    if (this.lower) {
      const { node, known } = this.lower.insert(x, -y);
      if (node >= 0) this.lowerRecords.write(node, known, position, values);
    }
    if (!this.flat) return;
    this.flatRecords.write(ALL, this.any, position, values);
    this.any = true;
    this.latestX = x;
    this.latestY = y;
    if (x <= this.leftX) {
      this.flatRecords.write(LEFTMOST, x === this.leftX, position, values);
      this.leftX = x;
      this.leftY = y;
    }
    if (x >= this.rightX) {
      this.flatRecords.write(RIGHTMOST, x === this.rightX, position, values);
      this.rightX = x;
      this.rightY = y;
    }
  }

  /** The keys with the largest qx·x + qy·y. There is at least one key. */
  select(qx: number, qy: number, into: Selection): void {
    if (qy > 0) this.selectOn(this.upper, this.upperRecords, qx, qy, 1, into);
    else if (qy < 0) this.selectOn(this.lower, this.lowerRecords, qx, -qy, -1, into);
    else {
      into.start(this.flatRecords);
      if (qx < 0) into.tie(LEFTMOST, this.leftX, this.leftY);
      else if (qx > 0) into.tie(RIGHTMOST, this.rightX, this.rightY);
      else into.tie(ALL, this.latestX, this.latestY);
      into.score = qx * into.keyX;
    }
  }

  private selectOn(
    hull: Hull | undefined,
    records: Records,
    qx: number,
    qy: number,
    sign: number,
    into: Selection,
  ): void {
    if (!hull) throw new Error(`a query (${qx}, ${sign * qy}) that the weights rule out`);
    const best = hull.best(qx, qy, into.near);
    into.near = best;
    into.start(records);
    for (let node = best; node >= 0; node = hull.before(node)) {
      const x = hull.pointX(node);
      const y = hull.pointY(node);
      const score = qx * x + qy * y;
      if (node === best) into.score = score;
      else if (score !== into.score) break;
      into.tie(node, x, sign * y);
    }
  }

  /** The position and score of the best key on the hull that does not tie with the winner. */
  runnerUp(qx: number, qy: number): { position: number; score: number } | undefined {
    const hull = qy > 0 ? this.upper : this.lower;
    const records = qy > 0 ? this.upperRecords : this.lowerRecords;
    if (!hull || qy === 0) return undefined;
    const scoreOf = (node: number) => qx * hull.pointX(node) + Math.abs(qy) * hull.pointY(node);
    const best = hull.best(qx, Math.abs(qy));
    let left = best;
    while (left >= 0 && scoreOf(left) === scoreOf(best)) left = hull.before(left);
    const candidates = [left, hull.after(best)].filter((node) => node >= 0);
    candidates.sort((a, b) => scoreOf(b) - scoreOf(a));
    if (candidates.length === 0) return undefined;
    return { position: records.position(candidates[0]), score: scoreOf(candidates[0]) };
  }
}
