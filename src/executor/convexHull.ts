/**
 * The upper convex hull of a growing set of points in the plane, which answers "which point has the largest
 * q·p" for any q that points upwards, in O(log n). Points that never win for such a query are dropped when
 * they come; so are those that a new point pushes below the hull.
 *
 * Points that arrive in order of x (the keys of positions do) lie in an array, which binary search walks
 * fastest; from the first that does not, the hull is a treap, so that an insertion costs O(log n) too.
 * Comparisons are exact while products of coordinates stay below 2^53.
 */
import { Numbers } from './growing';

const NONE = -1;

/** Is b strictly below the segment from a to c, where a.x < b.x < c.x? */
function below(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
  return (by - ay) * (cx - bx) < (cy - by) * (bx - ax);
}

/** Gives a point to its owner, which keeps what belongs to it. */
export interface Placement {
  /** The node that holds the point, or -1 where it lies below the hull. */
  node: number;
  /** Whether the node held the same point before. */
  known: boolean;
}

export class Hull {
  private readonly x = new Numbers();
  private readonly y = new Numbers();
  /** Present from the first point that is out of order. */
  private tree: Tree | undefined;
  private readonly placement: Placement = { node: NONE, known: false };

  /** Coordinates of a node. */
  pointX(node: number): number {
    return this.x.get(node);
  }

  pointY(node: number): number {
    return this.y.get(node);
  }

  get bytes(): number {
    return this.x.bytes + this.y.bytes + (this.tree?.bytes ?? 0);
  }

  /**
   * Adds a point. Nodes are numbered in order of arrival, except that array nodes popped from the end are
   * numbered anew. The returned object is reused.
   */
  insert(px: number, py: number): Placement {
    const { placement } = this;
    placement.known = false;
    if (this.tree) {
      this.tree.insert(px, py, placement);
      return placement;
    }
    const { x, y } = this;
    const last = x.length - 1;
    if (last >= 0 && px <= x.get(last)) {
      const same = this.find(px);
      if (same !== NONE && y.get(same) >= py) {
        placement.known = y.get(same) === py;
        placement.node = placement.known ? same : NONE;
        return placement;
      }
      this.tree = new Tree(x, y);
      this.tree.insert(px, py, placement);
      return placement;
    }
    while (
      x.length >= 2 &&
      below(
        x.get(x.length - 2),
        y.get(y.length - 2),
        x.get(x.length - 1),
        y.get(y.length - 1),
        px,
        py,
      )
    ) {
      x.pop();
      y.pop();
    }
    x.push(px);
    y.push(py);
    placement.node = x.length - 1;
    return placement;
  }

  private find(px: number): number {
    let low = 0;
    let high = this.x.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const value = this.x.get(middle);
      if (value === px) return middle;
      if (value < px) low = middle + 1;
      else high = middle - 1;
    }
    return NONE;
  }

  /**
   * The rightmost node with the largest qx·x + qy·y, for qy > 0; -1 where there are no points. The search
   * begins at the node `near`, so that a query like the one before costs next to nothing.
   */
  best(qx: number, qy: number, near = 0): number {
    if (this.tree) return this.tree.best(qx, qy);
    const { x, y } = this;
    const last = x.length - 1;
    const risesAt = (i: number) =>
      qx * x.get(i + 1) + qy * y.get(i + 1) >= qx * x.get(i) + qy * y.get(i);
    // Scores rise up to the best node and fall after it: widen a range from `near` on until it holds that.
    let low = Math.min(near, last);
    let high = low;
    if (low < last && risesAt(low)) {
      for (let step = 1; high < last && risesAt(high); step *= 2) {
        low = high + 1;
        high = Math.min(high + step, last);
      }
    } else {
      for (let step = 1; low > 0 && !risesAt(low - 1); step *= 2) {
        high = low - 1;
        low = Math.max(high - step, 0);
      }
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (risesAt(middle)) low = middle + 1;
      else high = middle;
    }
    return high;
  }

  /** The neighbours of a node on the hull, -1 at its ends. */
  before(node: number): number {
    return this.tree ? this.tree.previous[node] : node - 1;
  }

  after(node: number): number {
    if (this.tree) return this.tree.next[node];
    return node + 1 < this.x.length ? node + 1 : NONE;
  }
}

/** A treap over the nodes, ordered by x, whose nodes also form a list. */
class Tree {
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly priority: number[] = [];
  readonly previous: number[] = [];
  readonly next: number[] = [];
  private root = NONE;
  private seed = 1;

