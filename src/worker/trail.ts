/** What was met on the way to here: which of the boundaries one comes to first on the way back. */
import { MARK, type Watching } from '../executor/marks';

/** Boundaries of one group at one call depth, with nothing but deeper ones between them. */
interface Stretch {
  readonly depth: number;
  readonly group: number;
  readonly begin: number;
  /** Whether it cannot have begun before the first boundary that was met. */
  readonly complete: boolean;
}

/** A boundary with a mark that stops whatever comes. */
export interface Met {
  readonly position: number;
  readonly pc: number;
  readonly depth: number;
}

export class Trail {
  /** Position, pc and depth of each boundary that stops whatever comes. */
  private readonly stops: number[] = [];
  /** The stretches that no shallower boundary has ended, by ascending depth. */
  private readonly stretches: Stretch[] = [];
  /** The stretch before the last one, where deeper calls count. */
  private before: Stretch | undefined;
  /** Where deeper calls count: whether the last stretch goes on with a line in which they were. */
  private goesOn = false;

  constructor(
    private readonly watching: Watching,
    private readonly groups: Int32Array | undefined,
    /** Whether deeper calls count. */
    private readonly into = false,
  ) {}

  /** Notes the boundary before the token at `position`. To be called in ascending order. */
  meet(position: number, pc: number, depth: number): void {
    const { stretches, groups } = this;
    const { marks, level } = this.watching;
    const mark = marks[pc];
    if (mark & MARK.stop) this.stops.push(position, pc, depth);
    const side = depth < level ? MARK.below : depth === level ? MARK.at : MARK.above;
    if (!(mark & side)) return;
    const group = groups ? groups[pc] : position;
    const latest = stretches.at(-1);
    if (latest?.depth === depth && latest.group === group) return;
    while (stretches.length > 0 && stretches[stretches.length - 1].depth > depth) stretches.pop();
    const last = stretches.at(-1);
    this.goesOn = last !== latest && last?.depth === depth && last.group === group;
    // Where deeper calls do not count, the line goes on as if there had been none.
    if (this.goesOn && !this.into) return;
    if (last?.depth === depth) stretches.pop();
    const complete = !groups || (this.into ? latest : last) !== undefined;
    stretches.push({ depth, group, begin: position, complete });
    this.before = latest;
  }

  /** Where the marks lead back to that depend on the depth; -1 if that lies before the boundaries met. */
  step(all: boolean): number {
    const last = this.into && this.goesOn ? this.before : this.stretches.at(-1);
    return last && (last.complete || all) ? last.begin : -1;
  }

  /** The boundaries that stop whatever comes, the last one first. */
  *lastStops(): Generator<Met> {
    const { stops } = this;
    for (let i = stops.length - 3; i >= 0; i -= 3)
      yield { position: stops[i], pc: stops[i + 1], depth: stops[i + 2] };
  }
}
