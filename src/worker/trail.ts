/** The boundaries that are met on the way to a place, and which of them one comes to first on the way back. */
import { MARK, type Watching } from '../executor/marks';

/** Boundaries of one group at one call depth, with nothing but deeper ones between them. */
interface Stretch {
  readonly depth: number;
  readonly group: number;
  readonly begin: number;
  /** Whether it cannot have begun before the first boundary that was met. */
  readonly complete: boolean;
}

export class Trail {
  /** The last boundary that stops whatever comes; -1 if none was met. */
  private stop = -1;
  /** The stretches that no shallower boundary has ended, by ascending depth. */
  private readonly stretches: Stretch[] = [];

  constructor(
    private readonly watching: Watching,
    private readonly groups: Int32Array | undefined,
  ) {}

  /** Notes the boundary before the token at `position`. To be called in ascending order. */
  meet(position: number, pc: number, depth: number): void {
    const { stretches, groups } = this;
    const { marks, level } = this.watching;
    if (marks[pc] & MARK.stop) this.stop = position;
    const side = depth < level ? MARK.below : depth === level ? MARK.at : MARK.above;
    if (!(marks[pc] & side)) return;
    while (stretches.length > 0 && stretches[stretches.length - 1].depth > depth) stretches.pop();
    const last = stretches.at(-1);
    const group = groups ? groups[pc] : position;
    if (last?.depth === depth) {
      if (last.group === group) return;
      stretches.pop();
    }
    stretches.push({ depth, group, begin: position, complete: !groups || last !== undefined });
  }

  /** Where to go back to; undefined if that lies before the boundaries met. `all`: there are none before. */
  target(all: boolean): number | undefined {
    const last = this.stretches.at(-1);
    const step = last && (last.complete || all) ? last.begin : -1;
    const target = Math.max(step, this.stop);
    return target < 0 ? undefined : target;
  }
}