  constructor(
    private readonly x: Numbers,
    private readonly y: Numbers,
  ) {
    for (let node = 0; node < x.length; node++) {
      this.create(node - 1, NONE);
      if (node > 0) this.next[node - 1] = node;
      this.root = this.merge(this.root, node);
    }
  }

  get bytes(): number {
    return this.left.length * 5 * 8;
  }

  /** A deterministic stream of priorities (xorshift). */
  private create(previous: number, next: number): void {
    this.seed ^= this.seed << 13;
    this.seed ^= this.seed >>> 17;
    this.seed ^= this.seed << 5;
    this.left.push(NONE);
    this.right.push(NONE);
    this.priority.push(this.seed);
    this.previous.push(previous);
    this.next.push(next);
  }

  insert(px: number, py: number, placement: Placement): void {
    const { x, y } = this;
    let before = NONE;
    let after = NONE;
    for (let node = this.root; node !== NONE; ) {
      const value = x.get(node);
      if (value === px) {
        this.meet(node, py, placement);
        return;
      }
      if (value < px) {
        before = node;
        node = this.right[node];
      } else {
        after = node;
        node = this.left[node];
      }
    }
    if (
      before !== NONE &&
      after !== NONE &&
      below(x.get(before), y.get(before), px, py, x.get(after), y.get(after))
    ) {
      placement.node = NONE;
      return;
    }
    const node = x.length;
    x.push(px);
    y.push(py);
    this.create(before, after);
    if (before !== NONE) this.next[before] = node;
    if (after !== NONE) this.previous[after] = node;
    const [low, high] = this.split(this.root, px);
    this.root = this.merge(this.merge(low, node), high);
    this.trim(node);
    placement.node = node;
  }

  /** A point with the x of a node: the same point, a lower one, or one that replaces it. */
  private meet(node: number, py: number, placement: Placement): void {
    const old = this.y.get(node);
    placement.node = py < old ? NONE : node;
    placement.known = py === old;
    if (py <= old) return;
    this.y.set(node, py);
    this.trim(node);
  }

  /** Removes the neighbours that a point pushed below the hull. */
  private trim(node: number): void {
    for (let a = this.previous[node]; a !== NONE && this.isBelow(a); a = this.previous[node])
      this.remove(a);
    for (let a = this.next[node]; a !== NONE && this.isBelow(a); a = this.next[node])
      this.remove(a);
  }

  private isBelow(node: number): boolean {
    const { x, y } = this;
    const [a, c] = [this.previous[node], this.next[node]];
    return (
      a !== NONE &&
      c !== NONE &&
      below(x.get(a), y.get(a), x.get(node), y.get(node), x.get(c), y.get(c))
    );
  }

  private remove(node: number): void {
    const [a, c] = [this.previous[node], this.next[node]];
    if (a !== NONE) this.next[a] = c;
    if (c !== NONE) this.previous[c] = a;
    const px = this.x.get(node);
    const [low, rest] = this.split(this.root, px);
    this.root = this.merge(low, this.withoutFirst(rest));
  }

  private withoutFirst(root: number): number {
    if (this.left[root] === NONE) return this.right[root];
    this.left[root] = this.withoutFirst(this.left[root]);
    return root;
  }

  /** The nodes with x below `px`, and the others. */
  private split(root: number, px: number): [number, number] {
    if (root === NONE) return [NONE, NONE];
    if (this.x.get(root) < px) {
      const [low, high] = this.split(this.right[root], px);
      this.right[root] = low;
      return [root, high];
    }
    const [low, high] = this.split(this.left[root], px);
    this.left[root] = high;
    return [low, root];
  }

  private merge(a: number, b: number): number {
    if (a === NONE) return b;
    if (b === NONE) return a;
    if (this.priority[a] > this.priority[b]) {
      this.right[a] = this.merge(this.right[a], b);
      return a;
    }
    this.left[b] = this.merge(a, this.left[b]);
    return b;
  }

  best(qx: number, qy: number): number {
    const { x, y } = this;
    let best = NONE;
    for (let node = this.root; node !== NONE; ) {
      const next = this.next[node];
      const here = qx * x.get(node) + qy * y.get(node);
      if (next !== NONE && qx * x.get(next) + qy * y.get(next) >= here) {
        node = this.right[node];
        best = next;
      } else {
        best = node;
        const previous = this.previous[node];
        if (previous === NONE || qx * x.get(previous) + qy * y.get(previous) <= here) return node;
        node = this.left[node];
      }
    }
    return best;
  }
}
