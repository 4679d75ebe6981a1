/** Which of some points are corners of their convex hull, as queries that point one way see it. */

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * By point: whether some query (q, `up`), `up` being 1 or -1, scores it more than all others. The points ascend by x, and
 * none is there twice.
 */
export function cornersOf(points: readonly Point[], up: number): boolean[] {
  const corners: number[] = [];
  points.forEach((c, i) => {
    // Of points above each other only the outermost counts.
    const last = corners.at(-1);
    if (last !== undefined && points[last].x === c.x) {
      if (up * points[last].y >= up * c.y) return;
      corners.pop();
    }
    while (corners.length >= 2) {
      const [a, b] = [points[corners[corners.length - 2]], points[corners[corners.length - 1]]];
      if (up * (b.y - a.y) * (c.x - b.x) > up * (c.y - b.y) * (b.x - a.x)) break;
      corners.pop();
    }
    corners.push(i);
  });
  const found = new Set(corners);
  return points.map((_, i) => found.has(i));
}
