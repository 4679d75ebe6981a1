/** Matrices with few entries, by rows; each row runs over ascending columns, so sums round as dense ones do. */
export class SparseRows {
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly weight: Float64Array;

  constructor(rows: readonly (readonly (readonly [number, number])[])[]) {
    this.start = new Int32Array(rows.length + 1);
    rows.forEach((row, i) => {
      this.start[i + 1] = this.start[i] + row.length;
    });
    const entries = rows.flat();
    this.column = Int32Array.from(entries, ([column]) => column);
    this.weight = Float64Array.from(entries, ([, weight]) => weight);
  }

  /** The rows of a dense row-major matrix. */
  static from(matrix: Float64Array, columns: number): SparseRows {
    return new SparseRows(denseRows(matrix, columns));
  }

  /** The columns of a dense row-major matrix. */
  static transposed(matrix: Float64Array, columns: number): SparseRows {
    const rows = matrix.length / columns;
    return new SparseRows(
      Array.from({ length: columns }, (_, c) =>
        Array.from({ length: rows }, (_, r) => [r, matrix[r * columns + c]] as const).filter(
          ([, weight]) => weight !== 0,
        ),
      ),
    );
  }

  dot(row: number, x: Float64Array): number {
    const { start, column, weight } = this;
    let sum = 0;
    for (let i = start[row], end = start[row + 1]; i < end; i++) sum += weight[i] * x[column[i]];
    return sum;
  }

  /** out += row * factor */
  scatter(row: number, factor: number, out: Float64Array): void {
    const { start, column, weight } = this;
    for (let i = start[row], end = start[row + 1]; i < end; i++)
      out[column[i]] += weight[i] * factor;
  }
}

/** The entries of each row that are not zero. */
export function denseRows(matrix: Float64Array, columns: number): (readonly [number, number])[][] {
  return Array.from({ length: matrix.length / columns }, (_, r) => {
    const row: (readonly [number, number])[] = [];
    for (let c = 0; c < columns; c++) {
      const weight = matrix[r * columns + c];
      if (weight !== 0) row.push([c, weight]);
    }
    return row;
  });
}
