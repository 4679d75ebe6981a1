/** The size of the memory as of any token, read seldom: it only grows, and hardly ever. */
import type { Reader } from '../engine/reader';
import { readForm } from '../executor/executor';
import type { Model, Tap } from '../model/model';
import { tapNamed } from '../model/names';

const PAGE = 65536;

export class MemorySize {
  private readonly tap: Tap;
  /** Tokens from which on it has at least so many bytes, in ascending order. */
  private readonly known = [{ from: -1, size: 0 }];

  constructor(
    model: Model,
    private readonly reader: Reader,
  ) {
    this.tap = tapNamed(model, 'memory pages');
  }

  private read(asOf: number): number {
    const { form, layer } = this.tap;
    return readForm(form, this.reader.at(asOf).residual(layer)) * PAGE;
  }

  private latest(asOf: number) {
    let i = this.known.length - 1;
    while (this.known[i].from > asOf) i--;
    return this.known[i];
  }

  /** No more than the size as of a token, in bytes. */
  atLeast(asOf: number): number {
    return this.latest(asOf).size;
  }

  /** Finds out whether it is larger than `atLeast` says, and from when on. */
  isLarger(asOf: number): boolean {
    const before = this.latest(asOf);
    const size = this.read(asOf);
    if (size <= before.size) return false;
    let [low, high] = [before.from, asOf];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.read(middle) >= size) high = middle;
      else low = middle;
    }
    this.known.splice(this.known.indexOf(before) + 1, 0, { from: high, size });
    return true;
  }
}
